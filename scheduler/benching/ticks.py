"""Equal ticks of published problems as times of made-up days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models import Day, Span

FIRST = date(2025, 1, 6)
"""Published problems have no dates, so any will do."""

NOWHERE = Span(start=datetime(2025, 1, 5, 0), end=datetime(2025, 1, 5, 1))
"""Outside all days: an activity that may lie there only cannot take place."""


@dataclass(frozen=True)
class Ticks:
    """Ticks, numbered from 0 through all days, and the times they stand for.

    Attributes
    ----------
    days, per_day
        How many days, and how many ticks each has.
    minutes
        Length of a tick.
    opens
        When the first tick of a day starts; the last must end before midnight.
    """

    days: int
    per_day: int
    minutes: int
    opens: time = time(0)

    @property
    def latest(self) -> int:
        """The most ticks that fit into a day."""
        return (24 * 60 - 1 - self.opens.hour * 60 - self.opens.minute) // self.minutes

    def rows(self) -> tuple[Day, ...]:
        """Return the days."""
        return tuple(
            Day(
                date=date,
                start=self.opens,
                end=self.end((day + 1) * self.per_day) - datetime.combine(date, time()),
            )
            for day in range(self.days)
            for date in [FIRST + timedelta(days=day)]
        )

    def start(self, tick: int) -> datetime:
        """Return when a tick starts."""
        day, rest = divmod(tick, self.per_day)
        opens = datetime.combine(FIRST, self.opens)
        return opens + timedelta(days=day, minutes=rest * self.minutes)

    def end(self, tick: int) -> datetime:
        """Return when the tick before ends: at the end of a day that evening."""
        return self.start(tick - 1) + timedelta(minutes=self.minutes)

    def span(self, low: int, high: int) -> Span:
        """Return the time of ticks ``low`` to ``high - 1``."""
        return Span(start=self.start(low), end=self.end(high))

    def tick(self, moment: datetime) -> int:
        """Return which tick starts at a moment, the reverse of :meth:`start`."""
        opens = datetime.combine(FIRST, self.opens)
        elapsed = moment.replace(tzinfo=None) - opens
        return elapsed.days * self.per_day + elapsed.seconds // 60 // self.minutes
