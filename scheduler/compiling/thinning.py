"""Thinning an instance: a few starts for each activity, the most promising ones."""

import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace

from models.clock import Minute
from scheduler.compiling.compiled import Compiled
from scheduler.compiling.restricting import Places


def thinned(
    compiled: Compiled, places: Places, free: Collection[int], most: int, seed: int
) -> Compiled:
    """Leave to each activity at the positions in ``free`` at most ``most`` of its starts.

    Its present start stays, and of the others the cheapest; among equals those that give the most
    of its people no break beside their other activities; then a random choice.
    """
    chance = random.Random(seed)
    beside = _Beside(compiled, places, free)
    activities = list(compiled.activities)
    for position in sorted(free):
        activity, place = activities[position], places[position]
        if len(activity.starts) > most:
            close = beside.starts(position)
            priced = activity.priced
            ranked = sorted(
                (priced.get(s, 0), -close[s], chance.random(), s) for s in activity.starts
            )
            kept = {s for *_, s in ranked[:most]} | ({place[0]} if place is not None else set())
            activities[position] = activity.at(tuple(s for s in activity.starts if s in kept))
    return replace(compiled, activities=tuple(activities))


class _Beside:
    """When the people of some activities are engaged, and starts just before or after that."""

    def __init__(self, compiled: Compiled, places: Places, free: Collection[int]) -> None:
        self._activities = compiled.activities
        self._wait = compiled.instance.policy.break_minutes
        people = {person for a in free for person in self._activities[a].people}
        self._engaged: dict[int, list[tuple[int, Minute, Minute]]] = defaultdict(list)
        for a, (activity, place) in enumerate(zip(self._activities, places, strict=True)):
            if place is not None:
                for person in people.intersection(activity.people):
                    first, last = activity.people[person]
                    self._engaged[person].append((a, place[0] + first, place[0] + last))

    def starts(self, position: int) -> Counter[Minute]:
        """Return the starts of an activity next to engagements of its people, and of how many."""
        activity = self._activities[position]
        starts, close = activity.starts, Counter[Minute]()
        earliest, latest = starts[0] - self._wait, starts[-1]
        for person, (first, last) in activity.people.items():
            mine: set[Minute] = set()
            for other, begin, end in self._engaged.get(person, ()):
                if other != position:
                    for nearest in (begin - self._wait - last, end - first):
                        if earliest <= nearest <= latest:  # mostly it is on another day
                            low = bisect_left(starts, nearest)
                            mine.update(starts[low : bisect_left(starts, nearest + self._wait + 1)])
            close.update(mine)
        return close
