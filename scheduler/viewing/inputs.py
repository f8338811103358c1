"""An instance as DataFrames: what the planners state, one frame per table."""

from datetime import datetime
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

import pandas as pd
from pandas.api.types import pandas_dtype

from models import Instance
from models.record import Record
from scheduler.files.cells import text_of
from scheduler.files.layout import PEDIGREE, RECORDS


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
    return {
        table: pd.DataFrame(
            {
                name: _column(getattr(instance, table), name, _leaves(field.annotation), instance)
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
    rows: tuple[Record, ...], name: str, leaves: set[object], instance: Instance
) -> "pd.Series[Any]":
    values = [getattr(row, name) for row in rows]
    if leaves == {datetime}:
        clock = instance.clock
        moments = [None if at is None else clock.moment(clock.minute(at)) for at in values]
        utc = pd.to_datetime(pd.Series(moments, dtype="object"), utc=True)
        return utc.dt.as_unit("us").dt.tz_convert(instance.time_zone)
    if leaves in ({int}, {bool}):
        return pd.Series(values, dtype="Int64" if leaves == {int} else "boolean")
    return pd.Series([text_of(row, name) for row in rows], dtype=pandas_dtype("str"))
