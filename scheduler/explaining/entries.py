"""Facts that are not simply a cell: entries of a list, several rows, a row that is gone."""

from collections.abc import Collection, Hashable, Iterator
from datetime import time, timedelta
from functools import partial
from itertools import groupby

from models import Activity, Availability, Day, Instance, Person
from models.clock import merged
from scheduler.explaining.editing import Edit, changed, edited, without_activities
from scheduler.explaining.fact import Fact, source
from scheduler.wording import dates
from scheduler.wording.names import named, short, who
from scheduler.wording.rules import row_of
from scheduler.wording.statements import Statement


def _fact(
    row: Statement,
    instance: Instance,
    stated: object,
    *,
    subject: str,
    sources: tuple[str, ...],
    head: str,
    relax: Edit,
    alike: Hashable = None,
) -> Fact:
    """Return the fact of a row of the table of rules, for what is stated there."""
    return Fact(
        rule=row.rule,
        table=row.table,
        column=row.column,
        subjects=(subject,),
        sources=sources,
        head=head,
        says=row.says(instance, stated),
        let_off=row.let_off(instance, stated) if row.let_off else "",
        relax=relax,
        alike=alike,
    )


def mandatory(instance: Instance) -> Iterator[Fact]:
    """That activities must take place."""
    for a in instance.activities:
        if not a.optional:
            yield _fact(
                row_of("mandatory", "activities", "optional"),
                instance,
                a,
                subject=a.id,
                sources=(source("activities", a),),
                head=short(a),
                relax=partial(without_activities, ids={a.id}),
                alike=(a.kind, a.minutes),
            )


def declared(instance: Instance) -> Iterator[Fact]:
    """The hard rules that planners declare."""
    hard = sorted((r for r in instance.rules if r.weight is None), key=lambda rule: rule.id)
    for name, parts in groupby(hard, key=lambda rule: rule.id):
        rule = next(parts)
        yield _fact(
            row_of(rule.kind, "rules", "kind"),
            instance,
            rule,
            subject=name,
            sources=(source("rules", rule),),
            head=f"Rule {name}:",
            relax=partial(_without_rule, name=name),
        )


def _without_rule(instance: Instance, name: str) -> Instance:
    left = (r for r in instance.rules if r.id != name or r.weight is not None)
    return edited(instance, rules=tuple(left))


def attended(instance: Instance, a: Activity) -> Iterator[Fact]:
    """Who must attend an activity."""
    for name in dict.fromkeys(a.people):
        yield _fact(
            row_of("person-overlap", "activities", "people"),
            instance,
            a,
            subject=f"{a.id}/{name}",
            sources=(source("activities", a),),
            head=named(instance.person[name].name, name),
            relax=partial(_without_person, activity=a.id, person=name),
        )


def _without_person(instance: Instance, activity: str, person: str) -> Instance:
    a = instance.activity.get(activity)
    people = tuple(p for p in a.people if p != person) if a else ()
    return changed(instance, "activities", {activity}, {"people": people})


def needed(instance: Instance, a: Activity) -> Iterator[Fact]:
    """What resources an activity needs."""
    names = {r.id: named(r.name, r.id) for r in instance.resources if r.id in a.resources}
    for resource, amount in a.resources.items():
        yield _fact(
            row_of("resource-level", "activities", "resources"),
            instance,
            f"{amount} of {names[resource]}",
            subject=f"{a.id}/{resource}",
            sources=(source("activities", a),),
            head=short(a),
            relax=partial(_without_resource, activity=a.id, resource=resource),
            alike=(a.kind, resource, amount),
        )


def _without_resource(instance: Instance, activity: str, resource: str) -> Instance:
    a = instance.activity.get(activity)
    left = {r: n for r, n in a.resources.items() if r != resource} if a else {}
    return changed(instance, "activities", {activity}, {"resources": left})


def presence(instance: Instance, person: Person, rows: Collection[Availability]) -> Iterator[Fact]:
    """When a person is there, all stretches together, and each stretch in which they are busy."""
    present = [row for row in rows if row.state == "present"]
    if present:
        yield _availability(instance, person, present)
    for row in rows:
        if row.state == "busy":
            yield _availability(instance, person, [row])


def _availability(instance: Instance, person: Person, rows: list[Availability]) -> Fact:
    minute, state = instance.clock.minute, rows[0].state
    busy = f"/{rows[0].start:%Y-%m-%dT%H:%M}" if state == "busy" else ""
    return _fact(
        row_of("person-availability", "availability", state),
        instance,
        merged((minute(row.start), minute(row.end)) for row in rows),
        subject=person.id + busy,
        sources=tuple(f"availability: {person.id}, {row.start:%Y-%m-%dT%H:%M}" for row in rows),
        head=who(person),
        relax=partial(_without, gone=rows),
    )


def _without(instance: Instance, gone: list[Availability]) -> Instance:
    return edited(instance, availability=tuple(r for r in instance.availability if r not in gone))


def ways(instance: Instance) -> Iterator[Fact]:
    """What people need from one zone to another."""
    zones = {zone.id: named(zone.name, zone.id) for zone in instance.zones}
    for transfer in instance.transfers:
        if transfer.minutes:
            way = (transfer.from_zone, transfer.to_zone)
            yield _fact(
                row_of("transfer", "transfers", "minutes"),
                instance,
                transfer,
                subject="/".join(way),
                sources=(f"transfers: {way[0]} to {way[1]}",),
                head=f"The way from {zones[way[0]]} to {zones[way[1]]}",
                relax=partial(_no_way, way=way),
            )


def _no_way(instance: Instance, way: tuple[str, str]) -> Instance:
    return edited(
        instance,
        transfers=tuple(
            t.model_copy(update={"minutes": 0}) if (t.from_zone, t.to_zone) == way else t
            for t in instance.transfers
        ),
    )


def hours(instance: Instance) -> Iterator[Fact]:
    """When each day begins and ends; without it a day lasts round the clock, on the same grid."""
    for day in instance.days:
        name = day.date.isoformat()
        yield _fact(
            row_of("window", "days", "start"),
            instance,
            day,
            subject=name,
            sources=(f"days: {name}",),
            head=f"The programme of {dates.day(day.date)}",
            relax=partial(_whole_day, date=name, start=_earliest(instance, day), end=_latest(day)),
        )


def _earliest(instance: Instance, day: Day) -> time:
    """Return the first time of a date that is on the grid of its day, whatever clocks do.

    It is not before the day before has ended.
    """
    clock, grid = instance.clock, instance.grid_minutes
    start = clock.at(day.date, day.start)
    before = (end for _, end in instance.windows if end <= start)
    first = max([clock.at(day.date, time(0)), *before])
    on_grid = range(first + (start - first) % grid, start + 1, grid)
    hours = ((minute, clock.moment(minute).time()) for minute in on_grid)
    return next(hour for minute, hour in hours if clock.at(day.date, hour) == minute)


def _latest(day: Day) -> timedelta:
    return max(day.end, timedelta(hours=24))


def _whole_day(instance: Instance, date: str, start: time, end: timedelta) -> Instance:
    whole = {"start": start, "end": end}
    return edited(
        instance,
        days=tuple(
            d.model_copy(update=whole) if d.date.isoformat() == date else d for d in instance.days
        ),
    )
