"""Changes in words, as a table, and as files of a folder."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from models import Change, Changes, Instance, Placement, Timetable
from scheduler.exporting import to_csv
from scheduler.files import write_atomically
from scheduler.plotting import plot_changes, render
from scheduler.plotting.rendering import FORMATS
from scheduler.wording import names

COLUMNS = (
    "activity",
    "title",
    "what",
    "start_before",
    "start_after",
    "room_before",
    "room_after",
    "unit_before",
    "unit_after",
    "minutes_before",
    "minutes_after",
    "tell",
    "reason",
)


def changes_table(changes: Changes, instance: Instance) -> pd.DataFrame:
    """One row per activity that changes, in order of time.

    Columns
    -------
    activity, title : str
    what : str, as in :class:`models.Change`, joined by ``;``
    start_before, start_after : aware datetime, NaT without a place
    room_before, room_after : str, ids, empty without a place
    unit_before, unit_after : Int64, from 1, missing without a place or if not given
    minutes_before, minutes_after : Int64, missing without a place or if not known
    tell : str, ids of persons joined by ``;``
    reason : str, why it has no place any more
    """
    rows = [
        {
            "activity": change.activity,
            "title": change.title,
            "what": ";".join(change.what),
            "start_before": _start(change.before, instance),
            "start_after": _start(change.after, instance),
            "room_before": change.before.room if change.before else "",
            "room_after": change.after.room if change.after else "",
            "unit_before": change.before.unit if change.before else None,
            "unit_after": change.after.unit if change.after else None,
            "minutes_before": change.minutes_before,
            "minutes_after": change.minutes_after,
            "tell": ";".join(change.tell),
            "reason": change.reason,
        }
        for change in changes.changes
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for name in COLUMNS:
        if name.startswith("start_"):
            utc = pd.to_datetime(frame[name], utc=True)
            frame[name] = utc.dt.as_unit("us").dt.tz_convert(instance.time_zone)
        elif name.startswith(("unit_", "minutes_")):
            frame[name] = frame[name].astype("Int64")
        else:
            frame[name] = frame[name].astype("str")
    return frame


def _start(place: Placement | None, instance: Instance) -> object:
    if place is None or place.start is None:
        return None
    return instance.clock.moment(instance.clock.minute(place.start))


def changes_text(changes: Changes, instance: Instance) -> str:
    """Return whom to tell what, delegation by delegation; then what concerns nobody by name."""
    if not changes.changes:
        return "Nothing changes.\n"
    sentence = {change.activity: _sentence(change, instance) for change in changes.changes}
    count = len(changes.changes)
    lines = [f"{count} {'activity changes' if count == 1 else 'activities change'}."]
    if changes.notices:
        lines.append(f"Tell these {len(changes.notices)}:")
    for notice in changes.notices:
        lines += ["", notice.name, *(f"  {sentence[name]}" for name in notice.activities)]
    nobody = [change.activity for change in changes.changes if not change.tell]
    if nobody:
        lines += [
            "",
            "These concern no person of the instance",
            *(f"  {sentence[name]}" for name in nobody),
        ]
    return "\n".join(lines) + "\n"


def _sentence(change: Change, instance: Instance) -> str:
    name = f"'{change.title}' ({change.activity})" if change.title else change.activity
    before, after = (
        names.placement(instance, change.before),
        names.placement(instance, change.after),
    )
    if "added" in change.what:
        return f"{name}: new, {after}"
    if "dropped" in change.what:
        why = f" ({change.reason})" if change.reason else ""
        return f"{name}: does not take place{why}; was {before}"
    moves = change.is_move or "unit" in change.what
    moved = f"moves from {before} to {after}" if moves else f"stays {after}"
    return "; ".join([f"{name}: {moved}", *_besides(change)])


def _besides(change: Change) -> Iterator[str]:
    """Yield what is different of an activity beside time and room."""
    if "minutes" in change.what:
        yield f"takes {change.minutes_after} minutes, no longer {change.minutes_before}"
    if "people" in change.what:
        yield "other people take part"


def write_changes(changes: Changes, instance: Instance, folder: Path) -> list[str]:
    """Write ``changes.json``, ``changes.csv`` and ``changes.txt``; return these names."""
    texts = {
        "changes.json": changes.model_dump_json(indent=1) + "\n",
        "changes.csv": to_csv(changes_table(changes, instance)),
        "changes.txt": changes_text(changes, instance),
    }
    for name, text in texts.items():
        write_atomically(folder / name, text)
    return list(texts)


def draw_changes(
    changes: Changes, timetable: Timetable, instance: Instance, folder: Path
) -> list[str]:
    """Write the chart of what changes, in every format; return the names."""
    figure = plot_changes(changes, timetable, instance)
    files = [f"changes-chart.{suffix}" for suffix in FORMATS]
    for name in files:
        render(figure, folder / name)
    return files
