"""Reading and checking a question about one activity."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import TypeAdapter, ValidationError

from models import (
    Fault,
    Hold,
    Instance,
    InstanceError,
    Placement,
    Request,
    Timetable,
    find_hold_faults,
)
from models.clock import Minute, Moment, SkippedTime
from models.faults import BadValue
from models.timetable import as_timetable
from scheduler.files.moments import read_moment
from scheduler.files.naming import known_in
from scheduler.files.text import show
from scheduler.viewing.meant import activity_meant, room_hint

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


@dataclass(frozen=True)
class Question:
    """An activity, and the start (in minutes since 1970-01-01T00:00Z) and room wished for it."""

    activity: str
    at: Minute | None = None
    room: str | None = None


def read_question(
    instance: Instance,
    timetable: Timetable,
    activity: str,
    at: datetime | str | None = None,
    room: str | None = None,
    holds: tuple[Hold, ...] = (),
) -> Question:
    """Return the question.

    Raises
    ------
    InstanceError
        With every fault: unknown names (similar ones are offered) and unreadable times, in
        the question and the holds. What is typed is named ``activity``, ``at`` and ``room``.

    Notes
    -----
    A text may be written as in tables, and the name of one room stands for its id. A time alone
    is one of the only day of the event, or else of the day that the activity is on.
    """
    asked = Request(previous=as_timetable(timetable), holds=holds)
    faults = find_hold_faults(instance, asked)
    try:
        activity = activity_meant(instance, activity, "activity")
    except InstanceError as error:
        faults += error.faults
    if room is not None and room not in instance.room:
        meant = known_in(instance).meant(room, "rooms")
        room = meant[0] if len(meant) == 1 else room
        faults += _unknown_room(instance, room)
    minute = None
    if at is not None:
        typed, days = at, [day.date for day in instance.days]
        try:
            if isinstance(at, str):
                at = read_moment(at, days, _present_day(instance, asked.stands.get(activity)))
            minute = instance.clock.minute(_MOMENT.validate_python(at))
        except SkippedTime:
            exists = "a time that exists there"
            faults.append(Fault("skipped-time", "at", None, "", show(str(typed)), exists))
        except BadValue as error:
            faults.append(Fault("not-a-time", "at", None, "", show(str(typed)), str(error)))
        except (ValidationError, OverflowError):
            faults.append(Fault("not-a-time", "at", None, "", show(str(typed)), _example(instance)))
    if faults:
        raise InstanceError(faults)
    return Question(activity, minute, room)


def _present_day(instance: Instance, stands: Placement | None) -> date | None:
    """Return the date that a time alone is on."""
    if len(instance.days) == 1:
        return instance.days[0].date
    minute = instance.clock.readable(stands.start) if stands else None
    return None if minute is None else instance.date_of(minute)


def _example(instance: Instance) -> str:
    day = instance.days[0]
    return f"a local time such as {day.date}T{day.start:%H:%M}"


def _unknown_room(instance: Instance, name: str) -> list[Fault]:
    if name in instance.room:
        return []
    allowed = f"a room of the instance{room_hint(instance, name)}"
    return [Fault("unknown-id", "room", None, "", show(name), allowed)]
