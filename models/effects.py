"""Values of a consistent instance that have no effect, or none that is likely to be meant.

Every function yields warnings and none raises, as in :mod:`models.consistency`.
"""

from collections.abc import Iterator
from datetime import datetime

from models.clock import overlap
from models.faults import Fault
from models.references import gone_ids
from models.suspect import fragile_ids, lost_letters
from models.tables import Tables
from models.times import moments_of, spans_of

TABLES = ("rooms", "slots", "availability", "activities")


def find_warnings(instance: Tables) -> list[Fault]:
    """List what is seldom meant in an instance whose rows and references are sound.

    Returns
    -------
    list of Fault
        As from :func:`models.find_faults`; the year of a time is always shown.
    """
    return [
        *_outside_the_event(instance),
        *_twice(instance),
        *fragile_ids(instance),
        *lost_letters(instance),
        *gone_ids(instance),
    ]


def _outside_the_event(instance: Tables) -> Iterator[Fault]:
    """Yield spans that touch no day of the event: mostly a slip in the year or the month."""
    first, last = (f"{instance.clock.date(at[0]):%Y-%m-%d}" for at in _ends(instance))
    allowed = f"a time that touches a day of the event, {first} to {last}"
    for table in TABLES:
        for row, record in enumerate(getattr(instance, table)):
            for column, span in spans_of(record):
                stretch = instance.clock.interval(span)
                if not any(overlap(stretch, window) for window in instance.windows):
                    start, end = (at.isoformat(timespec="minutes") for at in (span.start, span.end))
                    found = f"{start} to {end}"
                    yield Fault("no-effect", table, row, column, found, allowed)


def _twice(instance: Tables) -> Iterator[Fault]:
    """Yield times that come twice, as clocks go back: once for a column of a table."""
    found: dict[tuple[str, str], list[tuple[int, datetime]]] = {}
    for table, row, column, moment in moments_of(instance):
        if len(instance.clock.readings(moment)) > 1:
            found.setdefault((table, column), []).append((row, moment))
    for (table, column), some in found.items():
        row, moment = some[0]
        first, second = (at.isoformat(timespec="minutes") for at in instance.clock.readings(moment))
        more = f", and {len(some) - 1:,} more like it" if len(some) > 1 else ""
        what = f"{moment.isoformat(timespec='minutes')}, which comes twice that night{more}"
        allowed = f"{first}, as which it is read, or {second}"
        if table == "days":  # whose hours have no offset
            allowed = f"an hour that comes once; it is read as {first}"
        yield Fault("time-twice", table, row, column, what, allowed)


def _ends(instance: Tables) -> tuple[tuple[int, int], tuple[int, int]]:
    return instance.windows[0], instance.windows[-1]
