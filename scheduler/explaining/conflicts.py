"""Conflicts: minimal sets of facts that cannot all be true, one after the other."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field, replace

from models import Instance
from scheduler.explaining.editing import only_mandatory
from scheduler.explaining.entries import mandatory
from scheduler.explaining.fact import Fact, gathered, grouped, relaxed
from scheduler.explaining.preflight import doomed
from scheduler.explaining.probing import Prober
from scheduler.explaining.quickxplain import minimal, minimal_by_kind
from scheduler.explaining.stated import stated
from scheduler.wording.names import nouns

MOST_CONFLICTS = 12


@dataclass(frozen=True)
class FoundConflict:
    """Facts that cannot all be true.

    Attributes
    ----------
    facts
        As few as possible; alike ones are grouped.
    proven
        Whether these facts were proven infeasible twice, and there is a timetable that the
        referee passes without any one of them.
    instance
        The instance with only these facts.
    set_aside
        The facts of them that were dropped to look for the next conflict.
    """

    facts: tuple[Fact, ...]
    proven: bool
    instance: Instance = field(repr=False)
    set_aside: tuple[Fact, ...] = ()

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of the activities that do not fit together."""
        return tuple(s for f in self.facts if f.rule == "mandatory" for s in f.subjects)


def find_conflicts(
    rest: Instance, left_out: Collection[str], prober: Prober
) -> tuple[list[FoundConflict], bool]:
    """Return independent conflicts, and whether the rest is feasible.

    After each conflict, some of its facts are set aside, so that an activity fits that would
    have to be left out; so there are no more conflicts than activities left out.

    Parameters
    ----------
    rest
        The essence of an instance (:func:`scheduler.explaining.editing.essence`), proven
        infeasible.
    left_out
        Activities without which it is feasible; if they are not known, one conflict is looked
        for.
    """
    found: list[FoundConflict] = []
    waiting = set(left_out)
    while len(found) < MOST_CONFLICTS:
        conflict = _next(rest, prober)
        if conflict is None:
            return found, False
        aside, waiting = _set_aside(conflict, rest, waiting, prober)
        found.append(replace(conflict, set_aside=aside))
        rest = relaxed(rest, aside)
        answer = prober.probe(rest).answer
        if answer != "no" or not left_out:
            return found, answer == "yes"
    return found, False


def _set_aside(
    conflict: FoundConflict, rest: Instance, waiting: set[str], prober: Prober
) -> tuple[tuple[Fact, ...], set[str]]:
    """Return the fact of a conflict to set aside, and the activities left out then.

    Candidates are facts (each with alike ones) without which everything is feasible but the
    activities left out for other conflicts. Of these the one is taken after which the preflight
    finds the fewest activities impossible, as it is a cause that others share; among equals
    the one that the least depends on. If there is none, an activity is left out.
    """
    others = waiting.difference(conflict.activities)
    possible = [f for f in mandatory(rest) if f.subjects[0] in waiting - others]
    away = [f for f in mandatory(rest) if f.subjects[0] in others]
    alone = relaxed(rest, away)
    choices = [(fact, *_alike(fact, rest)) for fact in conflict.facts if fact.rule != "mandatory"]
    for aside in sorted(
        choices, key=lambda some: (_impossible(relaxed(rest, some)), some[0].reach)
    ):
        if prober.is_feasible(aside[0].relax(alone)):
            return aside, others
    return tuple(possible) or (min(conflict.facts, key=lambda fact: fact.reach),), others


def _alike(fact: Fact, rest: Instance) -> list[Fact]:
    """Return the other facts that say the same about something else."""
    if fact.kind is None:
        return []
    known = {member.key for member in fact.members}
    return [f for f in stated(rest) if f.kind == fact.kind and f.key not in known]


def _impossible(rest: Instance) -> int:
    """Return how many activities the preflight finds impossible."""
    return len({name for finding in doomed(rest) for name in finding.activities})


def _next(rest: Instance, prober: Prober) -> FoundConflict | None:
    """Return a conflict of an infeasible instance; None if none is found in time."""
    ids = _at_odds(rest, prober)
    if ids is None:
        return None
    every = [a.id for a in rest.activities if not a.optional]
    known = {fact.subjects[0]: fact for fact in mandatory(rest)}
    needed = minimal(
        [known[name] for name in sorted(ids, key=every.index)],
        lambda facts: prober.may_be_feasible(only_mandatory(rest, [f.subjects[0] for f in facts])),
    )
    return _of_activities(rest, needed, prober)


def _at_odds(rest: Instance, prober: Prober) -> Collection[str] | None:
    """Return mandatory activities that do not fit together: by counting, else by a search."""
    counted = [f.activities for f in doomed(rest)]
    for ids in sorted(counted, key=len):
        if not prober.may_be_feasible(only_mandatory(rest, ids)):
            return ids
    found = prober.core(rest)
    if found is not None and not prober.may_be_feasible(only_mandatory(rest, found)):
        return found
    return [a.id for a in rest.activities if not a.optional] if prober.left else None


def _of_activities(rest: Instance, needed: list[Fact], prober: Prober) -> FoundConflict:
    """Return the conflict of activities that do not fit together, with few other facts."""
    small = only_mandatory(rest, [f.subjects[0] for f in needed])
    plural = nouns(small.activities)
    others = grouped(stated(small), plural)

    def loose(kept: list[Fact]) -> Instance:
        keys = {fact.key for fact in kept}
        return relaxed(small, [fact for fact in others if fact.key not in keys])

    binding = minimal_by_kind(others, _kind, lambda kept: prober.may_be_feasible(loose(kept)))
    facts = sorted([*grouped(needed, plural), *gathered(binding)], key=_order)
    alone = loose(binding)
    return FoundConflict(tuple(facts), _is_minimal(alone, [*needed, *binding], prober), alone)


def _kind(fact: Fact) -> Hashable:
    """Return the person a fact is about, else its column."""
    people = fact.of("person")
    return people[0] if len(people) == 1 else (fact.table, fact.column)


def _order(fact: Fact) -> tuple[bool, Hashable]:
    return fact.rule != "mandatory", fact.reach


def _is_minimal(alone: Instance, facts: Sequence[Fact], prober: Prober) -> bool:
    """Prove the result once more: infeasible, and feasible without any one fact."""
    return prober.is_infeasible(alone) and all(
        prober.probe(fact.relax(alone)).timetable is not None for fact in facts
    )
