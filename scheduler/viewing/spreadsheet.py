"""Tables as CSV that opens in a spreadsheet."""

import csv
import io
from datetime import datetime

import pandas as pd

from scheduler.files.text import guard
from scheduler.wording.times import comes_twice


def to_csv(frame: pd.DataFrame, separator: str | None = None) -> str:
    """Return a table as CSV that opens in a spreadsheet.

    Times are local, to the minute, with an offset only where the same time comes twice that day;
    cells that a spreadsheet would take for a formula are made harmless.

    Parameters
    ----------
    frame
        The table.
    separator
        For a spreadsheet that opens the file by double-click, what separates its cells; it begins
        with a byte order mark then.
    """
    text = io.StringIO()
    if separator:
        text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\n", delimiter=separator or ",")
    writer.writerow(frame.columns)
    shown = frame.copy()
    for name in shown.select_dtypes("datetimetz"):
        shown[name] = shown[name].map(_local, na_action="ignore").astype(object)
    for row in shown.astype(object).where(shown.notna(), "").itertuples(index=False):
        writer.writerow(guard(cell) if isinstance(cell, str) else cell for cell in row)
    return text.getvalue()


def _local(moment: datetime) -> str:
    """Return a local time; with its offset if daylight saving makes it come twice that day."""
    text = moment.isoformat(timespec="minutes")
    return text if comes_twice(moment) else text[: len("2025-10-25T09:00")]
