"""Zones, transfers, rooms, shared resources and published slots."""

from hanoi.common import Row, inferred, read_facts, sourced, span, synthetic
from models import Resource, Room, Slot, Transfer, Zone
from models.clock import Span

GUIDELINES = "https://hanoiconvention.org/guidelines/"
PRACTICE_BACK_TO_BACK = (
    "https://unfccc.int/process-and-meetings/conferences/past-conferences/"
    "un-climate-change-conference-november-2017/venue-and-participation/book-a-meeting-room"
)
WORKSHOP_ROOMS = ("WS-60", "WS-80", "WS-100")


def zones() -> tuple[Zone, ...]:
    """Return the venue and the three seats of state."""
    facts = _facts()
    return (
        Zone(id="NCC", name="National Convention Center", **sourced(_source(facts["MAIN"]))),
        Zone(id="GOV", name="Government Headquarters", **sourced(_source(facts["GOV-HQ"]))),
        Zone(
            id="PARTY",
            name="Party Central Committee Headquarters",
            **sourced(_source(facts["PARTY-HQ"])),
        ),
        Zone(
            id="PALACE",
            name="Presidential Palace",
            **inferred("place of state receptions; no page names it for these days"),
        ),
    )


def transfers() -> tuple[Transfer, ...]:
    """Return the minutes on the road: none is published."""
    note = "escorted motorcade across the city, entry checks included; no figure published"
    near = "a short way, but a motorcade and two entry checks; no figure published"
    return (
        Transfer(from_zone="NCC", to_zone="GOV", minutes=25, **inferred(note)),
        Transfer(from_zone="NCC", to_zone="PARTY", minutes=25, **inferred(note)),
        Transfer(from_zone="NCC", to_zone="PALACE", minutes=30, **inferred(note)),
        Transfer(from_zone="GOV", to_zone="PARTY", minutes=20, **inferred(near)),
        Transfer(from_zone="GOV", to_zone="PALACE", minutes=20, **inferred(near)),
        Transfer(from_zone="PARTY", to_zone="PALACE", minutes=20, **inferred(near)),
    )


def rooms() -> tuple[Room, ...]:
    """Return the rooms of the venue and the off-site ones."""
    return (*_halls(), *_small_rooms(), *_off_site())


def _facts() -> dict[str, Row]:
    return {row["room_id"]: row for row in read_facts("rooms")}


def _source(row: Row) -> str:
    return row["source"]


def _halls() -> tuple[Room, ...]:
    facts = _facts()
    size = "capacity not published: 300 assumed for a hall of high-level events"
    booth = ("interpretation-booth", "camera")
    return (
        Room(
            id="MAIN",
            name="Main conference hall",
            capacity=3747,
            kinds=("plenary",),
            equipment=booth,
            zone="NCC",
            **sourced(
                _source(facts["MAIN"]), "no turnaround: opening and signing follow each other"
            ),
        ),
        Room(
            id="BANQ",
            name="Banquet hall",
            capacity=1200,
            kinds=("plenary",),
            equipment=booth,
            zone="NCC",
            turnaround_minutes=60,
            **sourced(_source(facts["BANQ"]), "capacity is the maximum; turnaround inferred"),
        ),
        *(
            Room(
                id=room,
                name=f"Room {room}",
                capacity=300,
                kinds=("side-event",),
                equipment=booth,
                zone="NCC",
                turnaround_minutes=15,
                **sourced(_source(facts[room]), f"{size}; turnaround inferred"),
            )
            for room in ("R313", "R339")
        ),
        Room(
            id="HALL",
            name="Meeting halls",
            capacity=400,
            kinds=("side-event",),
            equipment=booth,
            zone="NCC",
            turnaround_minutes=15,
            units=7,
            **sourced(
                _source(facts["HALLS-7"]),
                "400 to 700 seats each: the least is used; turnaround inferred",
            ),
        ),
    )


def _small_rooms() -> tuple[Room, ...]:
    return (*map(_workshop_rooms, (60, 80, 100)), *_other_small_rooms())


