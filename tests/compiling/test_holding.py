"""Holds: each kind removes what it says, adds nothing, and overrides no rule."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from models import Hold, Instance, Omit, Only, Put, Request, Span, Stay
from scheduler.compiling import Compiled, CompiledActivity, compile_instance, narrowed

Row = dict[str, Any]

BASE: Row = {
    "name": "test",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 30,
    "days": [{"date": "2025-10-25", "start": "09:00", "end": "11:00"}],
    "rooms": [
        {"id": "hall", "name": "Hall", "capacity": 20},
        {"id": "booth", "name": "Booth", "capacity": 4, "units": 2},
    ],
    "people": [{"id": "P", "name": "Peru"}],
    "availability": [{"person": "P", "start": "2025-10-25T09:00", "end": "2025-10-25T10:30"}],
}

TEN = datetime(2025, 10, 25, 10)
HALL_AT_TEN = {"activity": "a", "start": TEN, "room": "hall"}
FREE = ["09:00", "09:30", "10:00"]
"""Starts of half an hour with Peru."""


def make(**activity: Any) -> Instance:
    """Return an instance with one activity of half an hour, which may be left out."""
    row = {"id": "a", "kind": "bilateral", "title": "A", "minutes": 30, "people": ["P"]}
    return Instance.model_validate({**BASE, "activities": [{**row, "optional": True, **activity}]})


def held(
    *holds: Hold, stood: Row | None = None, instance: Instance | None = None
) -> tuple[CompiledActivity, list[str], list[str]]:
    """Return the activity under holds, its starts, and its rooms with their units."""
    instance = instance or make()
    placements = [stood] if stood else []
    request = Request.model_validate({"previous": {"placements": placements}, "holds": holds})
    compiled = narrowed(compile_instance(instance), request)
    (one,) = compiled.activities
    starts = [f"{instance.clock.moment(start):%H:%M}" for start in one.starts]
    return one, starts, [_room(compiled, room) for room in one.rooms]


def _room(compiled: Compiled, position: int) -> str:
    room = compiled.rooms[position]
    return room.id if room.unit is None else f"{room.id}/{room.unit}"


def span(start: str, end: str) -> Span:
    """Return a stretch of the day."""
    return Span.model_validate(f"2025-10-25T{start}/2025-10-25T{end}")


def test_without_holds_nothing_changes() -> None:
    """Not even the value."""
    compiled = compile_instance(make())
    assert narrowed(compiled, Request()) is compiled


@pytest.mark.parametrize(
    ("hold", "starts", "rooms", "must"),
    [
        (Stay(activity="a"), ["10:00"], ["hall"], True),
        (Stay(activity="a", what="time"), ["10:00"], ["hall", "booth"], True),
        (Stay(activity="a", what="room"), FREE, ["hall"], True),
        (Put(activity="a"), FREE, ["hall", "booth"], True),
        (Put(activity="a", start=TEN), ["10:00"], ["hall", "booth"], True),
        (Put(activity="a", room="booth"), FREE, ["booth"], True),
        (Put(activity="a", start=TEN, room="booth"), ["10:00"], ["booth"], True),
        (Omit(activity="a"), [], [], False),
        (Only(activity="a", rooms=("booth",)), FREE, ["booth"], False),
        (Only(activity="a", spans=(span("09:00", "10:00"),)), FREE[:2], ["hall", "booth"], False),
        (
            Only(activity="a", spans=(span("09:30", "10:00"), span("10:00", "11:00"))),
            FREE[1:],
            ["hall", "booth"],
            False,
        ),
    ],
)
def test_what_a_hold_leaves(hold: Hold, starts: list[str], rooms: list[str], must: bool) -> None:
    """Exactly these starts and rooms; what stays or is put somewhere has to take place."""
    one, left, there = held(hold, stood=HALL_AT_TEN)
    assert (left, there, one.must) == (starts, rooms, must)


def test_what_stands_nowhere_stays_without_a_place() -> None:
    """Listed without a place, or not listed at all; and it need not take place."""
    for stood in ({"activity": "a"}, {"activity": "gone", "start": TEN, "room": "hall"}):
        one, starts, rooms = held(Stay(activity="a"), stood=stood)
        assert (starts, rooms, one.must) == ([], [], False)


@pytest.mark.parametrize(
    "hold",
    [
        Put(activity="a", start=datetime(2025, 10, 25, 10, 30)),
        Put(activity="a", start=datetime(2025, 10, 25, 10, 15)),
        Only(activity="a", spans=(span("10:30", "11:00"),)),
        Only(activity="a", spans=(span("09:45", "10:10"),)),
    ],
)
def test_no_hold_overrides_a_rule(hold: Hold) -> None:
    """Peru has left, it is off the grid, or the span is too short: there is no place."""
    one, starts, rooms = held(hold)
    assert (starts, rooms) == ([], [])
    assert one.must == isinstance(hold, Put)


@pytest.mark.parametrize("what", ["place", "time", "room"])
def test_what_stood_where_nothing_is_legal_any_more_has_no_place(what: Any) -> None:
    """In a room that is no more, at a time when Peru is away; and it has to take place."""
    late = {"activity": "a", "start": TEN.replace(hour=18), "room": "attic"}
    one, starts, rooms = held(Stay(activity="a", what=what), stood=late)
    assert (starts, rooms, one.must) == ([], [], True)


def test_what_is_left_out_and_has_to_take_place_still_has_to() -> None:
    """So there is no timetable, as the rule says."""
    one, starts, _ = held(Omit(activity="a"), instance=make(optional=False))
    assert (one.must, starts) == (True, [])


def test_holds_of_one_activity_bind_together() -> None:
    """In whatever order."""
    holds: list[Hold] = [Put(activity="a"), Only(activity="a", rooms=("booth",))]
    holds.append(Only(activity="a", spans=(span("09:30", "10:30"),)))
    for some in (holds, holds[::-1]):
        one, starts, rooms = held(*some)
        assert (one.must, starts, rooms) == (True, FREE[1:], ["booth"])
    _, starts, rooms = held(*holds, Put(activity="a", room="hall"))
    assert (starts, rooms) == ([], [])


@pytest.fixture
def apart() -> Callable[[], Instance]:
    """Make the instance with another activity, that is pinned to a booth: they are told apart."""

    def made() -> Instance:
        pinned = {"id": "b", "kind": "bilateral", "title": "B", "minutes": 30, "optional": True}
        rows = [*make().model_dump()["activities"], pinned | {"pin_room": "booth", "pin_unit": 1}]
        return Instance.model_validate({**BASE, "activities": rows})

    return made


@pytest.mark.parametrize(
    ("hold", "rooms"),
    [
        (Stay(activity="a"), ["booth/2"]),
        (Stay(activity="a", what="room"), ["booth/2"]),
        (Stay(activity="a", what="time"), ["hall", "booth/1", "booth/2"]),
        (Put(activity="a", room="booth"), ["booth/1", "booth/2"]),
        (Put(activity="a", room="booth", unit=1), ["booth/1"]),
        (Only(activity="a", rooms=("booth",)), ["booth/1", "booth/2"]),
    ],
)
def test_units_that_are_told_apart_are_held(
    hold: Hold, rooms: list[str], apart: Callable[[], Instance]
) -> None:
    """With the room its unit stays; put into a room alone it may be in any of its units."""
    request = Request.model_validate(
        {
            "previous": {
                "placements": [{"activity": "a", "start": TEN, "room": "booth", "unit": 2}]
            },
            "holds": [hold],
        }
    )
    compiled = narrowed(compile_instance(apart()), request)
    assert [_room(compiled, room) for room in compiled.activities[0].rooms] == rooms
    assert compiled.activities[1] is not None
    assert compiled.activities[1].source.id == "b"
