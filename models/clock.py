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

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from models.faults import BadValue

Minute = int
Interval = tuple[Minute, Minute]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_DATE_AND_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt _]\d")

_HOUR = re.compile(r"(\d{1,2})\s?[hH]\s?(\d{2})?")
"""``9h00``, as it is written in French and Vietnamese."""


def _date_and_time(value: object) -> object:
    """Refuse what pydantic would guess at: ``2025`` as seconds of 1970, a date as midnight."""
    if isinstance(value, str) and _DATE_AND_TIME.match(value.strip()):
        return value.strip()
    if isinstance(value, datetime):
        return value
    raise BadValue("not-a-time", "a local time such as 2025-10-25T09:00")


def _hour(value: object) -> object:
    """Refuse a bare number, which pydantic would take for seconds since midnight."""
    if isinstance(value, time) or (isinstance(value, str) and ":" in value):
        return value
    if isinstance(value, str) and (written := _HOUR.fullmatch(value.strip())):
        return f"{int(written[1]):02}:{written[2] or '00'}"
    raise BadValue("not-a-time", "a time of day such as 09:00")


TimeOfDay = Annotated[time, BeforeValidator(_hour)]

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

    def _read(self, moment: datetime) -> Minute:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        instant = aware.astimezone(UTC)
        if moment.tzinfo is None:
            back = instant.astimezone(self.zone).replace(tzinfo=None, fold=moment.fold)
            if back != moment:
                raise SkippedTime(f"{moment.isoformat()} does not exist here")
        return (instant - EPOCH) // timedelta(minutes=1)

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
        if not slash:
            raise BadValue("not-a-time", "START/END, such as 2025-10-25T09:00/2025-10-25T12:00")
        return {"start": start.strip(), "end": end.strip()}
