"""Adjustments of facts that are a number: a little more, or a little less."""

from collections.abc import Iterator
from dataclasses import dataclass

from models import Instance, Person, Resource, Room, Rule
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.editing import changed
from scheduler.explaining.fact import Fact
from scheduler.explaining.prices import POINTS
from scheduler.wording.names import named
from scheduler.wording.times import duration

MANY = 20
MOST_MEMBERS = 3
"""Of alike facts at most this many are adjusted, each by itself."""


@dataclass(frozen=True)
class _Number:
    """A number, the change by one step, and how that reads."""

    column: str
    value: int
    step: int
    says: str
    most: int = MANY


def numbers(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Yield the adjustments of a number, step by step."""
    for member in fact.members[:MOST_MEMBERS]:
        number = _number(instance, member)
        if number is not None:
            yield _adjustment(member, number)


def _number(instance: Instance, fact: Fact) -> _Number | None:
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


def _of_room(instance: Instance, room: Room, column: str) -> _Number | None:
    name = named(room.name, room.id)
    if column == "units":
        return _Number(column, room.units, 1, f"Open {{more}} more like {name}")
    if column == "capacity":
        seats = max((a.seats for a in instance.activities), default=0)
        says = f"Seat {{value}} in {name}, or use a room that does"
        return _Number(column, room.capacity, max(1, seats - room.capacity), says, most=1)
    return None


def _of_person(person: Person, column: str, grid: int) -> _Number:
    name = named(person.name, person.id)
    says = {
        "daily_minutes": f"Engage {name} for {{minutes}} a day",
        "daily_activities": f"Give {name} {{value}} activities a day",
        "rest_minutes": f"Give {name} {{minutes}} between two activities",
        "night_rest_minutes": f"Give {name} {{minutes}} between two days",
    }[column]
    step = {"daily_minutes": grid, "daily_activities": 1}.get(column, -grid)
    most = 24 * 60 // grid if column == "daily_minutes" else MANY
    return _Number(column, int(getattr(person, column)), step, says, most)


def _of_resource(instance: Instance, resource: Resource) -> _Number:
    needed = sum(a.resources.get(resource.id, 0) for a in instance.activities)
    says = f"Have {{value}} of {named(resource.name, resource.id)}"
    return _Number("level", resource.level, 1, says, most=max(1, needed))


def _of_rule(rule: Rule, grid: int) -> _Number | None:
    if rule.minutes:
        says = f"Let {{minutes}} be enough for rule {rule.id}"
        return _Number("minutes", rule.minutes, -grid, says)
    if rule.kind in ("at-most-parallel", "fair-breaks"):
        return _Number("limit", rule.limit, 1, f"Let rule {rule.id} allow {{value}}")
    return None


def _adjustment(fact: Fact, number: _Number) -> Adjustment:
    points = 1 if fact.table == "rules" else POINTS[fact.table, fact.column]
    most = -(-number.value // -number.step) if number.step < 0 else number.most

    def new(steps: int) -> int:
        return max(0, number.value + steps * number.step)

    def says(steps: int) -> str:
        value = new(steps)
        return number.says.format(more=steps, value=value, minutes=duration(value))

    return Adjustment(
        most=max(1, most),
        edit=lambda given, steps: changed(
            given, fact.table, fact.subjects, {number.column: new(steps)}
        ),
        says=says,
        price=lambda steps: points * steps,
    )
