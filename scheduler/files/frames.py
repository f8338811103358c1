"""Reading an instance from DataFrames: their cells become the rows that a file's cells become."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from models import Activity, Fault, Instance
from scheduler.files.crosscheck import finish
from scheduler.files.draft import Draft
from scheduler.files.layout import TABLE_FILES, TableFile
from scheduler.files.loading import OnWarning, give
from scheduler.files.origin import Origin
from scheduler.files.settings import DAYS, POLICY, SETTINGS, take_head
from scheduler.files.tables import Grid, add_tables, wanted_of
from scheduler.files.text import did_you_mean, escaped
from scheduler.files.tidying import Wanted, Wrong
from scheduler.files.workbooks.values import text_of, wrong_with

FORMS: Mapping[str, TableFile] = {
    **{form.sheet: form for form in TABLE_FILES},
    "activities": TableFile("activities", Activity, "activities.csv"),
}

KNOWN = (SETTINGS, DAYS, POLICY, *FORMS)


def from_frames(
    frames: Mapping[str, pd.DataFrame | Mapping[str, object]],
    *,
    on_warning: OnWarning | None = None,
) -> Instance:
    """Read an instance from DataFrames.

    Parameters
    ----------
    frames
        Name of a table -> its rows, with the columns of the CSV file of that name
        (docs/instances.md): ``rooms``, ``people``, ``bilaterals``, …; ``activities`` has
        activities of any kind, with a column ``kind``. ``summit`` is what ``summit.toml`` says,
        as a dict, or as a frame with the columns ``setting`` (``time_zone``,
        ``policy.break_minutes``) and ``value``; then ``days`` and ``policy`` are frames too
        (:func:`scheduler.to_frames` shows them). None, NaN, NaT and NA are empty cells; the
        text "NA" is none of them. Dates and times may be such, or text; with a time zone they
        count as stated with an offset. Cells of several values may be lists, and those of amounts
        dicts, in place of ``a;b`` and ``a=1;b=2``. Indexes are not read.
    on_warning
        As for :func:`scheduler.load_instance`.

    Raises
    ------
    TypeError
        It is no mapping of names to tables.
    InstanceError
        With every fault found, as :func:`scheduler.load_instance` would: ``file`` is the name of
        the table, ``row`` the position of the row in it, from 0 as in ``frame.iloc``.

    Examples
    --------
    >>> from scheduler import from_frames, load_instance, to_frames
    >>> instance = load_instance("instances/tiny")
    >>> frames = to_frames(instance)
    >>> from_frames(frames).sha256 == instance.sha256
    True
    >>> frames["rooms"].loc[frames["rooms"]["id"] == "BOOTH", "units"] = 1
    >>> from_frames(frames).room["BOOTH"].units
    1
    """
    if not isinstance(frames, Mapping) or isinstance(frames, pd.DataFrame):
        wanted = 'a dict of tables such as {"rooms": rooms}'
        raise TypeError(f"{wanted} is wanted, not {type(frames).__name__}")
    draft = Draft(Origin(SETTINGS, None, ""))
    tables = _tables(draft, frames)
    draft.files = {form.table: Origin(name) for name, form in FORMS.items() if name in tables}
    _take_settings(draft, frames.get(SETTINGS), tables)
    add_tables(
        draft,
        (
            (form, _grid(name, tables[name], wanted_of(form)))
            for name, form in FORMS.items()
            if name in tables
        ),
    )
    try:
        return finish(draft)
    finally:  # before the faults, if there are any
        give(draft.warnings, on_warning)


def _tables(draft: Draft, frames: Mapping[str, object]) -> dict[str, pd.DataFrame]:
    """Return the frames that have columns; report what is no frame, or unknown."""
    tables = {}
    for name, found in frames.items():
        if name not in KNOWN:
            allowed = f"one of {', '.join(KNOWN)}{did_you_mean(str(name), KNOWN)}"
            where = escaped(str(name))
            draft.faults.append(
                Fault("unknown-sheet", where, None, "", "an unknown table", allowed)
            )
        elif isinstance(found, pd.DataFrame):
            if gone := _in_index(name, found):
                at, allowed = ", ".join(gone), "a column: frame.reset_index() makes it one"
                draft.faults.append(Fault("missing-column", name, None, at, "an index", allowed))
                draft.miss(FORMS[name].table)
            elif len(found.columns):
                tables[name] = found
        elif name != SETTINGS or not isinstance(found, Mapping):
            allowed = "a DataFrame or a dict" if name == SETTINGS else "a DataFrame"
            allowed += ": pandas.DataFrame(rows)" if isinstance(found, list) else ""
            shown = "None" if found is None else f"a {type(found).__name__}"
            draft.faults.append(Fault("wrong-shape", name, None, "", shown, allowed))
            draft.miss(FORMS[name].table if name in FORMS else name)
    return tables


def _in_index(name: str, frame: pd.DataFrame) -> list[str]:
    """Return the columns of a table that are its index, which is not read."""
    known = FORMS[name].columns if name in FORMS else ()
    return [label for label in frame.index.names if label in known and label not in frame]


def _take_settings(draft: Draft, stated: object, tables: Mapping[str, pd.DataFrame]) -> None:
    raw = dict(stated) if isinstance(stated, Mapping) else None
    for name in (DAYS, POLICY):
        if raw is not None and name in raw and name in tables:
            found = f"both the table {name} and {name} in {SETTINGS}"
            draft.faults.append(Fault("rival-files", name, None, "", found, "one of them"))
    if stated is None:
        found, allowed = f"no table {SETTINGS}", f"a table or dict {SETTINGS}, as summit.toml"
        draft.faults.append(Fault("missing-sheet", SETTINGS, None, "", found, allowed))
    grids = {
        name: partial(_grid, name, tables[name])
        for name in (SETTINGS, DAYS, POLICY)
        if name in tables
    }
    take_head(draft, grids, {}, raw)


def _grid(name: str, frame: pd.DataFrame, wanted: Wanted) -> Grid:
    """Return the cells of a frame as text."""
    names = [str(column) for column in frame.columns]
    values = [_values(frame.iloc[:, at]) for at in range(len(names))]
    wrong: dict[tuple[int, int], Wrong] = {}
    for at, column in enumerate(names):
        watched = column in wanted.ids or column in wanted.times
        for row, value in enumerate(values[at] if watched else ()):
            if not isinstance(value, str) and (
                fault := wrong_with(value, column in wanted.ids)  # type: ignore[arg-type]
            ):
                wrong[row, at + 1] = fault

    def records() -> Iterator[tuple[int | None, list[str]]]:
        yield None, names
        times = [column in wanted.times for column in names]
        for row, cells in enumerate(zip(*values, strict=True)):
            yield row, [_text(*cell) for cell in zip(cells, times, strict=True)]

    return Grid(Origin(name), None, records(), guarded=False, wrong=wrong)


def _values(column: "pd.Series[Any]") -> list[object]:
    """Return Python's values of a column, with an empty text where there is none."""
    empty = column.isna()
    return ["" if gone else _plain(value) for value, gone in zip(column, empty, strict=True)]


def _plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    return value.item() if isinstance(value, np.generic) else value


def _text(value: object, is_time: bool) -> str:
    """Return a value as the text that a file would have; of a date, only the date."""
    if isinstance(value, list | tuple):
        return ";".join(_text(part, is_time) for part in value)
    if isinstance(value, dict):
        return ";".join(f"{name}={_text(_plain(amount), False)}" for name, amount in value.items())
    if isinstance(value, datetime):
        if not is_time and value.tzinfo is None and value.time() == time():
            return value.date().isoformat()
        whole = not (value.second or value.microsecond)
        return value.isoformat(timespec="minutes" if whole else "auto")
    if isinstance(value, date):
        return value.isoformat()
    return text_of(value)  # type: ignore[arg-type]
