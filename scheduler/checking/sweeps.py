"""Two sweeps over time, near-linear where little overlaps: close pairs and levels."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Protocol, TypeVar

from models.clock import Interval, Minute


class Timed(Protocol):
    """A placement, or an engagement."""

    @property
    def during(self) -> Interval:
        """Start and end, in minutes."""


OneTimed = TypeVar("OneTimed", bound=Timed)


def _during(timed: Timed) -> Interval:
    return timed.during


def near_pairs(
    timed: Iterable[OneTimed],
    *,
    reach: int = 0,
    span: Callable[[OneTimed], Interval] = _during,
) -> Iterator[tuple[OneTimed, OneTimed]]:
    """Yield each two placements, or engagements, that are less than ``reach`` minutes apart.

    Parameters
    ----------
    timed
        In any order.
    reach
        Minutes to look ahead from the end of each; 0: those that overlap.
    span
        Which interval of each to compare, not empty; by default its own time.

    Yields
    ------
    tuple
        The one that starts first, and the other. All such pairs, not only consecutive ones, as
        a short activity may lie between two that are too close to each other.
    """
    ordered = sorted(((span(one), one) for one in timed), key=lambda pair: pair[0])
    for position, ((_, end), first) in enumerate(ordered):
        for ahead in range(position + 1, len(ordered)):
            (start, _), second = ordered[ahead]
            if start >= end + reach:
                break
            yield first, second


def profile(loads: Iterable[tuple[Interval, int]]) -> list[tuple[Interval, int]]:
    """Add up loads over time: touching intervals in order, each with its level."""
    steps: dict[Minute, int] = defaultdict(int)
    for (start, end), amount in loads:
        steps[start] += amount
        steps[end] -= amount
    levels = []
    level = 0
    for start, end in pairwise(sorted(steps)):
        level += steps[start]
        levels.append(((start, end), level))
    return levels
