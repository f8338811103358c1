"""Conflicts: minimal sets of facts that cannot all hold, one after the other."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from models import Instance
from scheduler.explaining.editing import focus
from scheduler.explaining.fact import Fact, grouped, nouns, relaxed
from scheduler.explaining.probing import Prober
from scheduler.explaining.shrinking import minimal
from scheduler.explaining.stated import mandatory, stated

MOST_CONFLICTS = 12


@dataclass(frozen=True)
class Conflict:
    """Facts that cannot all hold.

    Attributes
    ----------
    facts
        As few as possible; alike ones are taken together.
    proven
        These facts alone were proven impossible twice, and without any one of them
        there is a timetable that the referee passes.
    summary
        The arithmetic behind it in one sentence, where there is some.
    instance
        The instance with only these facts.
    """

    facts: tuple[Fact, ...]
    proven: bool
    instance: Instance = field(repr=False)
    summary: str = ""

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of the activities that are at odds."""
        return tuple(s for f in self.facts if f.rule == "mandatory" for s in f.subjects)

    def __str__(self) -> str:
        proof = "" if self.proven else " (not proven minimal: out of time)"
        lines = [f"These cannot all hold{proof}:", *(f"  - {fact}" for fact in self.facts)]
        return "\n".join([self.summary, *lines] if self.summary else lines)


def find_conflicts(rest: Instance, prober: Prober) -> tuple[list[Conflict], bool]:
    """Return conflicts that do not depend on each other, and whether these are all.

    After each one the fact that reaches least far is dropped, and the rest is asked again.

    Parameters
    ----------
    rest
        The essence of an instance (:func:`scheduler.explaining.editing.essence`).
    """
    found: list[Conflict] = []
    while len(found) < MOST_CONFLICTS:
        conflict, known = _next(rest, prober)
        if conflict is None:
            return found, known
        found.append(conflict)
        rest = relaxed(rest, [loosest(conflict)])
    return found, False


def loosest(conflict: Conflict) -> Fact:
    """Return the fact of a conflict that the least else depends on."""
    return min(conflict.facts, key=lambda fact: _REACH.index((fact.table, fact.column)))


_REACH: list[tuple[str, str]] = [
    ("rules", "kind"),
    ("activities", "pin_start"),
    ("activities", "pin_room"),
    ("activities", "slots"),
    ("activities", "rooms"),
    ("activities", "seats"),
    ("activities", "equipment"),
    ("activities", "set_up_minutes"),
    ("activities", "resources"),
    ("activities", "people"),
    ("availability", "busy"),
    ("availability", "present"),
    ("people", "daily_minutes"),
    ("people", "daily_activities"),
    ("people", "rest_minutes"),
    ("people", "night_rest_minutes"),
    ("transfers", "minutes"),
    ("activities", "optional"),
    ("rooms", "open"),
    ("rooms", "kinds"),
    ("rooms", "equipment"),
    ("rooms", "capacity"),
    ("rooms", "turnaround_minutes"),
    ("rooms", "units"),
    ("resources", "level"),
    ("days", "start"),
]
"""Columns by how much else depends on them."""


def _next(rest: Instance, prober: Prober) -> tuple[Conflict | None, bool]:
    """Return a conflict, or none and whether there is proven to be none."""
    if prober.probe(rest).timetable is not None:
        return None, True
    if not prober.cannot_be_held(rest):
        return None, False
    every = [a.id for a in rest.activities if not a.optional]
    ids = prober.core(rest)
    if ids is None or prober.can_be_held(focus(rest, _with_optional(rest, ids))):
        ids = every
    known = {fact.subjects[0]: fact for fact in mandatory(rest)}
    needed = minimal(
        [known[name] for name in sorted(ids, key=every.index)],
        lambda facts: prober.can_be_held(
            focus(rest, _with_optional(rest, [f.subjects[0] for f in facts]))
        ),
    )
    return _of_activities(rest, needed, prober), True


def _with_optional(rest: Instance, ids: Sequence[str]) -> set[str]:
    """Return some ids with those of requests, which the essence has only where they count."""
    return {a.id for a in rest.activities if a.optional}.union(ids)


def _of_activities(rest: Instance, needed: list[Fact], prober: Prober) -> Conflict:
    """Shrink all else that is stated, for activities that cannot all be held."""
    small = focus(rest, _with_optional(rest, [f.subjects[0] for f in needed]))
    plural = nouns(small.activities)
    others = grouped(stated(small), plural)

    def loose(kept: list[Fact]) -> Instance:
        keys = {fact.key for fact in kept}
        return relaxed(small, [fact for fact in others if fact.key not in keys])

    binding = minimal(others, lambda kept: prober.can_be_held(loose(kept)))
    told = sorted([*grouped(needed, plural), *binding], key=_order)
    alone = loose(binding)
    return Conflict(tuple(told), _is_minimal(alone, [*needed, *binding], prober), alone)


def _order(fact: Fact) -> tuple[bool, Hashable]:
    return fact.rule != "mandatory", _REACH.index((fact.table, fact.column))


def _is_minimal(alone: Instance, facts: Sequence[Fact], prober: Prober) -> bool:
    """Prove it once more from the result: impossible, and possible without any one fact."""
    return prober.cannot_be_held(alone) and all(
        prober.probe(fact.relax(alone)).timetable is not None for fact in facts
    )
