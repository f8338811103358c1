"""Facts about persons: when they are there, and how much they may attend."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from models import Availability, Instance, Person
from models.clock import merged
from models.names import StandingRule
from scheduler.explaining.editing import changed, edited
from scheduler.explaining.fact import Fact, source
from scheduler.wording.names import who
from scheduler.wording.times import duration, stretches


@dataclass(frozen=True)
class Limit:
    """A limit of a person: rule, column, the value without a limit, and how it reads."""

    rule: StandingRule
    column: str
    none: int | None
    says: str


LIMITS: tuple[Limit, ...] = (
    Limit("daily-minutes", "daily_minutes", None, "may be engaged for at most {} a day"),
    Limit("daily-activities", "daily_activities", None, "may have at most {} activities a day"),
    Limit("rest", "rest_minutes", 0, "must have {} between two activities"),
    Limit("night-rest", "night_rest_minutes", 0, "must have {} between two days"),
)


def stated_of_people(instance: Instance) -> Iterator[Fact]:
    """Presence, each busy stretch, daily limits and rests, person by person."""
    rows: dict[str, list[int]] = {}
    for n, row in enumerate(instance.availability):
        rows.setdefault(row.person, []).append(n)
    for person in instance.people:
        yield from _presence(instance, person, rows.get(person.id, []))
        for limit in LIMITS:
            value = getattr(person, limit.column)
            if value != limit.none:
                counted = str(value) if limit.column == "daily_activities" else duration(value)
                yield Fact(
                    rule=limit.rule,
                    table="people",
                    column=limit.column,
                    subjects=(person.id,),
                    sources=(source("people", person),),
                    head=who(person),
                    says=limit.says.format(counted),
                    relax=partial(
                        changed,
                        table="people",
                        ids={person.id},
                        cells={limit.column: limit.none},
                    ),
                    alike=value,
                )


def _presence(instance: Instance, person: Person, rows: list[int]) -> Iterator[Fact]:
    table = instance.availability
    minute = instance.clock.minute
    spans = {n: (minute(table[n].start), minute(table[n].end)) for n in rows}
    present = [n for n in rows if table[n].state == "present"]
    if present:
        times = stretches(instance, merged(spans[n] for n in present))
        yield _availability(instance, person, present, f"can be there only {times}")
    for n in rows:
        if table[n].state == "busy":
            times = stretches(instance, [spans[n]])
            busy = f"is busy elsewhere {times}"
            yield _availability(instance, person, [n], busy, let_off=f"is free {times}")


def _availability(
    instance: Instance, person: Person, rows: list[int], says: str, let_off: str = ""
) -> Fact:
    gone = [instance.availability[n] for n in rows]
    busy = gone[0].state == "busy"
    return Fact(
        rule="person-availability",
        table="availability",
        column=gone[0].state,
        subjects=(f"{person.id}/{gone[0].start:%Y-%m-%dT%H:%M}" if busy else person.id,),
        sources=tuple(f"availability: {person.id}, {row.start:%Y-%m-%dT%H:%M}" for row in gone),
        head=who(person),
        says=says,
        let_off=let_off,
        relax=partial(_without, gone=gone),
    )


def _without(instance: Instance, gone: list[Availability]) -> Instance:
    return edited(instance, availability=tuple(r for r in instance.availability if r not in gone))
