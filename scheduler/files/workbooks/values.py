"""Values of cells to the text that a CSV file would have, or to what is wrong with them."""

import re
from datetime import date, datetime, time, timedelta

from scheduler.files.text import show
from scheduler.files.tidying import Wrong

Value = str | int | float | bool | date | datetime | time | timedelta

AS_TEXT = "the id as text: a spreadsheet has made something else of it (format the column as Text)"

_DURATION = re.compile(r"PT(\d{1,3})H(\d\d)M00S")
"""A day and more in an ``.ods`` file, as in ISO 8601; nobody types that."""

LAST = datetime.max - timedelta(seconds=1)
"""After this there is no next second."""

MOST_DIGITS = 1e15
"""Numbers as large have lost digits."""


def text_of(value: Value) -> str:
    """Return a value as text: times as ``2025-10-25T09:00``, whole numbers without a point."""
    if isinstance(value, str):
        ods = _DURATION.fullmatch(value)
        return text_of(timedelta(hours=int(ods[1]), minutes=int(ods[2]))) if ods else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return _to_the_second(value).isoformat(timespec="minutes" if not value.second else "auto")
    if isinstance(value, time):
        moment = _to_the_second(datetime.combine(date(2000, 1, 1), value)).time()
        return moment.isoformat(timespec="minutes" if not moment.second else "auto")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, float) and value.is_integer() and abs(value) < MOST_DIGITS:
        return str(int(value))
    return str(value)


def _to_the_second(moment: datetime) -> datetime:
    """Return a moment without the fractions that fractions of a day leave."""
    whole = moment.replace(microsecond=0)
    is_last = moment.replace(tzinfo=None) > LAST
    return whole if moment.microsecond < 500_000 or is_last else whole + timedelta(seconds=1)


def wrong_with(value: Value, is_id: bool) -> Wrong | None:
    """Return what is wrong with a value of an id, or of a time, that has lost something."""
    if is_id:
        return _lost_id(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        allowed = f"a date with a time; for midnight the text {value.isoformat()}T00:00"
        return "not-a-time", f"the date {value.isoformat()}", allowed
    if type(value) in (int, float):
        return "not-a-time", f"the number {show(value)}", "a date with a time (format it as such)"
    return None


def _lost_id(value: Value) -> Wrong | None:
    if isinstance(value, bool):
        return "not-an-id", f"the truth value {text_of(value)}", AS_TEXT
    if isinstance(value, date | time | timedelta):
        return "not-an-id", f"the date {text_of(value)}", AS_TEXT
    if isinstance(value, float) and not (value.is_integer() and abs(value) < MOST_DIGITS):
        return "not-an-id", f"the number {show(value)}", AS_TEXT
    return None
