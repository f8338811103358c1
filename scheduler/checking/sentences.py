"""Making a violation, and naming placements in it."""

from collections.abc import Sequence

from models import Violation
from models.clock import Interval
from models.names import HardRule, SubjectKind
from scheduler.checking.sheet import Placed
from scheduler.wording.names import place, what

MOST_NAMED = 6
"""Activities that a sentence names; the violation itself has all of them."""


def found(
    rule: HardRule,
    kind: SubjectKind,
    subject: str,
    placed: Sequence[Placed],
    clash: Interval | None,
    message: str,
) -> Violation:
    """Return a violation between placements, in the order given."""
    return Violation(
        rule=rule,
        subject_kind=kind,
        subject=subject,
        activities=tuple(one.id for one in placed),
        start=clash[0] if clash else None,
        end=clash[1] if clash else None,
        message=message,
    )


def where(placed: Placed) -> str:
    """Name the room of a placement, and the unit where there are several."""
    unit = f", unit {placed.unit}" if placed.room.units > 1 or placed.unit > 1 else ""
    return place(placed.room) + unit


def several(placed: Sequence[Placed]) -> str:
    """Name activities one after the other; if they are many, the first few."""
    names = ", ".join(what(one.activity) for one in placed[:MOST_NAMED])
    more = len(placed) - MOST_NAMED
    return f"{names} and {more} more" if more > 0 else names