def _workshop_rooms(seats: int) -> Room:
    facts = _facts()
    size = facts["WS-12"]["capacity_note"]
    equipment: dict[int, tuple[str, ...]] = {
        60: (),
        80: ("camera",),
        100: ("camera", "interpretation-booth"),
    }
    return Room(
        id=f"WS-{seats}",
        name=f"Side-event rooms, {seats} seats",
        capacity=seats,
        kinds=("workshop",),
        equipment=equipment[seats],
        zone="NCC",
        turnaround_minutes=15,
        units=4,
        **inferred(
            f"a third of the 12 parallel rooms; {size}; turnaround from the 15 minutes"
            " between slots 2 and 3",
            _source(facts["WS-12"]),
        ),
    )


def _other_small_rooms() -> tuple[Room, ...]:
    facts = _facts()
    opening = (span(1, "07:00", "18:30"), span(2, "07:00", "15:00"))
    return (
        Room(
            id="BIL",
            name="Bilateral meeting rooms",
            capacity=12,
            kinds=("bilateral",),
            zone="NCC",
            open=opening,
            units=10,
            **inferred(
                "10 of the venue's 30 meeting rooms, set for 12; meetings back to back, as in"
                " the practice at the second address",
                f"{_source(facts['ROOMS-30'])} | {PRACTICE_BACK_TO_BACK}",
            ),
        ),
        Room(
            id="PRESS",
            name="Press conference room",
            capacity=450,
            kinds=("press",),
            equipment=("interpretation-booth", "camera"),
            zone="NCC",
            turnaround_minutes=15,
            **inferred("room not published; 400 reporters and more were accredited"),
        ),
        Room(
            id="EXPO",
            name="Exhibition, stands",
            capacity=20,
            kinds=("exhibition",),
            zone="NCC",
            units=24,
            **inferred("'more than 20 booths' is published; 24 assumed, 20 visitors each"),
        ),
    )


def _off_site() -> tuple[Room, ...]:
    facts = _facts()
    hours: tuple[Span, ...] = (span(1, "08:00", "18:00"), span(2, "08:00", "12:00"))
    note = "two salons of 40 seats and their hours are assumed"
    return (
        Room(
            id="GOV-HQ",
            name="Government Headquarters, salons",
            capacity=40,
            kinds=("bilateral",),
            zone="GOV",
            open=hours,
            units=2,
            **sourced(_source(facts["GOV-HQ"]), note),
        ),
        Room(
            id="PARTY-HQ",
            name="Party Central Committee Headquarters, salons",
            capacity=40,
            kinds=("bilateral",),
            zone="PARTY",
            open=hours,
            units=2,
            **sourced(_source(facts["PARTY-HQ"]), note),
        ),
        Room(
            id="PALACE",
            name="Presidential Palace, salons",
            capacity=40,
            kinds=("bilateral",),
            zone="PALACE",
            open=hours,
            units=2,
            **inferred(f"no page names it for these days; {note}"),
        ),
    )


def resources() -> tuple[Resource, ...]:
    """Return the shared resources; no figure is published."""
    return (
        Resource(
            id="interpreters",
            name="Interpreter teams",
            level=8,
            **synthetic("a team serves one event or one bilateral; number assumed"),
        ),
        Resource(id="livestream", name="Livestream crews", level=3, **synthetic("number assumed")),
        Resource(
            id="security",
            name="Close-protection details for meetings of heads of state or government",
            level=4,
            **synthetic("number assumed"),
        ),
    )


def slots() -> tuple[Slot, ...]:
    """Return the three published side-event slots."""
    published = {row["slot_id"]: row for row in read_facts("slots")}
    return tuple(
        Slot(
            id=name,
            start=span(2, row["start"], row["end"]).start,
            end=span(2, row["start"], row["end"]).end,
            **sourced(row["source"], row["note"]),
        )
        for name, row in published.items()
        if name in ("SE1", "SE2", "SE3")
    )
