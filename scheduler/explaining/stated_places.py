"""Facts about rooms, transfers between zones, and shared resources."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from models import Instance, Room
from models.clock import merged
from models.names import StandingRule
from scheduler.explaining.editing import changed, edited
from scheduler.explaining.fact import Fact, source
from scheduler.wording.names import named, place, whose
from scheduler.wording.text import plain
from scheduler.wording.times import duration, stretches

PLENTY = 100_000

MANY = {
    "kinds": "can each host only certain kinds",
    "equipment": "can each offer only certain equipment",
    "capacity": "can each seat only so many",
    "open": "can each be used only at certain times",
}
"""Column -> how it reads for many rooms."""


@dataclass(frozen=True)
class _Cell:
    rule: StandingRule
    column: str
    none: object
    says: str


def stated_of_places(instance: Instance) -> Iterator[Fact]:
    """Rooms, resources, transfers."""
    yield from _rooms(instance)
    for resource in instance.resources:
        yield Fact(
            rule="resource-level",
            table="resources",
            column="level",
            subjects=(resource.id,),
            sources=(source("resources", resource),),
            head=f"Of {whose(resource)}",
            says=f"there {'is' if resource.level == 1 else 'are'} {resource.level}",
            relax=partial(changed, table="resources", ids={resource.id}, cells={"level": PLENTY}),
        )
    yield from _transfers(instance)


def _rooms(instance: Instance) -> Iterator[Fact]:
    gear = tuple(sorted({e for a in instance.activities for e in a.equipment}))
    units = min(1000, max(2, len(instance.activities)))
    for room in instance.rooms:
        for cell in _cells(instance, room, gear, units):
            yield Fact(
                rule=cell.rule,
                table="rooms",
                column=cell.column,
                subjects=(room.id,),
                sources=(source("rooms", room),),
                head=place(room),
                says=cell.says,
                relax=partial(
                    changed, table="rooms", ids={room.id}, cells={cell.column: cell.none}
                ),
                alike=getattr(room, cell.column),
                many=MANY.get(cell.column, ""),
            )


def _cells(instance: Instance, room: Room, gear: tuple[str, ...], units: int) -> Iterator[_Cell]:
    if room.open:
        times = stretches(instance, merged(map(instance.clock.interval, room.open)))
        yield _Cell("room-opening", "open", (), f"can be used only {times}")
    if room.kinds:
        yield _Cell("room-kind", "kinds", (), f"can host only {', '.join(room.kinds)}")
    if set(gear) - set(room.equipment):
        has = ", ".join(map(plain, room.equipment)) or "no equipment"
        yield _Cell("room-equipment", "equipment", (*room.equipment, *gear), f"can offer {has}")
    yield _Cell("room-capacity", "capacity", PLENTY, f"can seat {room.capacity}")
    if room.turnaround_minutes:
        says = f"must rest {duration(room.turnaround_minutes)} after each activity"
        yield _Cell("room-overlap", "turnaround_minutes", 0, says)
    most = "one activity" if room.units == 1 else f"{room.units} activities"
    yield _Cell("room-overlap", "units", units, f"can take {most} at a time")


def _transfers(instance: Instance) -> Iterator[Fact]:
    zones = {zone.id: named(zone.name, zone.id) for zone in instance.zones}
    for transfer in instance.transfers:
        if transfer.minutes:
            way = (transfer.from_zone, transfer.to_zone)
            yield Fact(
                rule="transfer",
                table="transfers",
                column="minutes",
                subjects=("/".join(way),),
                sources=(f"transfers: {way[0]} to {way[1]}",),
                head=f"The way from {zones[way[0]]} to {zones[way[1]]}",
                says=f"must be allowed {duration(transfer.minutes)}",
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
