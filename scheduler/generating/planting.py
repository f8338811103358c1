"""From a size to an instance, and the hidden timetable that it was made around."""

from math import ceil

from models import Instance, InstanceError, Resource, Timetable
from scheduler.generating.calendar import TIME_ZONE, Calendar, day_rows, slot_rows
from scheduler.generating.cast import draw_cast
from scheduler.generating.ceremonies import hold_ceremonies
from scheduler.generating.events import Events
from scheduler.generating.hidden import Hidden
from scheduler.generating.requests import requests
from scheduler.generating.rules import rules
from scheduler.generating.size import Size
from scheduler.generating.venue import (
    EVENT_HOURS,
    bilateral_rooms,
    event_rooms,
    fixed_rooms,
    transfer_rows,
    zone_rows,
)


def planted(size: Size) -> tuple[Instance, Timetable]:
    """Make an instance whose mandatory part has a timetable.

    Parameters
    ----------
    size
        How many of each, and the seed; the same size gives the same instance, byte for byte.

    Returns
    -------
    Instance
        Every row is marked synthetic, with the seed.
    Timetable
        The hidden timetable: every mandatory activity, no bilateral, no hard rule broken.

    Raises
    ------
    InstanceError
        There are too few heads for the bilaterals, or no places were found for all
        workshops and side events.
    """
    faults = list(size.faults())
    if faults:
        raise InstanceError(faults)
    try:
        return _planted(size, packed=False)
    except InstanceError:
        return _planted(size, packed=True)


def _planted(size: Size, *, packed: bool) -> tuple[Instance, Timetable]:
    calendar = Calendar(size.days, size.grid)
    cast = draw_cast(calendar, size)
    hidden = Hidden(cast, packed=packed)
    fixed, events = list(fixed_rooms(size)), list(event_rooms(calendar, size))
    for room in events:
        hidden.open(room, calendar.daily(*EVENT_HOURS[room.zone or ""]))
    hold_ceremonies(hidden, {room.id: room for room in fixed}, calendar, size)
    Events(hidden, events, calendar, size).hold_all()
    press = [activity for activity in hidden.activities if activity.kind == "press"]
    others = [activity for activity in hidden.activities if activity.kind != "press"]
    name = f"synthetic-{size.heads}-{size.days}-{size.bilaterals}-seed-{size.seed}"
    instance = Instance(
        name=name,
        title=(
            f"Synthetic summit: {size.heads} heads, {size.days} days, "
            f"{size.bilaterals} bilaterals, seed {size.seed}"
        ),
        time_zone=TIME_ZONE,
        grid_minutes=size.grid,
        days=tuple(day_rows(calendar)),
        zones=tuple(zone_rows(size)),
        transfers=tuple(transfer_rows(size)),
        rooms=(*fixed, *events, *bilateral_rooms(calendar, size)),
        delegations=tuple(cast.delegations),
        people=tuple(cast.people),
        availability=tuple(cast.availability),
        resources=tuple(_resources(hidden, size)),
        slots=tuple(slot_rows(calendar, size)),
        activities=(*others, *requests(cast, calendar, size), *press),  # the order of the files
        rules=tuple(rules(hidden, size)),
    )
    return instance, Timetable(instance=name, time_zone=TIME_ZONE, placements=hidden.placements())


def _resources(hidden: Hidden, size: Size) -> list[Resource]:
    """Return what is shared: enough for the hidden timetable, and some for bilaterals."""
    spare = {
        "interpreters": ("Interpreter teams", ceil(0.2 * size.meeting_rooms)),
        "livestream": ("Livestream crews", 0),
        "security": ("Close-protection details", 2 + ceil(0.2 * size.meeting_rooms)),
    }
    return [
        Resource(id=name, name=title, level=hidden.peak(name) + more, **size.mark())
        for name, (title, more) in spare.items()
    ]
