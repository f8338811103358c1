"""All families of constraints: the table of contents of the formulation."""

from collections.abc import Collection
from dataclasses import replace

from scheduler.compiling import Compiled, by_person
from scheduler.formulation.declared import declared_rules
from scheduler.formulation.people import PERSON_FAMILIES
from scheduler.formulation.resources import RESOURCE_FAMILIES
from scheduler.formulation.rooms import ROOM_FAMILIES
from scheduler.formulation.variables import Family, Previous, Variables

STANDING_FAMILIES: tuple[Family, ...] = (
    *ROOM_FAMILIES,
    *PERSON_FAMILIES,
    *RESOURCE_FAMILIES,
    declared_rules,
)
"""Every hard rule between activities. Rules about one activity alone are in its starts and rooms
already (:mod:`scheduler.compiling.legality`), ``mandatory`` and ``once`` in the decisions."""


def formulate(
    compiled: Compiled,
    previous: Previous | None = None,
    *,
    without: Collection[Family] = (),
    people: Collection[int] | None = None,
) -> Variables:
    """Return the decisions of an instance with all hard rules, without a goal yet.

    Without some families, or with rules about some ``people`` only, it is a relaxation, for a
    lower bound.
    """
    variables = Variables(compiled, previous, people)
    for family in STANDING_FAMILIES:
        if family not in without:
            family(variables)
    variables.decisions = len(variables.model.proto.variables)
    return variables


def formulate_person(compiled: Compiled, person: int) -> Variables:
    """Return the decisions about one person's activities, with the rules about people.

    Everything else is left out, so it is a relaxation: every timetable is a solution.
    """
    mine = [a for a, activity in enumerate(compiled.activities) if person in activity.people]
    activities = tuple(compiled.activities[a] for a in mine)
    alone = replace(
        compiled,
        activities=activities,
        position={},
        of_person=by_person(activities),
        cleared_for=frozenset(n for n, a in enumerate(mine) if a in compiled.cleared_for),
        settled=frozenset(n for n, a in enumerate(mine) if a in compiled.settled),
    )
    variables = Variables(alone)
    for family in PERSON_FAMILIES:
        family(variables)
    return variables
