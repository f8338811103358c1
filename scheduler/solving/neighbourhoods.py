"""Which activities to free together: parts of a timetable worth solving again.

A neighbourhood is solved exactly, by the same formulation, with everything else held.
"""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from models.clock import Interval
from scheduler.compiling import Compiled, Places

Pick = Callable[[Places, "Field"], list[int]]

SMALLEST, FIRST = 8, 24

EASY = 0.1
"""Deterministic time below which a neighbourhood was too easy."""

FEW_DAYS = 2
"""In so many days at the most the activities of a neighbourhood may move at once: more days
make it large for little, as nobody's breaks or rooms reach from one to the other."""


@dataclass(frozen=True)
class Neighbourhood:
    """Positions of activities to free, and the stretches in which they may start.

    Attributes
    ----------
    within
        Beside where they stand; None: anywhere.
    most
        So many starts each at the most, the cheapest, by chance; None: all.
    way
        In which it was picked.
    """

    free: frozenset[int]
    within: tuple[Interval, ...] | None = None
    most: int | None = None
    way: int = 0


@dataclass(frozen=True)
class Field:
    """What a pick may choose from: what moves and stands on the days, or has no place."""

    eligible: frozenset[int]
    placed: tuple[int, ...]
    unmet: tuple[int, ...]
    size: int


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
        self._of_person: dict[int, list[int]] = defaultdict(list)
        for a in self.movable:
            for person in compiled.activities[a].people:
                self._of_person[person].append(a)
        self._ways: tuple[Pick, ...] = (self._unmet, self._person, self._time, self._group)
        self._success = [1.0] * len(self._ways)
        self.size = min(FIRST, len(self.movable))

    def pick(self, places: Places) -> Neighbourhood:
        """Return what to free next."""
        within = self._days()
        field = self._field(places, within)
        way = self._random.choices(range(len(self._ways)), self._success)[0]
        chosen = self._ways[way](places, field) or self._person(places, field)
        return Neighbourhood(frozenset(chosen), within, way=way)

    def learn(self, picked: Neighbourhood, *, improved: bool, solved: bool, work: float) -> None:
        """Take in how a neighbourhood went; the next are larger if it was solved with ease."""
        success = self._success[picked.way]
        self._success[picked.way] = max(0.1, 0.9 * success + (0.5 if improved else 0.0))
        size = self.size
        if not solved:
            size = int(0.85 * size)
        elif work < EASY:
            size += 1
        self.size = min(len(self.movable), max(SMALLEST, size))

    def _days(self) -> tuple[Interval, ...] | None:
        windows = self._compiled.instance.windows
        if len(windows) <= FEW_DAYS:
            return None
        return tuple(sorted(self._random.sample(windows, self._random.randint(1, FEW_DAYS))))

    def _field(self, places: Places, within: tuple[Interval, ...] | None) -> Field:
        placed, unmet = [], []
        for a in self.movable:
            place = places[a]
            if place is None:
                unmet.append(a)
            elif within is None or any(low <= place[0] < high for low, high in within):
                placed.append(a)
        eligible = frozenset(placed).union(unmet) or frozenset(self.movable)
        return Field(eligible, tuple(placed), tuple(unmet), max(SMALLEST // 2, self.size))

    def _unmet(self, places: Places, field: Field) -> list[int]:
        """Grow from a request without a place, over shared people."""
        if not field.unmet:
            return []
        priorities = [self._compiled.activities[a].source.priority for a in field.unmet]
        return self._grown(self._random.choices(field.unmet, priorities)[0], field)

    def _person(self, places: Places, field: Field) -> list[int]:
        """Grow from one activity, over shared people."""
        return self._grown(self._random.choice(sorted(field.eligible)), field)

    def _grown(self, seed: int, field: Field) -> list[int]:
        chosen = [seed]
        known = {seed}
        for a in chosen:  # it grows while it is gone through
            people = list(self._compiled.activities[a].people)
            self._random.shuffle(people)
            for person in people:
                others = [
                    b for b in self._of_person[person] if b in field.eligible and b not in known
                ]
                self._random.shuffle(others)
                others = others[: field.size - len(chosen)]
                known.update(others)
                chosen += others
        return chosen

    def _time(self, places: Places, field: Field) -> list[int]:
        """Take what starts nearest to a random moment, and some that has no place."""
        starts = {a: place[0] for a in field.placed if (place := places[a]) is not None}
        if not starts:
            return []
        moment = self._random.choice(list(starts.values()))
        nearest = sorted(starts, key=lambda a: (abs(starts[a] - moment), a))
        unmet = self._random.sample(field.unmet, min(len(field.unmet), field.size // 5))
        return [*nearest[: field.size], *unmet]

    def _group(self, places: Places, field: Field) -> list[int]:
        """Take activities of one kind, topic or track."""
        eligible = sorted(field.eligible)
        source = self._compiled.activities[self._random.choice(eligible)].source
        names = [source.kind, *source.topics, *([source.track] if source.track else [])]
        name = self._random.choice(names)
        alike = []
        for a in eligible:
            other = self._compiled.activities[a].source
            if name == other.kind or name in other.topics or name == other.track:
                alike.append(a)
        return self._random.sample(alike, min(len(alike), field.size))
