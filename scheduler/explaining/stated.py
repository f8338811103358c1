"""Every fact that an instance states, one function per family, the most useful to people first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import partial
from itertools import groupby

from models import Activity, Instance, Rule
from scheduler.explaining.editing import changed, edited, without_activities
from scheduler.explaining.fact import Fact, source
from scheduler.explaining.stated_people import stated_of_people
from scheduler.explaining.stated_places import stated_of_places
from scheduler.wording import dates
from scheduler.wording.names import named, short
from scheduler.wording.text import plain
from scheduler.wording.times import duration, local, short_spans, slot_names

Family = Callable[[Instance], Iterator[Fact]]


def mandatory(instance: Instance) -> Iterator[Fact]:
    """That activities must take place."""
    for a in instance.activities:
        if not a.optional:
            yield Fact(
                rule="mandatory",
                table="activities",
                column="optional",
                subjects=(a.id,),
                sources=(source("activities", a),),
                head=short(a),
                says=f"must take place, for {duration(a.minutes)}",
                relax=partial(without_activities, ids={a.id}),
                alike=(a.kind, a.minutes),
            )


def declared(instance: Instance) -> Iterator[Fact]:
    """The hard rules that planners declare."""
    for name, parts in groupby(
        sorted((r for r in instance.rules if r.weight is None), key=lambda rule: rule.id),
        key=lambda rule: rule.id,
    ):
        rule = next(parts)
        yield Fact(
            rule=rule.kind,
            table="rules",
            column="kind",
            subjects=(name,),
            sources=(source("rules", rule),),
            head=f"Rule {name}:",
            says=_meaning(rule, instance),
            relax=partial(_without_rule, name=name),
        )


def _without_rule(instance: Instance, name: str) -> Instance:
    left = (r for r in instance.rules if r.id != name or r.weight is not None)
    return edited(instance, rules=tuple(left))


def _meaning(rule: Rule, instance: Instance) -> str:
    titles = [short(instance.activity[name]) for name in rule.activities[:MOST_TITLES]]
    more = len(rule.activities) - len(titles)
    names = ", ".join(titles) + (f" and {more} more" if more > 0 else "")
    return {
        "precedence": f"{names} must follow each other in this order"
        + (f", {duration(rule.minutes)} between" if rule.minutes else ""),
        "apart": f"{names} must not overlap",
        "minimum-gap": f"{names} must be {duration(rule.minutes)} apart",
        "together": f"{names} must start together",
        "same-room": f"{names} must be in the same room",
        "same-day": f"{names} must be on the same day",
        "at-most-parallel": f"of {names} at most {rule.limit} may be under way at once",
        "fair-breaks": f"numbers of breaks may differ by at most {rule.limit}",
    }[rule.kind]


MOST_TITLES = 6


@dataclass(frozen=True)
class _Cell:
    """A cell of an activity that restricts it, and how it reads."""

    rule: str
    column: str
    cells: dict[str, object]
    says: str
    value: object


def of_activities(instance: Instance) -> Iterator[Fact]:
    """When and where each activity may be, and what it needs."""
    for a in instance.activities:
        for cell in _cells(a, instance):
            yield Fact(
                rule=cell.rule,  # type: ignore[arg-type]
                table="activities",
                column=cell.column,
                subjects=(a.id,),
                sources=(source("activities", a),),
                head=short(a),
                says=cell.says,
                relax=partial(changed, table="activities", ids={a.id}, cells=cell.cells),
                alike=(a.kind, cell.value),
            )


def _cells(a: Activity, instance: Instance) -> Iterator[_Cell]:
    if a.pin_start is not None:
        says = f"must start at {local(instance, a.pin_start)}"
        yield _Cell("pinned-time", "pin_start", {"pin_start": None}, says, a.pin_start)
    if a.slots or a.spans:
        spans = short_spans(instance, [instance.clock.interval(s) for s in a.spans])
        times = [text for text in (slot_names(instance, a.slots), spans) if text]
        says = f"must be within {' or '.join(times)}"
        none: dict[str, object] = {"slots": (), "spans": ()}
        yield _Cell("allowed-times", "slots", none, says, (a.slots, a.spans))
    if a.pin_room is not None:
        unit = f", unit {a.pin_unit}" if a.pin_unit else ""
        says = f"must be in {a.pin_room}{unit}"
        none = {"pin_room": None, "pin_unit": None}
        yield _Cell("pinned-room", "pin_room", none, says, (a.pin_room, a.pin_unit))
    if a.rooms:
        says = f"must be in {' or '.join(a.rooms)}"
        yield _Cell("allowed-rooms", "rooms", {"rooms": ()}, says, a.rooms)
    if a.seats:
        says = f"must have {a.seats} seats"
        yield _Cell("room-capacity", "seats", {"seats": 0}, says, a.seats)
    if a.equipment:
        says = f"must have {', '.join(map(plain, a.equipment))}"
        yield _Cell("room-equipment", "equipment", {"equipment": ()}, says, a.equipment)
    if a.set_up_minutes or a.clear_down_minutes:
        times = [
            f"{duration(minutes)} {when}"
            for minutes, when in ((a.set_up_minutes, "before"), (a.clear_down_minutes, "after"))
            if minutes
        ]
        none = {"set_up_minutes": 0, "clear_down_minutes": 0}
        says = f"must have its room for {' and '.join(times)} as well"
        value = (a.set_up_minutes, a.clear_down_minutes)
        yield _Cell("room-overlap", "set_up_minutes", none, says, value)


def needs(instance: Instance) -> Iterator[Fact]:
    """Who must attend, and what resources are needed."""
    for a in instance.activities:
        for name in dict.fromkeys(a.people):
            yield Fact(
                rule="person-overlap",
                table="activities",
                column="people",
                subjects=(f"{a.id}/{name}",),
                sources=(source("activities", a),),
                head=named(instance.person[name].name, name),
                says=f"must attend {short(a)}",
                let_off=f"need not attend {short(a)}",
                relax=partial(_without_person, activity=a.id, person=name),
            )
        for resource, amount in a.resources.items():
            yield Fact(
                rule="resource-level",
                table="activities",
                column="resources",
                subjects=(f"{a.id}/{resource}",),
                sources=(source("activities", a),),
                head=short(a),
                says=f"must have {amount} of {_resource(instance, resource)}",
                let_off=f"need not have {amount} of {_resource(instance, resource)}",
                relax=partial(_without_resource, activity=a.id, resource=resource),
                alike=(a.kind, resource, amount),
            )


def _resource(instance: Instance, name: str) -> str:
    return next((named(r.name, r.id) for r in instance.resources if r.id == name), name)


def _without_person(instance: Instance, activity: str, person: str) -> Instance:
    a = instance.activity.get(activity)
    people = tuple(p for p in a.people if p != person) if a else ()
    return changed(instance, "activities", {activity}, {"people": people})


def _without_resource(instance: Instance, activity: str, resource: str) -> Instance:
    a = instance.activity.get(activity)
    left = {r: n for r, n in a.resources.items() if r != resource} if a else {}
    return changed(instance, "activities", {activity}, {"resources": left})


def days(instance: Instance) -> Iterator[Fact]:
    """When each day begins and ends; without it a day lasts round the clock, on the same grid."""
    for day in instance.days:
        first = (day.start.hour * 60 + day.start.minute) % min(instance.grid_minutes, 60)
        yield Fact(
            rule="window",
            table="days",
            column="start",
            subjects=(day.date.isoformat(),),
            sources=(f"days: {day.date.isoformat()}",),
            head=f"The programme of {dates.day(day.date)}",
            says=f"must lie between {day.start:%H:%M} and {day.end:%H:%M}",
            relax=partial(
                _whole_day, date=day.date.isoformat(), start=time(first // 60, first % 60)
            ),
        )


def _whole_day(instance: Instance, date: str, start: time) -> Instance:
    whole = {"start": start, "end": time(23, 59)}
    return edited(
        instance,
        days=tuple(
            d.model_copy(update=whole) if d.date.isoformat() == date else d for d in instance.days
        ),
    )


FAMILIES: tuple[Family, ...] = (
    declared,
    of_activities,
    stated_of_people,
    needs,
    stated_of_places,
    days,
)
"""All but ``mandatory``, in the order in which an explanation prefers them."""


def stated(instance: Instance) -> list[Fact]:
    """Return every fact of an instance but those that activities must take place."""
    return [fact for family in FAMILIES for fact in family(instance)]
