"""Neighbourhoods: which activities to set free together.

A neighbourhood is solved exactly, by the same formulation, with everything else fixed.
"""

import random
from collections.abc import Collection
from dataclasses import dataclass

from models.clock import Interval
from scheduler.compiling import Compiled, Places
from scheduler.solving.core.losses import Losses
from scheduler.solving.lns.operators import Broken, Changed, Operator, Operators

SMALLEST = 8


@dataclass(frozen=True)
class Form:
    """How many activities a neighbourhood frees, and how much of each.

    Attributes
    ----------
    first_size
        How many activities it frees at first.
    most
        Most starts of each activity, the most promising ones; None: all.
    lean
        Goals that are slow to state are left out; the referee counts them afterwards.
    better
        Only better timetables are searched for, which finds more in large neighbourhoods.
    easy
        Deterministic time below which a neighbourhood was too easy.
    limit
        Seconds, or units of deterministic time, that its search may take.
    """

    first_size: int
    most: int | None = None
    lean: bool = False
    better: bool = False
    easy: float = 0.1
    limit: float = 1.0


FULL, THIN, LEAN = Form(24), Form(80, most=6), Form(100, lean=True)
"""Few activities with all starts, many with few starts, or many without slow goals."""

CROWDED = Form(120, better=True, easy=0.5, limit=5.0)
"""All activities of some people: this number on two days, or twice the number on one day."""

ALL_DAYS = Form(150, better=True, easy=0.3)
"""All activities of one person, and of some whom they miss, on all days. Most are proven to gain
nothing, or gain something, in half a second; what takes longer takes very long."""

OVERHEAD = 0.05
"""Time that a neighbourhood takes beside its search, in units of deterministic time."""

LATELY, FADING = 10, 0.95
"""Tries that the average yield of a kind is taken over, and the factor by which all yields fade
with every try: everything gains less and less, and early gains must not count for ever."""

FEW_DAYS = 2
"""Most days on which activities of a neighbourhood may move: more days make it larger but gain
little, as neither breaks nor rooms connect different days."""


@dataclass(frozen=True)
class Neighbourhood:
    """Positions of the activities to free, and the stretches in which they may start.

    Attributes
    ----------
    within
        Stretches beside their present starts; None: anywhere.
    kind
        How it was picked; None: in a way whose yield is not measured.
    """

    free: frozenset[int]
    within: tuple[Interval, ...] | None = None
    form: Form = FULL
    kind: int | None = None


class Neighbourhoods:
    """Picks activities that are connected, in several ways and forms.

    Ways that lately gained most for their work are taken more often. The size grows while
    neighbourhoods are solved easily, and shrinks when they are not.

    Parameters
    ----------
    mixed
        Whether the tier weighs goals that are slow to state against others, so that it
        can pay to leave them out.
    changed
        Returns the activities that are not where a previous timetable has them, if the tier is
        about that alone: only neighbourhoods that free some of them can gain.
    broken
        Returns the activities of each broken soft rule, if soft rules count.
    """

    def __init__(
        self,
        compiled: Compiled,
        seed: int,
        *,
        mixed: bool = False,
        changed: Changed | None = None,
        broken: Broken | None = None,
    ) -> None:
        self._windows = compiled.instance.windows
        self._random = random.Random(seed)
        picking = self._picking = Operators(compiled, self._random, changed, broken)
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
        if broken is not None:
            ways += (picking.ruled,)
        self._kinds = [(way, form) for form in (FULL, THIN) for way in ways]
        if mixed:
            self._kinds += [(way, LEAN) for way in (picking.unmet, picking.time)]
        self._yield = [0.0] * len(self._kinds)
        self._tried = [0] * len(self._kinds)
        forms = {CROWDED, ALL_DAYS, *(form for _, form in self._kinds)}
        self.sizes = {form: min(form.first_size, len(self.movable)) for form in forms}

    def pick(self, places: Places, under_way: Collection[Neighbourhood] = ()) -> Neighbourhood:
        """Return what to free next, if possible on other days than what is being searched."""
        kind: int = self._kind()
        picked: int | None = kind
        way, form = self._kinds[kind]
        within = self._days(under_way, self._random.randint(1, FEW_DAYS))
        field = self._picking.field(places, within, max(SMALLEST // 2, self.sizes[form]))
        if not (chosen := way(places, field)):
            self._tried[kind] += 1
            chosen, picked = self._picking.person(places, field), None
        return Neighbourhood(frozenset(chosen), within, form, picked)

    def crowded(
        self, places: Places, under_way: Collection[Neighbourhood] = ()
    ) -> Neighbourhood | None:
        """Return all activities of some people who miss a request; None if nobody does."""
        within = self._days(under_way, self._random.randint(1, FEW_DAYS))
        size = self.sizes[CROWDED] * FEW_DAYS // len(within or self._windows)
        field = self._picking.field(places, within, size)
        chosen = self._picking.missing(places, field)
        return Neighbourhood(frozenset(chosen), within, CROWDED) if chosen else None

    def on_all_days(self, places: Places) -> Neighbourhood | None:
        """Return all activities of one person who misses a request, and of some whom they miss.

        None if nobody misses any, or those that are crowded have all days anyway.
        """
        if len(self._windows) <= FEW_DAYS:
            return None
        field = self._picking.field(places, None, self.sizes[ALL_DAYS])
        chosen = self._picking.missed_by(places, field)
        return Neighbourhood(frozenset(chosen), None, ALL_DAYS) if chosen else None

    def guide(self, losses: Losses | None) -> None:
        """Mostly choose who misses something by what they lose, where that is known."""
        self._picking.losses = losses

    def _kind(self) -> int:
        """Choose a kind by its yield; kinds that yield little are still tried sometimes."""
        untried = [kind for kind, tried in enumerate(self._tried) if not tried]
        if untried:
            return self._random.choice(untried)
        least = max(self._yield) / 10 or 1.0
        return self._random.choices(
            range(len(self._kinds)), [max(least, gained) for gained in self._yield]
        )[0]

    def learn(self, picked: Neighbourhood, *, gain: float, solved: bool, work: float) -> None:
        """Learn from a result; the next neighbourhoods are larger if this one was solved easily."""
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
