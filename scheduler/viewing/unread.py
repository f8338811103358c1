"""What somebody wrote into columns of a timetable that are for people and are not read."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from pydantic import TypeAdapter

from models import Activity, Instance, Placement, Timetable
from models.clock import Moment
from models.record import YesNo, one_of_ours
from models.text import folded
from scheduler.compiling import effective
from scheduler.files.moments import read_moment
from scheduler.files.text import show
from scheduler.wording.names import what

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
_YES_NO: TypeAdapter[bool] = TypeAdapter(YesNo)

Says = Callable[[Activity, Placement, str], str]
"""Returns what the instance says instead of a cell; empty if it says the same."""


def unread_edits(
    timetable: Timetable,
    rows: Sequence[tuple[str, Mapping[str, str]]],
    instance: Instance,
    written: Timetable | None = None,
) -> Iterator[str]:
    """Yield a sentence for each column in which cells say something else than the instance.

    Parameters
    ----------
    timetable
        As it was read.
    rows
        For each placement where it is, and its cells by column.
    instance
        The one that the timetable is for.
    written
        The timetable before it was edited, if it is known: an end or a name of a room that fits
        it was left behind when the start or the room was changed, and is not told.
    """
    before = {p.activity: p for p in written.placements} if written else {}
    columns: Mapping[str, Says] = {
        "end": partial(_end, instance),
        **COLUMNS,
        "people": partial(_people, effective(instance)),
        "room_name": partial(_room_name, instance),
    }
    first: dict[str, str] = {}
    many: Counter[str] = Counter()
    for placement, (where, cells) in zip(timetable.placements, rows, strict=True):
        activity = instance.activity.get(placement.activity)
        for column, says in columns.items():
            cell = cells.get(column, "").strip()
            if activity is None or not cell or not (instead := says(activity, placement, cell)):
                continue
            old = before.get(activity.id)
            if column in LEFT_BEHIND and old and old.start and not says(activity, old, cell):
                continue
            many[column] += 1
            told = f"{where}, column {column}: {show(cell)} has no effect; {instead}"
            first.setdefault(column, told)
    for column, sentence in first.items():
        more = many[column] - 1
        rest = f" The same in {more} more row{'s' if more > 1 else ''}." if more else ""
        yield f"{sentence}.{rest}"


def _end(instance: Instance, activity: Activity, placement: Placement, cell: str) -> str:
    if placement.start is None:
        return ""
    day = placement.start.date()
    with suppress(ValueError):  # what cannot be read is no end that fits
        end = _MOMENT.validate_python(read_moment(cell, [day], day))
        # by the clock of the event, which may be put back in between
        start, ended = (instance.clock.readable(at) for at in (placement.start, end))
        if start is not None and ended == start + activity.minutes:
            return ""
    return f"{what(activity)} ends {activity.minutes} minutes after its start"


def _minutes(activity: Activity, _: Placement, cell: str) -> str:
    same = cell == str(activity.minutes)
    return "" if same else f"{what(activity)} takes {activity.minutes} minutes"


def _title(activity: Activity, _: Placement, cell: str) -> str:
    titles = (activity.title, activity.title_fr, activity.title_vi)
    same = folded(cell) in {folded(title) for title in titles if title}
    return "" if same or not activity.title else f"the tables give its title: {what(activity)}"


def _people(coming: Instance, activity: Activity, _: Placement, cell: str) -> str:
    """Say who is missing and who is too many; those who have withdrawn may be named or not."""
    named = {folded(name): name for name in map(str.strip, cell.split(";")) if name}
    there = coming.activity.get(activity.id)
    missing = [p for p in (there.people if there else ()) if folded(p) not in named]
    known = {folded(person) for person in activity.people}
    others = [name for bare, name in named.items() if bare not in known]
    parts = [f"requires {';'.join(missing)} too"] if missing else []
    parts += [f"does not require {';'.join(others)}"] if others else []
    return f"{what(activity)} {' and '.join(parts)}, as the tables say" if parts else ""


def _room_name(instance: Instance, _: Activity, placement: Placement, cell: str) -> str:
    room = instance.room.get(placement.room or "")
    names = (room.name, room.name_fr, room.name_vi) if room else (cell,)
    same = folded(cell) in {folded(name) for name in names if name}
    return "" if same else f"its room is the one in column room: {placement.room}"


def _kind(activity: Activity, _: Placement, cell: str) -> str:
    same = one_of_ours(cell) == activity.kind
    return "" if same else f"{what(activity)} is of kind {activity.kind}, as the tables say"


def _optional(activity: Activity, _: Placement, cell: str) -> str:
    with suppress(ValueError):
        if _YES_NO.validate_python(cell) == activity.optional:
            return ""
    may = "may be left out" if activity.optional else "must take place"
    return f"{what(activity)} {may}, as the tables say"


def _priority(activity: Activity, _: Placement, cell: str) -> str:
    same = cell == str(activity.priority)
    return "" if same else f"{what(activity)} has priority {activity.priority}, as the tables say"


def _topics(activity: Activity, _: Placement, cell: str) -> str:
    same = {folded(topic) for topic in cell.split(";")} == {*map(folded, activity.topics)}
    those = ";".join(activity.topics) or "none"
    return "" if same else f"{what(activity)} has the topics {those}, as the tables say"


LEFT_BEHIND = ("end", "room_name")

COLUMNS: Mapping[str, Says] = {
    "minutes": _minutes,
    "title": _title,
    "kind": _kind,
    "optional": _optional,
    "priority": _priority,
    "topics": _topics,
}
