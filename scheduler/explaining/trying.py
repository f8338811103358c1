"""Trying out an explanation: an instance without some facts, or with these alone."""

from collections.abc import Iterable

from models import Instance, StatedFact
from scheduler.explaining.editing import essence, only_mandatory
from scheduler.explaining.entries import mandatory
from scheduler.explaining.fact import Key, relaxed
from scheduler.explaining.stated import stated


def without(instance: Instance, facts: Iterable[StatedFact]) -> Instance:
    """Return the instance without some facts; facts that it does not have are ignored."""
    gone = _keys(facts)
    every = [*stated(instance), *mandatory(instance)]
    return relaxed(instance, [fact for fact in every if fact.key in gone])


def alone(instance: Instance, facts: Iterable[StatedFact]) -> Instance:
    """Return the instance with some facts only.

    Mandatory activities that are not among the facts are left out, and so are wishes and soft
    rules.
    """
    kept = _keys(facts)
    core = essence(instance)
    held = [fact.subjects[0] for fact in mandatory(core) if fact.key in kept]
    small = only_mandatory(core, held)
    return relaxed(small, [fact for fact in stated(small) if fact.key not in kept])


def _keys(facts: Iterable[StatedFact]) -> set[Key]:
    return {(fact.table, fact.column, subject) for fact in facts for subject in fact.subjects}
