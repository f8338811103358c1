"""The store as tidy DataFrames."""

from pathlib import Path

import pandas as pd

from models import InstanceError
from scheduler.publishing.record import Record
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
    place = Store(store)
    place.require()
    current = place.current()
    rows = [
        {**_row(release), "current": current is not None and release.id == current.id}
        for release in place.releases()
    ]
    frame = pd.DataFrame(rows, columns=list(RELEASES))
    frame["made"] = pd.to_datetime(frame["made"], utc=True)
    return frame.astype(RELEASES)


def _row(release: Release) -> dict[str, object]:
    blank = {"release": release.id, "number": release.number}
    texts = dict.fromkeys(("parent", "of", "status", "instance_sha256"), "")
    try:
        record = release.record
    except InstanceError:
        return {**texts, **blank, "kind": "damaged"}
    return {**_figures(record), **blank}


def _figures(record: Record) -> dict[str, object]:
    told = {name: value for name, value in record.model_dump().items() if name in RELEASES}
    counted = {name: getattr(record.counts, name) for name in COUNTED}
    return {**told, **counted, "parent": record.parent or "", "of": record.of or ""}


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
