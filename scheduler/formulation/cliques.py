"""Which stretches can be under way at one moment."""

from collections import Counter
from collections.abc import Iterable, Iterator

from scheduler.formulation.variables import Stretch


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
