"""The store as tidy DataFrames."""

from pathlib import Path

import pandas as pd

from models import ChangeRows, InstanceError, ReleaseRecord, ReleaseRow, ReleaseRows
from scheduler.publishing.release import Release
from scheduler.publishing.store import Store
from scheduler.publishing.tallying import compared
from scheduler.viewing.changes_frame import changes_table

COUNTED = ("people_told", "moves", "time_moves", "room_moves", "added", "dropped", "cancelled")

RELEASES = {
    "release": "str",
    "number": "int64",
    "made": "datetime64[us, UTC]",
    "kind": "str",
    "parent": "str",
    "of": "str",
    "by": "str",
    "status": "str",
    "activities": "Int64",
    "placed": "Int64",
    "coverage": "Int64",
    "coverage_before": "Int64",
    **dict.fromkeys(COUNTED, "Int64"),
    "instance_sha256": "str",
    "current": "bool",
}


def releases(store: Path | str) -> pd.DataFrame:
    """One row per release, oldest first.

    Columns
    -------
    release : str, its id
    number : int, from 1
    made : aware datetime, UTC
    kind : str, ``solved``, ``approved`` or ``rollback``; ``damaged`` if its record cannot be
        read, and then figures are missing
    parent, of : str, the release before it; the one that a rollback repeats
    by : str, who approved it, or went back to it; empty where the job decided by itself
    status : str, how the solve ended
    activities, placed : Int64
    coverage : Int64, priority points of requests left out; less is better
    coverage_before : Int64, the same of the release before, re-scored on these inputs
    people_told, moves, time_moves, room_moves, added, dropped, cancelled : Int64, against the
        release before; 0 in the first
    instance_sha256 : str
    current : bool

    Raises
    ------
    InstanceError
        It is no store.
    """
    rows = [row.model_dump() for row in release_rows(store).root]
    frame = pd.DataFrame(rows, columns=list(RELEASES))
    frame["made"] = pd.to_datetime(frame["made"], utc=True)
    return frame.astype(RELEASES)


def release_rows(store: Path | str) -> ReleaseRows:
    """Return the same as data.

    Raises
    ------
    InstanceError
        It is no store.
    """
    place = Store(store)
    place.require()
    current = place.current()
    current_id = current.id if current else None
    return ReleaseRows(tuple(_row(one, one.id == current_id) for one in place.releases()))


def _row(release: Release, current: bool) -> ReleaseRow:
    cells: dict[str, object] = dict.fromkeys(ReleaseRow.model_fields)
    cells |= dict.fromkeys(("parent", "of", "by", "status", "instance_sha256"), "")
    try:
        cells |= _figures(release.record)
    except InstanceError:
        cells["kind"] = "damaged"
    cells |= {"release": release.id, "number": release.number, "current": current}
    return ReleaseRow.model_validate(cells)


def _figures(record: ReleaseRecord) -> dict[str, object]:
    cells = record.model_dump() | record.counts.model_dump()
    figures = {name: value for name, value in cells.items() if name in RELEASES}
    return {**figures, "parent": record.parent or "", "of": record.of or ""}


def release_changes(store: Path | str, before: str, after: str) -> pd.DataFrame:
    """One row per activity that differs between two releases, in order of time.

    Parameters
    ----------
    store
        Folder of the store.
    before, after
        Ids of releases, or ``current``.

    Returns
    -------
    pandas.DataFrame
        As :func:`scheduler.changes_table`.

    Raises
    ------
    InstanceError
        There is no such release, or it is damaged.
    """
    place = Store(store)
    old, new = place.release(before), place.release(after)
    found = compared((old.instance, old.timetable), (new.instance, new.timetable))
    return changes_table(found, new.instance)


def change_rows(store: Path | str, before: str, after: str) -> ChangeRows:
    """Return the same as data; see :func:`release_changes`."""
    frame = release_changes(store, before, after).astype(object)
    rows = frame.where(frame.notna(), None).to_dict(orient="records")
    return ChangeRows.model_validate([{str(k): _plain(v) for k, v in r.items()} for r in rows])


def _plain(cell: object) -> object:
    return cell.to_pydatetime() if isinstance(cell, pd.Timestamp) else cell
