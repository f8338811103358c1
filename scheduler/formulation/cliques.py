"""Cliques: stretches that can be under way at one moment."""

from collections.abc import Callable, Iterable, Iterator, Set

from models.clock import Interval, overlap
from scheduler.formulation.variables import Stretch, Variables

NOTHING: frozenset[int] = frozenset()


def cliques(stretches: Iterable[Stretch], settled: Set[int] = NOTHING) -> Iterator[list[Stretch]]:
    """Yield the maximal sets of stretches that share a moment and concern two activities.

    Intervals that pairwise overlap share a moment (Helly), so a limit on each of these
    sets is the same as a limit at every moment. A set can only be maximal just before
    something ends. Sets of ``settled`` activities alone are left out.
    """
    listed = [s for s in stretches if s.start < s.end]
    count = len(listed)
    # at one moment ends come before starts: half-open
    moments = [2 * s.start + 1 for s in listed] + [2 * s.end for s in listed]
    under_way: dict[int, Stretch] = {}
    grown = False
    for event in sorted(range(2 * count), key=moments.__getitem__):
        if event < count:
            under_way[event] = listed[event]
            grown = True
            continue
        if grown:
            concerned = {s.activity for s in under_way.values()}
            if len(concerned) > 1 and not concerned <= settled:
                yield list(under_way.values())
        grown = False
        del under_way[event - count]


def binding(
    v: Variables, activities: Iterable[int], widened: Callable[[int], tuple[int, int]]
) -> list[int]:
    """Return the activities without settled ones before or after all that moves.

    ``widened`` returns, for each activity, the minutes to count before and after it.
    """

    def span(a: int) -> Interval:
        before, after = widened(a)
        activity = v.compiled.activities[a]
        return activity.starts[0] - before, activity.starts[-1] + activity.minutes + after

    settled = v.compiled.settled
    placed = [a for a in activities if v.starts[a]]
    moving = [span(a) for a in placed if a not in settled]
    if not moving:
        return []
    first, last = min(low for low, _ in moving), max(high for _, high in moving)
    return [a for a in placed if a not in settled or overlap(span(a), (first, last))]
