"""Plenaries and press conferences: placed before all else, and pinned there."""

from math import ceil

from models import Activity, Room
from models.names import Kind
from scheduler.generating.calendar import Calendar, moment
from scheduler.generating.cast import HOST, MINISTER, SPOKESPERSON
from scheduler.generating.hidden import Hidden, HiddenPlace
from scheduler.generating.size import Size

DEBATE_HOURS = (10, 11, 12, 15, 16, 17)
SPEAKERS = 12
"""Statements of five minutes in an hour of debate."""

AT_BANQUET = 4
"""Lowest level that is invited to the banquet."""


def hold_ceremonies(hidden: Hidden, rooms: dict[str, Room], calendar: Calendar, size: Size) -> None:
    """Add opening, banquet, debates, closing and press conferences with who can be there."""
    cast, last = hidden.cast, calendar.days - 1
    everybody = [*cast.by_rank(), MINISTER]
    banqueters = [head for head in everybody if cast.level.get(head, 1) <= AT_BANQUET]
    closing = calendar.window(last)[1] - 60 if last else calendar.at(0, 18)
    for name, title, room, start, minutes, invited in (
        ("P-opening", "Opening", "MAIN", calendar.at(0, 9), 60, everybody),
        ("P-closing", "Closing", "MAIN", closing, 30, everybody),
        ("P-banquet", "Banquet", "BANQUET", calendar.at(0, 19), 120, banqueters),
    ):
        _hold(hidden, size, name, title, rooms[room], start, minutes, invited)
    _hold_debates(hidden, rooms["MAIN"], calendar, size)
    random = size.random("press")
    for day in range(calendar.days):
        guest = random.choice(list(cast.level))
        speakers = list(dict.fromkeys((SPOKESPERSON, HOST if day == 0 else guest)))
        name, start = f"N-day-{day + 1:02}", calendar.at(day, 14)
        _hold(hidden, size, name, "Press briefing", rooms["PRESS"], start, 30, speakers)


def _hold_debates(hidden: Hidden, hall: Room, calendar: Calendar, size: Size) -> None:
    """Add hours of debate; each head attends one of them, the highest in rank first."""
    needed = ceil(size.heads / SPEAKERS)
    a_day = ceil(needed / calendar.days)
    hours = [
        calendar.at(day, hour)
        for day in range(calendar.days)
        for hour in DEBATE_HOURS[:a_day]
        if calendar.at(day, hour + 2) <= calendar.window(day)[1]
    ][:needed]
    seats = ceil(size.heads / len(hours))
    speakers: dict[int, list[str]] = {start: [] for start in hours}
    for head in hidden.cast.by_rank():
        for start, chosen in speakers.items():
            place = HiddenPlace(hall, 1, (start, start + 60))
            if len(chosen) < seats and hidden.can_attend(head, place):
                chosen.append(head)
                break
    for number, (start, chosen) in enumerate(speakers.items(), 1):
        if chosen:
            title = f"General debate, part {number}"
            _hold(hidden, size, f"P-debate-{number:02}", title, hall, start, 60, chosen)


def _hold(
    hidden: Hidden,
    size: Size,
    name: str,
    title: str,
    room: Room,
    start: int,
    minutes: int,
    invited: list[str],
) -> None:
    kind: Kind = room.kinds[0]
    place = HiddenPlace(room, 1, (start, start + minutes))
    people = tuple(person for person in invited if hidden.can_attend(person, place))
    hidden.hold(
        Activity(
            id=name,
            kind=kind,
            title=title,
            minutes=minutes,
            people=people,
            audience=round(0.8 * room.capacity),
            equipment=("interpretation-booth",),
            resources={"interpreters": 1 + (kind == "plenary"), "livestream": 1},
            pin_start=moment(start),
            pin_room=room.id,
            **size.mark(),
        ),
        place,
    )
