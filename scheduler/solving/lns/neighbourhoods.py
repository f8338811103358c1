"""Which activities to free together: parts of a timetable worth solving again.

A neighbourhood is solved exactly, by the same formulation, with everything else held.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass

from models.clock import Interval
from scheduler.compiling import Compiled, Places
from scheduler.solving.lns.operators import Changed, Operator, Operators

SMALLEST = 8


@dataclass(frozen=True)
class Form:
    """What a neighbourhood has of each activity that it frees.

    Attributes
    ----------
    first_size
        How many activities it frees at first.
    most
        So many starts at the most, those that promise most; None: all.
    lean
        The goals that are slow to state are left out; the referee counts them afterwards.
    better
        Nothing but what is better is looked for, which goes further in large parts.
    easy
        Deterministic time below which it was too easy.
    """

    first_size: int
    most: int | None = None
    lean: bool = False
    better: bool = False
    easy: float = 0.1


FULL, THIN, LEAN = Form(24), Form(80, most=6), Form(100, lean=True)
"""Few activities with all there is to each, or many with less of it."""

CROWDED = Form(120, better=True, easy=0.5)
"""All that is asked of some people; so many activities on two days, and twice as many on one."""

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
        In which way it was picked; None: in none of those that are learnt about.
    """

    free: frozenset[int]
    within: tuple[Interval, ...] | None = None
    form: Form = FULL
    kind: int | None = None


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
        self._windows = compiled.instance.windows
        self._random = random.Random(seed)
        picking = self._picking = Operators(compiled, self._random, changed)
        self.movable = picking.movable
        ways: tuple[Operator, ...] = (
            picking.unmet,
            picking.person,
            picking.waiting,
            picking.time,
            picking.group,
        )
        if changed is not None:
            ways = (picking.moved,)
        self._kinds = [(way, form) for form in (FULL, THIN) for way in ways]
        if mixed:
            self._kinds += [(way, LEAN) for way in (picking.unmet, picking.time)]
        self._yield = [0.0] * len(self._kinds)
        self._tried = [0] * len(self._kinds)
        forms = {CROWDED, *(form for _, form in self._kinds)}
        self.sizes = {form: min(form.first_size, len(self.movable)) for form in forms}

    def pick(self, places: Places, under_way: Collection[Neighbourhood] = ()) -> Neighbourhood:
        """Return what to free next, on other days than what is under way if there are enough."""
        kind = self._kind()
        way, form = self._kinds[kind]
        within = self._days(under_way, self._random.randint(1, FEW_DAYS))
        field = self._picking.field(places, within, max(SMALLEST // 2, self.sizes[form]))
        chosen = way(places, field) or self._picking.person(places, field)
        return Neighbourhood(frozenset(chosen), within, form, kind)

    def crowded(
        self, places: Places, under_way: Collection[Neighbourhood] = ()
    ) -> Neighbourhood | None:
        """Return all that some people are asked for who miss something; None where nobody does."""
        within = self._days(under_way, self._random.randint(1, FEW_DAYS))
        size = self.sizes[CROWDED] * FEW_DAYS // len(within or self._windows)
        field = self._picking.field(places, within, size)
        chosen = self._picking.missing(places, field)
        return Neighbourhood(frozenset(chosen), within, CROWDED) if chosen else None

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
        self._resize(picked.form, solved=solved, work=work)
        if picked.kind is None:
            return
        self._tried[picked.kind] += 1
        lately = 1 / min(LATELY, self._tried[picked.kind])
        self._yield = [FADING * gained for gained in self._yield]
        self._yield[picked.kind] *= 1 - lately
        self._yield[picked.kind] += lately * gain / (work + OVERHEAD)

    def _resize(self, form: Form, *, solved: bool, work: float) -> None:
        size = self.sizes[form]
        if not solved:
            size = int(0.85 * size)
        elif work < form.easy:
            size += 1 + size // 25
        self.sizes[form] = min(len(self.movable), max(SMALLEST, size))

    def _days(self, under_way: Collection[Neighbourhood], most: int) -> tuple[Interval, ...] | None:
        if len(self._windows) <= FEW_DAYS:
            return None
        taken = {day for other in under_way for day in other.within or ()}
        left = [day for day in self._windows if day not in taken] or list(self._windows)
        return tuple(sorted(self._random.sample(left, min(len(left), most))))
