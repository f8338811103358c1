"""Reading and checking a question about one activity."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from models import (
    Fault,
    Hold,
    Instance,
    InstanceError,
    Request,
    Timetable,
    find_hold_faults,
)
from models.clock import Minute, Moment, SkippedTime
from scheduler.files.text import show
from scheduler.viewing.meant import activity_meant, room_hint

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
TIME = "a local time such as 2025-10-25T09:00"


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
        the question and the holds.
    """
    faults = find_hold_faults(instance, Request(previous=timetable, holds=holds))
    try:
        activity = activity_meant(instance, activity)
    except InstanceError as error:
        faults += error.faults
    if room is not None:
        faults += _unknown_room(instance, room)
    minute = None
    if at is not None:
        try:
            minute = instance.clock.minute(_MOMENT.validate_python(at))
        except SkippedTime:
            faults.append(
                Fault("skipped-time", "--at", None, "", show(str(at)), "a time that exists there")
            )
        except (ValidationError, OverflowError):
            faults.append(Fault("not-a-time", "--at", None, "", show(str(at)), TIME))
    if faults:
        raise InstanceError(faults)
    return Question(activity, minute, room)


def _unknown_room(instance: Instance, name: str) -> list[Fault]:
    if name in instance.room:
        return []
    allowed = f"a room of the instance{room_hint(instance, name)}"
    return [Fault("unknown-id", "--in", None, "", show(name), allowed)]
