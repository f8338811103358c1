"""Instants, half-open spans and overlap: all arithmetic of time is here, once.

Inside the product an instant is a whole number of minutes since 1970-01-01T00:00Z, so
a difference is always elapsed time, whatever daylight saving does. People write and
read wall-clock times of the instance's time zone; :class:`Clock` turns one into the
other.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from models.faults import BadValue

Minute = int
Interval = tuple[Minute, Minute]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

EVER: Interval = (-(10**9), 10**9)
"""Longer than any event: from the first century to the fourth millennium."""

_DATE_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt _]\d")

_AFTER_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt _](2[4-9]|3\d|4[0-7])(:.+)")
"""``2025-10-25T24:00``, as an evening is written that ends at midnight or later."""

_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2})|\s?[hH]\s?(\d{2})?)")
"""``9:00``; ``9h00``, as it is written in French and Vietnamese; ``9.00``, as in Italian."""


def _date_and_time(value: object) -> object:
    """Refuse what pydantic would guess at: ``2025`` as seconds of 1970, a date as midnight."""
    if isinstance(value, str) and _DATE_AND_TIME.match(value.strip()):
        return _on_its_date(value.strip())
    if isinstance(value, datetime):
        return value
    raise BadValue("not-a-time", "a local time such as 2025-10-25T09:00")


def _on_its_date(text: str) -> str:
    """Write a time after midnight with the date that it is on."""
    late = _AFTER_MIDNIGHT.fullmatch(text)
    if late is None:
        return text
    days, hour = divmod(int(late[2]), 24)
    try:
        return f"{date.fromisoformat(late[1]) + timedelta(days=days)}T{hour:02}{late[3]}"
    except (ValueError, OverflowError):
        return text


def _hour(value: object) -> object:
    """Refuse a bare number, which pydantic would take for seconds since midnight."""
    if isinstance(value, str) and (written := _HOUR.fullmatch(value.strip())):
        return f"{int(written[1]):02}:{written[2] or written[3] or '00'}"
    if isinstance(value, time) or (isinstance(value, str) and ":" in value):
        return value
    raise BadValue("not-a-time", "a time of day such as 09:00")


TimeOfDay = Annotated[time, BeforeValidator(_hour)]

LATEST = timedelta(hours=48)

_CLOSING = re.compile(r"(\d{1,2})(?:[:.]([0-5]\d)(?::([0-5]\d))?|\s?[hH]\s?([0-5]\d)?)")


def _closing(value: object) -> object:
    """Read an hour of the clock, or one that goes on counting after midnight."""
    if isinstance(value, time):
        value = value.replace(tzinfo=None).isoformat("seconds")
    if isinstance(value, str) and (written := _CLOSING.fullmatch(value.strip())):
        hours, minutes, seconds, after_h = (int(part or 0) for part in written.groups())
        value = timedelta(hours=hours, minutes=minutes + after_h, seconds=seconds)
    if isinstance(value, timedelta) and timedelta() <= value <= LATEST:
        return value
    raise BadValue(
        "not-a-time",
        "a time of day such as 09:00; of an evening also 24:00 or, after midnight, 25:30",
    )


def closing_text(after_midnight: timedelta) -> str:
    """Write the end of a day, such as ``18:00``; ``25:30`` is half past one of the next date."""
    minutes, seconds = divmod(after_midnight // timedelta(seconds=1), 60)
    whole = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{whole}:{seconds:02}" if seconds else whole


def _closing_document(after_midnight: timedelta) -> str:
    text = closing_text(after_midnight)
    return text if text.count(":") == 2 else f"{text}:00"


ClosingTime = Annotated[
    timedelta,
    BeforeValidator(_closing),
    PlainSerializer(_closing_document, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": "^[0-4][0-9]:[0-5][0-9](:[0-5][0-9])?$"}),
]
"""Wall-clock time since midnight of a date, which may be after the midnight that follows."""

Moment = Annotated[datetime, BeforeValidator(_date_and_time)]
"""A date with a time: local wall-clock time, or with its offset from UTC."""


def overlap(a: Interval, b: Interval) -> bool:
    """Tell whether two half-open intervals ``[start, end)`` share any time."""
    return a[0] < b[1] and b[0] < a[1] and a[0] < a[1] and b[0] < b[1]


def inside(inner: Interval, outer: Interval) -> bool:
    """Tell whether ``inner`` lies wholly in ``outer`` (both half-open)."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Join intervals that touch or overlap; sorted, empty ones dropped."""
    joined: list[Interval] = []
    for start, end in sorted(i for i in intervals if i[0] < i[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def without(intervals: Iterable[Interval], holes: Iterable[Interval]) -> list[Interval]:
    """Cut ``holes`` out of ``intervals``; what remains is sorted and joined."""
    left = merged(intervals)
    for hole in merged(holes):
        cut: list[Interval] = []
        for start, end in left:
            if not overlap((start, end), hole):
                cut.append((start, end))
                continue
            cut += [i for i in ((start, hole[0]), (hole[1], end)) if i[0] < i[1]]
        left = cut
    return left


class SkippedTime(ValueError):
    """A wall-clock time that daylight saving skips."""


class Clock:
    """Wall-clock times of one time zone, to and from minutes.

    Parameters
    ----------
    time_zone
        IANA name, such as ``Asia/Ho_Chi_Minh``.

    Raises
    ------
    zoneinfo.ZoneInfoNotFoundError
        The zone is unknown.
    """

    def __init__(self, time_zone: str) -> None:
        self.zone = ZoneInfo(time_zone)
        self._known: dict[tuple[datetime, int], Minute] = {}

    def minute(self, moment: datetime) -> Minute:
        """Return the minute of a moment; a naive one is read as local wall-clock time.

        Raises
        ------
        SkippedTime
            Daylight saving skips this wall-clock time.
        """
        key = moment, moment.fold  # Python takes moments that differ in fold alone for equal
        if key not in self._known:  # an instance names the same few moments again and again
            self._known[key] = self._read(moment)
        return self._known[key]

    def readable(self, moment: datetime | None) -> Minute | None:
        """Return the minute of a moment in a timetable; None if there is no such whole minute."""
        if moment is None or moment.second or moment.microsecond:
            return None
        try:
            minute = self.minute(moment)
            self.moment(minute)
            return minute
        except (SkippedTime, OverflowError, ValueError):
            return None

    def nearest(self, moment: datetime) -> Minute:
        """Return the minute of a moment, also of one that daylight saving skips: what it would be.

        For hours that are stated once for all dates.
        """
        return (self._instant(moment) - EPOCH) // timedelta(minutes=1)

    def _instant(self, moment: datetime) -> datetime:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        return aware.astimezone(UTC)

    def _read(self, moment: datetime) -> Minute:
        instant = self._instant(moment)
        if moment.tzinfo is None:
            back = instant.astimezone(self.zone).replace(tzinfo=None, fold=moment.fold)
            if back != moment:
                raise SkippedTime(f"{moment.isoformat()} does not exist here")
        return (instant - EPOCH) // timedelta(minutes=1)

    def readings(self, moment: datetime) -> tuple[datetime, ...]:
        """Return a wall-clock time with its offset: two if daylight saving makes it come twice.

        The first is the one that a time without an offset is read as.
        """
        if moment.tzinfo is not None:
            return (moment,)
        first, second = (moment.replace(tzinfo=self.zone, fold=fold) for fold in (0, 1))
        return (first, second) if self._instant(first) < self._instant(second) else (first,)

    def moment(self, minute: Minute) -> datetime:
        """Return the aware local time of a minute."""
        return (EPOCH + timedelta(minutes=minute)).astimezone(self.zone)

    def at(self, day: date, hour: time) -> Minute:
        """Return the minute of a wall-clock time on a date."""
        return self.minute(datetime.combine(day, hour))

    def date(self, minute: Minute) -> date:
        """Return the local calendar date of a minute."""
        return self.moment(minute).date()

    def interval(self, span: "Span") -> Interval:
        """Return a span as minutes."""
        return self.minute(span.start), self.minute(span.end)


class Span(BaseModel):
    """A stretch of time ``[start, end)``; also readable from the text ``START/END``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Moment = Field(
        description="First moment: local wall-clock time, or with its offset from UTC."
    )
    end: Moment = Field(description="First moment after it.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        start, slash, end = value.partition("/")
        if not slash or not any(map(_DATE_AND_TIME.match, (start.strip(), end.strip()))):
            raise BadValue("not-a-time", "START/END, such as 2025-10-25T09:00/2025-10-25T12:00")
        return {"start": start.strip(), "end": end.strip()}
