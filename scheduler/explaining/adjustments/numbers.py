"""Facts that are a number: a little more of it, or a little less."""

from collections.abc import Iterator
from dataclasses import dataclass

from models import Instance, Person, Resource, Room, Rule
from scheduler.explaining.adjustments.adjustment import Knob
from scheduler.explaining.editing import changed
from scheduler.explaining.fact import Fact
from scheduler.explaining.prices import POINTS
from scheduler.wording.names import named
from scheduler.wording.times import duration

MANY = 20
MOST_MEMBERS = 3
"""Of alike facts so many are turned, each by itself."""


@dataclass(frozen=True)
class _Turn:
    """A number, what one step does to it, and what planners would do."""

    column: str
    value: int
    step: int
    says: str
    most: int = MANY


def numbers(instance: Instance, fact: Fact) -> Iterator[Knob]:
    """Turn a number step by step."""
    for member in fact.members[:MOST_MEMBERS]:
        turn = _turn(instance, member)
        if turn is not None:
            yield _knob(member, turn)


def _turn(instance: Instance, fact: Fact) -> _Turn | None:
    name, grid = fact.subjects[0], instance.grid_minutes
    if fact.table == "rooms":
        return _of_room(instance, instance.room[name], fact.column)
    if fact.table == "people":
        return _of_person(instance.person[name], fact.column, grid)
    if fact.table == "resources":
        return next(_of_resource(instance, r) for r in instance.resources if r.id == name)
    if fact.table == "rules":
        return next(_of_rule(r, grid) for r in instance.rules if r.id == name)
    return None


def _of_room(instance: Instance, room: Room, column: str) -> _Turn | None:
    name = named(room.name, room.id)
    if column == "units":
        return _Turn(column, room.units, 1, f"Open {{more}} more like {name}")
    if column == "capacity":
        seats = max((a.seats for a in instance.activities), default=0)
        says = f"Seat {{value}} in {name}, or use a room that does"
        return _Turn(column, room.capacity, max(1, seats - room.capacity), says, most=1)
    return None


def _of_person(person: Person, column: str, grid: int) -> _Turn:
    name = named(person.name, person.id)
    says = {
        "daily_minutes": f"Engage {name} for {{minutes}} a day",
        "daily_activities": f"Give {name} {{value}} activities a day",
        "rest_minutes": f"Give {name} {{minutes}} between two activities",
        "night_rest_minutes": f"Give {name} {{minutes}} between two days",
    }[column]
    step = {"daily_minutes": grid, "daily_activities": 1}.get(column, -grid)
    most = 24 * 60 // grid if column == "daily_minutes" else MANY
    return _Turn(column, int(getattr(person, column)), step, says, most)


def _of_resource(instance: Instance, resource: Resource) -> _Turn:
    needed = sum(a.resources.get(resource.id, 0) for a in instance.activities)
    says = f"Have {{value}} of {named(resource.name, resource.id)}"
    return _Turn("level", resource.level, 1, says, most=max(1, needed))


def _of_rule(rule: Rule, grid: int) -> _Turn | None:
    if rule.minutes:
        says = f"Let {{minutes}} be enough for rule {rule.id}"
        return _Turn("minutes", rule.minutes, -grid, says)
    if rule.kind in ("at-most-parallel", "fair-breaks"):
        return _Turn("limit", rule.limit, 1, f"Let rule {rule.id} allow {{value}}")
    return None


def _knob(fact: Fact, turn: _Turn) -> Knob:
    points = 1 if fact.table == "rules" else POINTS[fact.table, fact.column]
    most = -(-turn.value // -turn.step) if turn.step < 0 else turn.most

    def new(steps: int) -> int:
        return max(0, turn.value + steps * turn.step)

    def says(steps: int) -> str:
        value = new(steps)
        return turn.says.format(more=steps, value=value, minutes=duration(value))

    return Knob(
        most=max(1, most),
        edit=lambda given, steps: changed(
            given, fact.table, fact.subjects, {turn.column: new(steps)}
        ),
        says=says,
        price=lambda steps: points * steps,
    )
