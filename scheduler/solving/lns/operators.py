"""Operators: ways to pick activities that are connected."""

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from models.clock import Interval, Minute
from scheduler.compiling import Compiled, Places
from scheduler.solving.core.losses import Losses

Changed = Callable[[Places], list[int]]

Broken = Callable[[Places], list[list[int]]]
"""Returns what each broken soft rule is about: positions of activities."""


GUIDED = 2 / 3
"""How often people are chosen by what they lose, where that is known: they are only a few."""


@dataclass(frozen=True)
class Field:
    """What may be chosen: movable activities with a place in the stretches, or without one."""

    eligible: frozenset[int]
    placed: tuple[int, ...]
    unmet: tuple[int, ...]
    size: int


Operator = Callable[[Places, Field], list[int]]
"""Returns positions of activities to free; none if the operator finds nothing to start from."""


class Operators:
    """The operators for one instance.

    Parameters
    ----------
    changed
        Returns the activities that are not where a previous timetable has them.
    broken
        Returns the activities of each broken soft rule.

    Attributes
    ----------
    losses
        Where timetables lose in coverage, if that is known.
    """

    def __init__(
        self,
        compiled: Compiled,
        chance: random.Random,
        changed: Changed | None = None,
        broken: Broken | None = None,
    ) -> None:
        self._compiled, self._random = compiled, chance
        self._changed, self._broken = changed, broken
        self.losses: Losses | None = None
        self.movable = [a for a, one in enumerate(compiled.activities) if one.is_movable]
        self._of_person: dict[int, list[int]] = defaultdict(list)
        for a, activity in enumerate(compiled.activities):
            for person in activity.people:
                self._of_person[person].append(a)

    def field(self, places: Places, within: tuple[Interval, ...] | None, size: int) -> Field:
        """Return what may be chosen: activities inside the stretches, or without a place."""
        placed, unmet = [], []
        for a in self.movable:
            place = places[a]
            if place is None:
                unmet.append(a)
            elif within is None or any(low <= place[0] < high for low, high in within):
                placed.append(a)
        eligible = frozenset(placed).union(unmet) or frozenset(self.movable)
        return Field(eligible, tuple(placed), tuple(unmet), size)

    def unmet(self, places: Places, field: Field) -> list[int]:
        """Grow from a request without a place, over shared people."""
        if not field.unmet:
            return []
        priorities = [self._compiled.activities[a].source.priority for a in field.unmet]
        return self.grown(self._random.choices(field.unmet, priorities), field)

    def missing(self, places: Places, field: Field) -> list[int]:
        """Take all activities of people who miss a request, preferably of those who miss many."""
        missed = self._missed(places, field)
        chosen: dict[int, None] = {}
        while missed and len(chosen) < field.size:
            person = self._who_misses_much(missed)
            del missed[person]
            chosen |= dict.fromkeys(b for b in self._of_person[person] if b in field.eligible)
        return list(chosen)

    def missed_by(self, places: Places, field: Field) -> list[int]:
        """Take all activities of one such person, and all of some whom they miss."""
        missed = self._missed(places, field)
        if not missed:
            return []
        person = self._who_misses_much(missed)
        chosen = dict.fromkeys(a for a in self._of_person[person] if a in field.eligible)
        unmet = [a for a in chosen if places[a] is None]
        self._random.shuffle(unmet)
        for other in dict.fromkeys(p for a in unmet for p in self._compiled.activities[a].people):
            more = [a for a in self._of_person[other] if a in field.eligible and a not in chosen]
            if len(chosen) + len(more) <= field.size:
                chosen |= dict.fromkeys(more)
        return list(chosen)

    def _missed(self, places: Places, field: Field) -> dict[int, float]:
        """Return the points that each person misses: beyond what they must, if that is known."""
        activities = self._compiled.activities
        lost: dict[int, float] = {a: activities[a].source.priority for a in field.unmet}
        if self.losses is not None and self._random.random() < GUIDED:
            lost = self.losses.of(places) or lost
        missed: dict[int, float] = defaultdict(float)
        for a, points in lost.items():
            for person in activities[a].people:
                missed[person] += points
        return missed

    def _who_misses_much(self, missed: dict[int, float]) -> int:
        return self._random.choices(list(missed), [m * m for m in missed.values()])[0]

    def moved(self, places: Places, field: Field) -> list[int]:
        """Grow from activities that are not where they were."""
        assert self._changed is not None
        moved = [a for a in self._changed(places) if a in field.eligible]
        self._random.shuffle(moved)
        return self.grown(moved[: 1 + field.size // 2], field)

    def ruled(self, places: Places, field: Field) -> list[int]:
        """Grow from the activities of a broken soft rule."""
        assert self._broken is not None
        broken = [
            seeds
            for activities in self._broken(places)
            if (seeds := [a for a in activities if a in field.eligible])
        ]
        return self.grown(self._random.choice(broken)[: field.size], field) if broken else []

    def person(self, places: Places, field: Field) -> list[int]:
        """Grow from one activity, over shared people."""
        return self.grown([self._random.choice(sorted(field.eligible))], field)

    def waiting(self, places: Places, field: Field) -> list[int]:
        """Grow from pairs of activities between which somebody has a break."""
        around = [
            pair
            for person in self._of_person
            for pair in self._breaks(person, places)
            if not field.eligible.isdisjoint(pair)
        ]
        if not around:
            return []
        self._random.shuffle(around)
        seeds = {a: None for pair in around[: 1 + field.size // 10] for a in pair}
        return self.grown([a for a in seeds if a in field.eligible][: field.size], field)

    def _breaks(self, person: int, places: Places) -> Iterator[tuple[int, int]]:
        """Yield each two activities of a person between which there is a break."""
        wait = self._compiled.instance.policy.break_minutes
        engaged = []
        for a in self._of_person[person]:
            place, (first, last) = places[a], self._compiled.activities[a].people[person]
            if place is not None:
                engaged.append((place[0] + first, a, place[0] + last))
        for (start, a, end), (following, b, _) in pairwise(sorted(engaged)):
            if following - end > wait and self._day_of(start) == self._day_of(following):
                yield a, b

    def _day_of(self, start: Minute) -> int:
        return bisect_right(self._compiled.instance.windows, (start, start))

    def grown(self, seeds: list[int], field: Field) -> list[int]:
        """Return the seeds, activities that share people with them, and so on, up to the size."""
        chosen = list(seeds)
        known = set(seeds)
        for a in chosen:  # the list grows during the loop
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

    def time(self, places: Places, field: Field) -> list[int]:
        """Take activities that start near a random moment, and some without a place."""
        starts = {a: place[0] for a in field.placed if (place := places[a]) is not None}
        if not starts:
            return []
        moment = self._random.choice(list(starts.values()))
        nearest = sorted(starts, key=lambda a: (abs(starts[a] - moment), a))
        unmet = self._random.sample(field.unmet, min(len(field.unmet), field.size // 5))
        return [*nearest[: field.size], *unmet]

    def group(self, places: Places, field: Field) -> list[int]:
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
