"""Which activities to free together: parts of a timetable worth solving again.

A neighbourhood is solved exactly, by the same formulation, with everything else held.
"""

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from models.clock import Interval, Minute
from scheduler.compiling import Compiled, Places

Pick = Callable[[Places, "Field"], list[int]]
Changed = Callable[[Places], list[int]]

SMALLEST = 8


@dataclass(frozen=True)
class Form:
    """What a neighbourhood has of each activity that it frees.

    Attributes
    ----------
    first_size
        How many activities it frees at first.
    most
        So many starts at the most, the cheapest, by chance; None: all.
    lean
        The goals that are slow to state are left out; the referee counts them afterwards.
    """

    first_size: int
    most: int | None = None
    lean: bool = False


FULL, THIN, LEAN = Form(24), Form(80, most=6), Form(100, lean=True)
"""Few activities with all there is to each, or many with less of it."""

EASY = 0.1
"""Deterministic time below which a neighbourhood was too easy."""

OVERHEAD = 0.05
"""What a neighbourhood takes beside its search, in units of deterministic time."""

LATELY, FADING = 10, 0.95
"""About so many tries of a kind tell what it yields; and what is left of every yield after one more
try of any, as all gain less and less: a kind that gained much at first must not live on that."""

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
    kind
        In which way it was picked.
    """

    free: frozenset[int]
    within: tuple[Interval, ...] | None = None
    form: Form = FULL
    kind: int = 0


@dataclass(frozen=True)
class Field:
    """What a pick may choose from: what moves and stands on the days, or has no place."""

    eligible: frozenset[int]
    placed: tuple[int, ...]
    unmet: tuple[int, ...]
    size: int


class Neighbourhoods:
    """Picks activities that hang together, by turns in several ways and forms.

    What lately gained most for its work is taken more often. The size grows while
    neighbourhoods are solved with ease and shrinks when they are not.

    Parameters
    ----------
    mixed
        Whether the tier weighs goals that are slow to state against others, so that it
        can pay to leave them out.
    changed
        Tells what is not as a previous timetable has it, if the tier is about that alone:
        only what frees some of it can gain anything.
    """

    def __init__(
        self,
        compiled: Compiled,
        seed: int,
        *,
        mixed: bool = False,
        changed: Changed | None = None,
    ) -> None:
        self._compiled = compiled
        self._changed = changed
        self._random = random.Random(seed)
        self.movable = [a for a, one in enumerate(compiled.activities) if one.is_movable]
        self._of_person: dict[int, list[int]] = defaultdict(list)
        for a, activity in enumerate(compiled.activities):
            for person in activity.people:
                self._of_person[person].append(a)
        ways: tuple[Pick, ...] = (
            self._unmet,
            self._person,
            self._waiting,
            self._time,
            self._group,
        )
        if changed is not None:
            ways = (self._moved,)
        self._kinds = [(way, form) for form in (FULL, THIN) for way in ways]
        if mixed:
            self._kinds += [(way, LEAN) for way in (self._unmet, self._time)]
        self._yield = [0.0] * len(self._kinds)
        self._tried = [0] * len(self._kinds)
        self.sizes = {form: min(form.first_size, len(self.movable)) for _, form in self._kinds}

    def pick(self, places: Places, under_way: Collection[Neighbourhood] = ()) -> Neighbourhood:
        """Return what to free next, on other days than what is under way if there are enough."""
        kind = self._kind()
        way, form = self._kinds[kind]
        within = self._days({day for other in under_way for day in other.within or ()})
        field = self._field(places, within, max(SMALLEST // 2, self.sizes[form]))
        chosen = way(places, field) or self._person(places, field)
        return Neighbourhood(frozenset(chosen), within, form, kind)

    def _kind(self) -> int:
        """Choose by what each kind yields; what yields least still gets its chances."""
        untried = [kind for kind, tried in enumerate(self._tried) if not tried]
        if untried:
            return self._random.choice(untried)
        least = max(self._yield) / 10 or 1.0
        return self._random.choices(
            range(len(self._kinds)), [max(least, gained) for gained in self._yield]
        )[0]

    def learn(self, picked: Neighbourhood, *, gain: int, solved: bool, work: float) -> None:
        """Take in how a neighbourhood went; the next are larger if it was solved with ease."""
        self._tried[picked.kind] += 1
        lately = 1 / min(LATELY, self._tried[picked.kind])
        self._yield = [FADING * gained for gained in self._yield]
        self._yield[picked.kind] *= 1 - lately
        self._yield[picked.kind] += lately * gain / (work + OVERHEAD)
        size = self.sizes[picked.form]
        if not solved:
            size = int(0.85 * size)
        elif work < EASY:
            size += 1 + size // 25
        self.sizes[picked.form] = min(len(self.movable), max(SMALLEST, size))

    def _days(self, taken: Collection[Interval]) -> tuple[Interval, ...] | None:
        windows = self._compiled.instance.windows
        if len(windows) <= FEW_DAYS:
            return None
        left = [day for day in windows if day not in taken] or list(windows)
        count = min(len(left), self._random.randint(1, FEW_DAYS))
        return tuple(sorted(self._random.sample(left, count)))

    def _field(self, places: Places, within: tuple[Interval, ...] | None, size: int) -> Field:
        placed, unmet = [], []
        for a in self.movable:
            place = places[a]
            if place is None:
                unmet.append(a)
            elif within is None or any(low <= place[0] < high for low, high in within):
                placed.append(a)
        eligible = frozenset(placed).union(unmet) or frozenset(self.movable)
        return Field(eligible, tuple(placed), tuple(unmet), size)

    def _unmet(self, places: Places, field: Field) -> list[int]:
        """Grow from a request without a place, over shared people."""
        if not field.unmet:
            return []
        priorities = [self._compiled.activities[a].source.priority for a in field.unmet]
        return self._grown(self._random.choices(field.unmet, priorities), field)

    def _moved(self, places: Places, field: Field) -> list[int]:
        """Grow from what is not where it was."""
        assert self._changed is not None
        moved = [a for a in self._changed(places) if a in field.eligible]
        self._random.shuffle(moved)
        return self._grown(moved[: 1 + field.size // 2], field)

    def _person(self, places: Places, field: Field) -> list[int]:
        """Grow from one activity, over shared people."""
        return self._grown([self._random.choice(sorted(field.eligible))], field)

    def _waiting(self, places: Places, field: Field) -> list[int]:
        """Grow from those between whom somebody has a break."""
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
        return self._grown([a for a in seeds if a in field.eligible][: field.size], field)

    def _breaks(self, person: int, places: Places) -> Iterator[tuple[int, int]]:
        """Yield each two activities of a person between which there is a break."""
        wait = self._compiled.instance.policy.break_minutes
        placed = sorted(
            (place[0], a) for a in self._of_person[person] if (place := places[a]) is not None
        )
        for (start, a), (following, b) in pairwise(placed):
            end = start + self._compiled.activities[a].minutes
            if following - end > wait and self._day_of(start) == self._day_of(following):
                yield a, b

    def _day_of(self, start: Minute) -> int:
        return bisect_right(self._compiled.instance.windows, (start, start))

    def _grown(self, seeds: list[int], field: Field) -> list[int]:
        chosen = list(seeds)
        known = set(seeds)
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
