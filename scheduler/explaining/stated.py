"""Every fact that an instance states, from the table of rules; the most useful to people first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from models import Availability, Instance
from scheduler.explaining.editing import changed
from scheduler.explaining.entries import attended, declared, hours, needed, presence, ways
from scheduler.explaining.fact import Fact, source
from scheduler.wording.names import place, short, who, whose
from scheduler.wording.rules import RULES
from scheduler.wording.statements import Statement

HEADS: Mapping[str, Callable[[Any], str]] = {
    "activities": short,
    "people": who,
    "rooms": place,
    "resources": lambda resource: f"Of {whose(resource)}",
}
"""Table -> what a row of it is called."""

GROUPED = frozenset({"activities", "people", "rooms"})
"""Tables of which rows that state the same can be grouped."""


def stated(instance: Instance) -> list[Fact]:
    """Return every fact of an instance but those that activities must take place."""
    return list(_facts(instance))


def _facts(instance: Instance) -> Iterator[Fact]:
    yield from declared(instance)
    yield from _cells(instance, "activities")
    stays: dict[str, list[Availability]] = defaultdict(list)
    for row in instance.availability:
        stays[row.person].append(row)
    for person in instance.people:
        yield from presence(instance, person, stays[person.id])
        yield from _cells(instance, "people", [person])
    for activity in instance.activities:
        yield from attended(instance, activity)
        yield from needed(instance, activity)
    yield from _cells(instance, "rooms")
    yield from _cells(instance, "resources")
    yield from ways(instance)
    yield from hours(instance)


def _cells(instance: Instance, table: str, rows: Iterable[Any] | None = None) -> Iterator[Fact]:
    """Yield the facts that are cells of a table: of all its rows, or of some."""
    statements = [s for s in RULES if s.table == table and s.unset is not None]
    for row in getattr(instance, table) if rows is None else rows:
        for statement in statements:
            assert statement.unset is not None
            unset = statement.unset(instance, row)
            values = tuple(getattr(row, column) for column in unset)
            if values == tuple(unset.values()):
                continue
            kind = (row.kind, values) if table == "activities" else values
            yield Fact(
                rule=statement.rule,
                table=table,
                column=statement.column,
                subjects=(row.id,),
                sources=(source(table, row),),
                head=HEADS[table](row),
                says=statement.says(instance, row),
                relax=partial(_unset, statement=statement, name=row.id),
                alike=kind if table in GROUPED else None,
                many=statement.many,
            )


def _unset(instance: Instance, statement: Statement, name: str) -> Instance:
    """Return the instance without a cell; in a larger one, what is enough may be more."""
    assert statement.unset is not None
    row = next((row for row in getattr(instance, statement.table) if row.id == name), None)
    if row is None:
        return instance
    return changed(instance, statement.table, {name}, dict(statement.unset(instance, row)))
