"""What is held up waits, to the minute as in a simulation."""

from datetime import date, timedelta

from models import Instance, Timetable
from scheduler.sweeping.delays import Delays
from scheduler.sweeping.shifting import shifted
from scheduler.viewing.programme import Booking, Programme, read_programme
from tests.drawing.chance import Chance
from tests.drawing.trying import try_made

DAY = date(2025, 10, 25)


def simulated(programme: Programme, delays: Delays) -> dict[str, int]:
    """Return when each activity starts: every minute, whoever is ready begins."""
    instance, order = programme.instance, list(programme.bookings)
    longer = delays.longer
    first_of = {
        (person, b.date): b
        for b in reversed(order)
        if b.activity.kind != "plenary"
        for person in b.people
    }
    began: dict[str, int] = {}

    def end(b: Booking) -> int | None:
        start = began.get(b.activity.id)
        return None if start is None else start + b.activity.minutes + longer.get(b.activity.id, 0)

    def over(b: Booking, pause: int, minute: int) -> bool:
        ended = end(b)
        return ended is not None and ended + pause <= minute

    def pause(person: str, a: Booking, b: Booking) -> int:
        who, way = instance.person[person], (a.room.zone or "", b.room.zone or "")
        night = who.night_rest_minutes if a.date != b.date else 0
        return max(who.rest_minutes, night, instance.transfer_minutes.get(way, 0))

    def may_begin(b: Booking, minute: int) -> bool:
        earlier = order[: order.index(b)]
        ceremony = b.activity.kind == "plenary"
        for a in earlier:
            if (a.room.id, a.unit) == (b.room.id, b.unit):
                turned = a.activity.clear_down_minutes + a.room.turnaround_minutes
                if not over(a, turned + b.activity.set_up_minutes, minute):
                    return False
            if ceremony and a.activity.kind != "plenary":
                continue
            shared = set(a.people) & set(b.people)
            if not all(over(a, pause(person, a, b), minute) for person in shared):
                return False
        if ceremony:
            return True
        for person in b.people:
            came = b.start + delays.late.get((person, b.date), 0)
            if first_of[person, b.date] is b and minute < came:
                return False
        for name, amount in b.activity.resources.items():
            used = [a.activity.resources.get(name, 0) for a in earlier if not over(a, 0, minute)]
            if sum(used) + amount > instance.resource[name].level:
                return False
        return True

    minute = min((b.start for b in order), default=0)
    while len(began) < len(order):
        for b in order:
            if b.activity.id not in began and minute >= b.start and may_begin(b, minute):
                began[b.activity.id] = minute
        minute += 1
    return began


def made(chance: Chance) -> tuple[Instance, Timetable, Delays]:
    """Draw two days of activities anywhere, one on top of another too, and delays."""
    people = ["p0", "p1", "p2", "p3"]
    names = [f"a{n}" for n in range(chance.integer(2, 8))]
    days = [DAY, DAY + timedelta(days=1)]
    instance = Instance.model_validate(
        {
            "name": "made",
            "time_zone": "UTC",
            "grid_minutes": 5,
            "days": [{"date": day, "start": "09:00", "end": "24:00"} for day in days],
            "zones": [{"id": "east", "name": "east"}, {"id": "west", "name": "west"}],
            "transfers": [{"from_zone": "east", "to_zone": "west", "minutes": 15}],
            "rooms": [
                {"id": "e", "name": "e", "capacity": 9, "zone": "east", "turnaround_minutes": 5},
                {"id": "w", "name": "w", "capacity": 9, "zone": "west", "units": 2},
            ],
            "resources": [{"id": "teams", "name": "teams", "level": 2}],
            "people": [
                {"id": name, "name": name, "rest_minutes": 10 * (name == "p1")}
                | {"night_rest_minutes": 540 * (name == "p2")}
                for name in people
            ],
            "activities": [
                {"id": name, "title": name, "minutes": chance.integer(1, 90)}
                | {"kind": chance.choice(["plenary", "workshop", "bilateral"])}
                | {"people": chance.sample(people, chance.integer(0, 3))}
                | {"set_up_minutes": 5 * chance.maybe(0.3), "clear_down_minutes": 3}
                | {"resources": {"teams": chance.integer(1, 2)} if chance.maybe(0.5) else {}}
                for name in names
            ],
        }
    )
    hours = ("10:10", "10:40", "11:10", "23:40")
    places = [
        {"activity": name, "room": chance.choice("ew"), "unit": chance.integer(1, 2)}
        | {"start": f"{chance.choice(days)}T{chance.choice(hours)}"}
        for name in names
    ]
    delays = Delays(
        late={
            (person, day): chance.integer(1, 40)
            for person in people
            for day in days
            if chance.maybe(0.3)
        },
        longer={
            a.id: chance.integer(1, 40)
            for a in instance.activities
            if a.kind == "plenary" and chance.maybe(0.7)
        },
    )
    return instance, Timetable.model_validate({"placements": places}), delays


def test_shift_is_that_of_a_simulation() -> None:
    """Every start, to the minute, whatever the timetable; and much does wait."""
    waited = []

    def agrees(case: tuple[Instance, Timetable, Delays], _: Chance) -> None:
        instance, timetable, delays = case
        programme = read_programme(timetable, instance)
        held = {b.activity.id: b.start for b in shifted(programme, delays)}
        assert held == simulated(programme, delays)
        waited.append(sum(held[b.activity.id] > b.start for b in programme.bookings))

    try_made(agrees, made, examples=150)
    assert sum(many > 2 for many in waited) > 30
