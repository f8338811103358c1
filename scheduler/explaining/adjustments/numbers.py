"""Adjustments of facts that are a number: a little more, or a little less."""

from collections.abc import Iterator
from typing import Any

from models import Instance
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.editing import changed
from scheduler.explaining.fact import Fact
from scheduler.wording.names import named
from scheduler.wording.statements import Steps
from scheduler.wording.times import duration

MOST_MEMBERS = 3
"""Of alike facts at most this many are adjusted, each by itself."""


def numbers(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Yield the adjustments of the numbers of a fact, step by step."""
    for member in fact.members[:MOST_MEMBERS] if fact.row.steps else ():
        row = next(r for r in getattr(instance, fact.table) if r.id == member.subjects[0])
        for steps in fact.row.steps:
            stated = getattr(row, steps.column)
            if stated is not None and (stated or steps.by(instance, row) > 0):
                yield _adjustment(instance, member, row, steps)


def _adjustment(instance: Instance, fact: Fact, row: Any, steps: Steps) -> Adjustment:
    value: int = getattr(row, steps.column)
    by = steps.by(instance, row)
    name = row.id if fact.table == "rules" else named(row.name, row.id)
    price = fact.row.price if steps.price is None else steps.price

    def new(number: int) -> int:
        return max(0, value + number * by)

    def says(number: int) -> str:
        after = new(number)
        return steps.says.format(name=name, more=number, value=after, minutes=duration(after))

    return Adjustment(
        most=max(1, -(value // by) if by < 0 else steps.most(instance, row)),
        edit=lambda given, number: changed(
            given, fact.table, fact.subjects, {steps.column: new(number)}
        ),
        says=says,
        price=lambda number: price * number,
    )
