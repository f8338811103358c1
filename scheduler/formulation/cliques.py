"""Cliques: stretches that can be under way at one moment."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from models.clock import Interval, merged, overlap
from scheduler.formulation.variables import Stretch, Variables


def cliques(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Yield the maximal sets of stretches that share a moment and concern two activities.

    Intervals that pairwise overlap share a moment (Helly), so a limit on each of these
    sets is the same as a limit at every moment. A set can only be maximal just before
    something ends.
    """
    listed = [s for s in stretches if s.start < s.end]
    events = [(s.start, 1, n) for n, s in enumerate(listed)]
    events += [(s.end, 0, n) for n, s in enumerate(listed)]
    events.sort()  # at one moment ends come before starts: half-open
    under_way: dict[int, Stretch] = {}
    of_activity: Counter[int] = Counter()
    grown = False
    for _, is_start, n in events:
        activity = listed[n].activity
        if is_start:
            under_way[n] = listed[n]
            of_activity[activity] += 1
            grown = True
            continue
        if grown and len(of_activity) > 1:
            yield list(under_way.values())
        grown = False
        del under_way[n]
        of_activity[activity] -= 1
        if not of_activity[activity]:
            del of_activity[activity]


def binding(v: Variables, widened: Mapping[int, tuple[int, int]]) -> list[int]:
    """Return the activities without those that are fixed and cannot meet anything that moves.

    ``widened`` has, for each activity, the minutes to count before and after it.
    """

    def spans(a: int) -> Iterator[Interval]:
        before, after = widened[a]
        after += v.compiled.activities[a].minutes
        return ((start - before, start + after) for start in v.starts[a])

    settled = v.compiled.settled.intersection(widened)
    if not settled:
        return list(widened)
    reached = merged(span for a in widened if a not in settled for span in spans(a))

    def is_reached(span: Interval) -> bool:
        ahead = bisect_left(reached, (span[1], span[1]))
        return ahead > 0 and overlap(reached[ahead - 1], span)

    return [a for a in widened if a not in settled or any(map(is_reached, spans(a)))]
