"""An instance as DataFrames: what the planners state, one frame per table."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import pandas as pd
from pandas.api.types import pandas_dtype

from models import Instance
from models.clock import closing_text
from models.record import Record
from scheduler.files.cells import text_of
from scheduler.files.frames import from_frames
from scheduler.files.layout import PEDIGREE, RECORDS
from scheduler.files.loading import given_before
from scheduler.files.settings import (
    DAY_COLUMNS,
    DAYS,
    POLICY,
    SETTINGS,
    TIER_COLUMNS,
    setting_rows,
    tier_rows,
)


def inputs(instance: Instance) -> dict[str, pd.DataFrame]:
    """Return a frame for each table of an instance, such as ``inputs(instance)["rooms"]``.

    Returns
    -------
    dict of DataFrame
        Columns and their meaning are those of the files (docs/instances.md), the same whatever is
        stated. Numbers are Int64, yes and no boolean, times aware and in the instance's time
        zone, and missing where nothing is stated; all else is the text of its cell: lists, spans
        and amounts are ``a;b``.
    """
    return _tables(instance, partial(_aware, instance=instance))


def to_frames(instance: Instance) -> dict[str, pd.DataFrame]:
    """Return an instance as DataFrames that :func:`scheduler.from_frames` reads back.

    Returns
    -------
    dict of DataFrame
        The tables of :func:`inputs`, but with times as they are stated: the local time of the
        instance without a time zone; a column in which any time has an offset is text. All
        activities are one table, with their kind. Before these ``summit`` (columns ``setting``,
        such as ``time_zone`` or ``policy.break_minutes``, and ``value``), ``days`` (``date``,
        ``start``, ``end``) and ``policy`` (``tier`` from 1, ``goal``, ``weight``).

    Raises
    ------
    ValueError
        Something would be read back as another one: a semicolon inside an element of a list, an
        empty text that is not the default.

    Notes
    -----
    ``from_frames(to_frames(instance)) == instance``, with the same ``sha256``.
    """
    days = [
        (pd.Timestamp(day.date), f"{day.start:%H:%M}", closing_text(day.end))
        for day in instance.days
    ]
    settings = [(name, value) for name, value, _ in setting_rows(instance)]
    frames = {
        SETTINGS: pd.DataFrame(settings, columns=["setting", "value"], dtype="object"),
        DAYS: pd.DataFrame(days, columns=list(DAY_COLUMNS.columns)),
        POLICY: pd.DataFrame(tier_rows(instance), columns=list(TIER_COLUMNS.columns)),
        **_tables(instance, _as_stated),
    }
    if from_frames(frames, on_warning=given_before).sha256 != instance.sha256:
        raise ValueError("cannot be written: an empty text would be read back as none")
    return frames


def _tables(instance: Instance, framed: "Framed") -> dict[str, pd.DataFrame]:
    return {
        table: pd.DataFrame(
            {
                name: _column(getattr(instance, table), name, _leaves(field.annotation), framed)
                for name, field in sorted(
                    record.model_fields.items(), key=lambda item: item[0] in PEDIGREE
                )
            }
        )
        for table, record in RECORDS.items()
    }


def _leaves(annotation: object) -> set[object]:
    """Return the types that a column is made of, None aside."""
    if get_origin(annotation) is Annotated:
        return _leaves(get_args(annotation)[0])
    inner = get_args(annotation)
    return set().union(*map(_leaves, inner)) if inner else {annotation} - {NoneType}


def _column(
    rows: tuple[Record, ...], name: str, leaves: set[object], framed: "Framed"
) -> "pd.Series[Any]":
    values = [getattr(row, name) for row in rows]
    if leaves == {datetime} and (times := framed(values)) is not None:
        return times
    if leaves in ({int}, {bool}):
        return pd.Series(values, dtype="Int64" if leaves == {int} else "boolean")
    return pd.Series([text_of(row, name) for row in rows], dtype=pandas_dtype("str"))


Framed = Callable[[list[datetime | None]], "pd.Series[Any] | None"]
"""Makes a column of times; None if their text is to be taken."""


def _aware(values: list[datetime | None], instance: Instance) -> "pd.Series[Any]":
    clock = instance.clock
    moments = [None if at is None else clock.moment(clock.minute(at)) for at in values]
    utc = pd.to_datetime(pd.Series(moments, dtype="object"), utc=True)
    return utc.dt.as_unit("us").dt.tz_convert(instance.time_zone)


def _as_stated(values: list[datetime | None]) -> "pd.Series[Any] | None":
    if any(at is not None and (at.tzinfo or at.fold) for at in values):
        return None
    return pd.to_datetime(pd.Series(values, dtype="object")).dt.as_unit("us")
