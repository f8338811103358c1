"""Values of a consistent instance that have no effect, or none that is likely to be meant.

Every function yields warnings and none raises, as in :mod:`models.consistency`.
"""

from collections.abc import Iterator

from models.clock import overlap
from models.faults import Fault
from models.references import gone_ids
from models.suspect import fragile_ids, lost_letters
from models.tables import Tables
from models.times import spans_of

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


def _ends(instance: Tables) -> tuple[tuple[int, int], tuple[int, int]]:
    return instance.windows[0], instance.windows[-1]
