"""What somebody wrote into columns of a timetable that are for people and are not read."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError

from models import Activity, Instance, Placement, Timetable
from models.clock import Moment
from models.text import folded
from scheduler.files.text import show
from scheduler.wording.names import what

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)

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
        The timetable before it was edited, if it is known: an end that fits its start was left
        behind when the start was moved, and is not told.
    """
    before = {p.activity: p.start for p in written.placements} if written else {}
    first: dict[str, str] = {}
    many: Counter[str] = Counter()
    for placement, (where, cells) in zip(timetable.placements, rows, strict=True):
        activity = instance.activity.get(placement.activity)
        for column, says in COLUMNS.items():
            cell = cells.get(column, "").strip()
            if activity is None or not cell or not (instead := says(activity, placement, cell)):
                continue
            old = placement.model_copy(update={"start": before.get(activity.id)})
            if column == "end" and old.start and not says(activity, old, cell):
                continue
            many[column] += 1
            told = f"{where}, column {column}: {show(cell)} has no effect; {instead}"
            first.setdefault(column, told)
    for column, sentence in first.items():
        more = many[column] - 1
        rest = f" The same in {more} more row{'s' if more > 1 else ''}." if more else ""
        yield f"{sentence}.{rest}"


def _end(activity: Activity, placement: Placement, cell: str) -> str:
    if placement.start is None:
        return ""
    try:
        end = _MOMENT.validate_python(cell)
    except ValidationError:
        return ""
    length = end.replace(tzinfo=None) - placement.start.replace(tzinfo=None)
    if length == timedelta(minutes=activity.minutes):
        return ""
    return f"{what(activity)} ends {activity.minutes} minutes after its start"


def _minutes(activity: Activity, _: Placement, cell: str) -> str:
    same = cell == str(activity.minutes)
    return "" if same else f"{what(activity)} takes {activity.minutes} minutes"


def _title(activity: Activity, _: Placement, cell: str) -> str:
    titles = (activity.title, activity.title_fr, activity.title_vi)
    same = folded(cell) in {folded(title) for title in titles if title}
    return "" if same or not activity.title else f"its title is in the instance: {what(activity)}"


def _people(activity: Activity, _: Placement, cell: str) -> str:
    named = {folded(name) for name in cell.split(";")}
    same = named == {folded(name) for name in activity.people}
    those = ";".join(activity.people) or "nobody"
    return "" if same else f"{what(activity)} requires {those}, as the instance says"


COLUMNS: Mapping[str, Says] = {
    "end": _end,
    "minutes": _minutes,
    "title": _title,
    "people": _people,
}
