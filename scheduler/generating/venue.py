"""Zones, the ways between them, and rooms: a few large ones, many small ones."""

from collections import Counter
from collections.abc import Iterator

from models import Room, Transfer, Zone
from scheduler.generating.calendar import Calendar, span
from scheduler.generating.size import Size

ZONES = {"CENTRE": "Convention centre", "ANNEX": "University annex", "GUEST": "State guest house"}
WAYS = {("CENTRE", "ANNEX"): 15, ("CENTRE", "GUEST"): 20, ("ANNEX", "GUEST"): 25}

SIZES = ((500, 0.05), (300, 0.10), (150, 0.15), (80, 0.25), (60, 0.25), (40, 0.20))
"""Seats of event rooms, and the share of rooms of each size."""

HALL = 150
"""Event rooms from this size on may host side events; from the next on they are in the centre."""

FULL = ("interpretation-booth", "camera")
EQUIPMENT = {500: FULL, 300: FULL, 150: FULL, 80: FULL, 60: ("camera",), 40: ()}

EVENT_HOURS = {"CENTRE": (8.5, 18.5), "ANNEX": (10, 18)}
BOOTH_HOURS, SALON_HOURS = (8, 19), (9, 18)
SALON_SHARE = 6
"""Booths for each salon at the guest house."""


def zone_rows(size: Size) -> Iterator[Zone]:
    """Yield the zones."""
    for zone, name in ZONES.items():
        yield Zone(id=zone, name=name, **size.mark())


def transfer_rows(size: Size) -> Iterator[Transfer]:
    """Yield the ways."""
    for (here, there), minutes in WAYS.items():
        yield Transfer(from_zone=here, to_zone=there, minutes=minutes, **size.mark())


def way(here: str, there: str) -> int:
    """Return the minutes from one zone to another."""
    return 0 if here == there else WAYS.get((here, there)) or WAYS[there, here]


def fixed_rooms(size: Size) -> Iterator[Room]:
    """Yield the rooms of the ceremonies and of the press."""
    seats = max(200, 10 * size.heads)
    rooms = (
        ("MAIN", "Plenary hall", seats, "plenary", "CENTRE", 0),
        ("BANQUET", "Banquet hall", seats, "plenary", "GUEST", 60),
        ("PRESS", "Press room", 200, "press", "CENTRE", 15),
    )
    for name, title, capacity, kind, zone, turnaround in rooms:
        yield Room(
            id=name,
            name=title,
            capacity=capacity,
            kinds=(kind,),
            equipment=FULL,
            zone=zone,
            turnaround_minutes=turnaround,
            **size.mark(),
        )


def event_rooms(calendar: Calendar, size: Size) -> Iterator[Room]:
    """Yield the event rooms, the largest first; alike ones are one row with units."""
    alike = Counter(_kind_of_room(number, size.event_rooms) for number in range(size.event_rooms))
    for (capacity, zone), units in alike.items():
        hall = capacity >= HALL
        yield Room(
            id=f"{'HALL' if hall else 'WS'}-{capacity}{'-ANNEX' if zone == 'ANNEX' else ''}",
            name=f"{'Halls' if hall else 'Seminar rooms'}, {capacity} seats, {ZONES[zone]}",
            capacity=capacity,
            kinds=("side-event", "workshop") if hall else ("workshop",),
            equipment=EQUIPMENT[capacity],
            zone=zone,
            open=tuple(map(span, calendar.daily(*EVENT_HOURS[zone]))),
            turnaround_minutes=30 if hall else 15,
            units=units,
            **size.mark(),
        )


def _kind_of_room(number: int, rooms: int) -> tuple[int, str]:
    """Return seats and zone of a room, so that any number of rooms has the same shares."""
    below = 0.0
    capacity = SIZES[-1][0]
    for seats, share in SIZES:
        below += share
        if number / rooms < below - 1e-9:
            capacity = seats
            break
    return capacity, "ANNEX" if capacity <= HALL and number % 3 == 2 else "CENTRE"


def bilateral_rooms(calendar: Calendar, size: Size) -> Iterator[Room]:
    """Yield the booths, and the salons for meetings of state."""
    rooms = (
        ("BOOTH", "Bilateral booths", 8, "CENTRE", BOOTH_HOURS, size.meeting_rooms),
        ("SALON", "Salons", 20, "GUEST", SALON_HOURS, max(1, size.meeting_rooms // SALON_SHARE)),
    )
    for name, title, capacity, zone, hours, units in rooms:
        yield Room(
            id=name,
            name=title,
            capacity=capacity,
            kinds=("bilateral",),
            zone=zone,
            open=tuple(map(span, calendar.daily(*hours))),
            units=units,
            **size.mark(),
        )
