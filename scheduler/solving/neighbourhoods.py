"""Which activities to free together: parts of a timetable worth solving again.

A neighbourhood is solved exactly, by the same formulation, with everything else held.
"""

import random
from collections import defaultdict
from collections.abc import Callable

from scheduler.compiling import Compiled, Places

Pick = Callable[[Places, int], set[int]]


class Neighbourhoods:
    """Picks activities that hang together, by turns in several ways.

    A way that lately led to improvements is taken more often. The size grows while
    neighbourhoods are solved with ease and shrinks when they are not.
    """

    def __init__(self, compiled: Compiled, seed: int) -> None:
        self._compiled = compiled
        self._random = random.Random(seed)
        self.movable = [
            a
            for a, activity in enumerate(compiled.activities)
            if activity.starts
            and (len(activity.starts) > 1 or len(activity.rooms) > 1 or not activity.must)
        ]
        self._is_movable = set(self.movable)
        self._of_person: dict[int, list[int]] = defaultdict(list)
        for a in self.movable:
            for person in compiled.activities[a].people:
                self._of_person[person].append(a)
        self._ways: tuple[Pick, ...] = (self._unmet, self._person, self._time, self._group)
        self._success = [1.0] * len(self._ways)
        self._last = 0
        self.size = min(60, len(self.movable))

    def pick(self, places: Places) -> set[int]:
        """Return the positions to free."""
        self._last = self._random.choices(range(len(self._ways)), self._success)[0]
        return self._ways[self._last](places, max(4, self.size))

    def learn(self, *, improved: bool, solved: bool) -> None:
        """Take in how the last neighbourhood went."""
        self._success[self._last] = max(
            0.1, 0.9 * self._success[self._last] + (0.5 if improved else 0.0)
        )
        factor = 1.05 if solved else 0.8
        self.size = int(min(len(self.movable), max(8, self.size * factor + (1 if solved else 0))))

    def _unmet(self, places: Places, size: int) -> set[int]:
        """Grow from a request without a place, over shared people."""
        unmet = [a for a in self.movable if places[a] is None]
        if not unmet:
            return self._person(places, size)
        priorities = [self._compiled.activities[a].source.priority for a in unmet]
        return self._grown(self._random.choices(unmet, priorities)[0], size)

    def _person(self, places: Places, size: int) -> set[int]:
        """Grow from one activity, over shared people."""
        return self._grown(self._random.choice(self.movable), size)

    def _grown(self, seed: int, size: int) -> set[int]:
        chosen = {seed}
        frontier = [seed]
        while frontier and len(chosen) < size:
            a = frontier.pop(0)
            people = list(self._compiled.activities[a].people)
            self._random.shuffle(people)
            for person in people:
                others = [b for b in self._of_person[person] if b not in chosen]
                self._random.shuffle(others)
                room = size - len(chosen)
                chosen.update(others[:room])
                frontier += others[:room]
        return chosen

    def _time(self, places: Places, size: int) -> set[int]:
        """Take what starts nearest to a random moment, and some that has no place."""
        placed = [(place[0], a) for a in self.movable if (place := places[a]) is not None]
        if not placed:
            return self._person(places, size)
        moment = self._random.choice(placed)[0]
        placed.sort(key=lambda item: (abs(item[0] - moment), item[1]))
        unmet = [a for a in self.movable if places[a] is None]
        self._random.shuffle(unmet)
        return {a for _, a in placed[:size]} | set(unmet[: size // 5])

    def _group(self, places: Places, size: int) -> set[int]:
        """Take activities of one kind, topic or track."""
        source = self._compiled.activities[self._random.choice(self.movable)].source
        names = [source.kind, *source.topics, *([source.track] if source.track else [])]
        name = self._random.choice(names)
        alike = []
        for a in self.movable:
            other = self._compiled.activities[a].source
            if name == other.kind or name in other.topics or name == other.track:
                alike.append(a)
        self._random.shuffle(alike)
        return set(alike[:size])
