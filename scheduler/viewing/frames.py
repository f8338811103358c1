"""Rows to a tidy DataFrame, with the same columns and dtypes even without rows."""

from collections.abc import Iterable, Mapping

import pandas as pd
from pandas.api.types import pandas_dtype

TIMES = ("start", "end", "start_before", "start_after")
DTYPES = {
    "unit": "Int64",
    "unit_before": "Int64",
    "unit_after": "Int64",
    "minutes_before": "Int64",
    "minutes_after": "Int64",
    "minutes": "int64",
    "optional": "bool",
    "priority": "int64",
    "tier": "int64",
    "weight": "int64",
    "value": "int64",
    "bound": "int64",
    "gap": "float64",
    "units": "int64",
    "available": "int64",
    "used": "int64",
    "around": "int64",
    "most": "int64",
    "share": "float64",
    "requests": "int64",
    "met": "int64",
    "engagements": "int64",
    "breaks": "int64",
    "delegations": "int64",
    "waits": "int64",
    "wait_minutes": "int64",
    "spread": "float64",
    "worst_share": "float64",
    "violations": "int64",
    "cost": "int64",
}
"""Dtype of every column that is neither text nor time."""


def framed(
    rows: Iterable[Mapping[str, object]], columns: tuple[str, ...], time_zone: str = "UTC"
) -> pd.DataFrame:
    """Return a table; its times are local to the time zone, and NaT where a row has none."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    for name in columns:
        if name in TIMES:
            utc = pd.to_datetime(frame[name], utc=True)
            frame[name] = utc.dt.as_unit("us").dt.tz_convert(time_zone)
        else:
            frame[name] = frame[name].astype(pandas_dtype(DTYPES.get(name, "str")))
    return frame
