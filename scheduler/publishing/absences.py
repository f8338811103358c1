"""Somebody is away from what must take place: a night plans the rest, and says so."""

from models import Instance
from scheduler.compiling import effective
from scheduler.explaining.absences import Absence, absences, held_without
from scheduler.wording.names import what, who
from scheduler.wording.times import presence


def planned_without(instance: Instance) -> Instance:
    """Return what a night plans: activities are held without the people who are away."""
    return held_without(instance, tuple(absences(effective(instance))))


def sentences(instance: Instance) -> tuple[str, ...]:
    """Return what a night does about each absence, for planners."""
    left = effective(instance)
    return tuple(_sentence(left, absence) for absence in absences(left))


def _sentence(instance: Instance, absence: Absence) -> str:
    person, activity = instance.person[absence.person], what(absence.activity)
    there = presence(instance, person)
    so = "is left out" if absence.leaves_it_out else "is planned without them"
    return (
        f"{who(person)} must attend {activity} and is away whenever it may be "
        f"(available: {there}). Until the tables say what is to be done, {activity} {so}."
    )
