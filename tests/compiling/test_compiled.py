"""What is legal for an activity alone: each rule, and all of them against the referee."""

from typing import Any, get_args

import pytest

from models import Instance, StandingRule
from scheduler.compiling import (
    ROOM_RULES,
    TIME_RULES,
    Legality,
    compile_instance,
    restricted,
)

Row = dict[str, Any]

BASE: Row = {
    "name": "test",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 30,
    "days": [
        {"date": "2025-10-25", "start": "09:00", "end": "11:00"},
        {"date": "2025-10-26", "start": "09:15", "end": "11:00"},
    ],
    "rooms": [
        {"id": "hall", "name": "Hall", "capacity": 20, "kinds": ["plenary"], "equipment": ["mic"]},
        {"id": "booth", "name": "Booth", "capacity": 4, "units": 2},
    ],
    "people": [{"id": "P", "name": "Peru"}, {"id": "Q", "name": "Qatar"}],
    "availability": [
        {"person": "P", "start": "2025-10-25T09:30", "end": "2025-10-25T11:00"},
        {"person": "Q", "start": "2025-10-25T10:30", "end": "2025-10-26T10:00", "state": "busy"},
    ],
    "slots": [
        {"id": "s", "start": "2025-10-25T09:30", "end": "2025-10-25T10:30"},
        {"id": "t", "start": "2025-10-25T10:00", "end": "2025-10-25T10:15"},
    ],
}


def make(tables: Row | None = None, **activity: Any) -> Instance:
    """Return the instance above with one activity of half an hour."""
    row = {"id": "a", "kind": "bilateral", "title": "A", "minutes": 30, **activity}
    return Instance.model_validate({**BASE, "activities": [row], **(tables or {})})


def legal(tables: Row | None = None, **activity: Any) -> tuple[list[str], list[str]]:
    """Return starts, such as ``25 09:00``, and rooms that are left."""
    instance = make(tables, **activity)
    (one,) = compile_instance(instance).activities
    starts = [f"{instance.clock.moment(start):%d %H:%M}" for start in one.starts]
    return starts, [instance.rooms[room].id for room in one.rooms]


def day(text: str) -> str:
    start, _, end = text.partition("-")
    return f"2025-10-25T{start}/2025-10-25T{end}"


FIRST = ["25 09:00", "25 09:30", "25 10:00", "25 10:30"]
SECOND = ["26 09:15", "26 09:45", "26 10:15"]
STARTS: dict[str, list[tuple[Row, list[str]]]] = {
    "window": [
        ({}, FIRST + SECOND),
        ({"minutes": 46}, FIRST[:3] + SECOND[:2]),
        ({"minutes": 120}, FIRST[:1]),
        ({"minutes": 121}, []),
        ({"set_up_minutes": 60, "clear_down_minutes": 60}, FIRST + SECOND),
    ],
    "allowed-times": [
        ({"slots": ["s"]}, ["25 09:30"]),
        ({"slots": ["t"]}, []),
        ({"slots": ["s"], "minutes": 61}, []),
        ({"spans": [day("09:01-10:30")]}, FIRST[1:3]),
        ({"spans": [day("09:30-10:00"), day("09:00-09:30")], "minutes": 31}, FIRST[:1]),
        ({"spans": [day("09:00-09:30"), day("09:31-10:01")], "minutes": 31}, []),
        ({"slots": ["s"], "spans": [day("10:30-11:00")]}, ["25 09:30", "25 10:30"]),
    ],
    "pinned-time": [
        ({"pin_start": "2025-10-26T09:45"}, ["26 09:45"]),
        ({"pin_start": "2025-10-25T10:30", "slots": ["s"]}, []),
        ({"pin_start": "2025-10-25T10:30", "minutes": 31}, []),
    ],
    "person-availability": [
        ({"people": ["P"]}, FIRST[1:]),
        ({"people": ["Q"]}, [*FIRST[:3], "26 10:15"]),
        ({"people": ["P", "Q"]}, FIRST[1:3]),
        ({"wished_people": ["P", "Q"]}, FIRST + SECOND),
    ],
}
ROOMS: dict[str, list[tuple[Row, list[str]]]] = {
    "pinned-room": [
        ({"pin_room": "booth"}, ["booth"]),
        ({"pin_room": "hall", "kind": "plenary"}, ["hall"]),
    ],
    "allowed-rooms": [
        ({"rooms": ["booth"], "kind": "plenary"}, ["booth"]),
        ({"rooms": ["hall"]}, []),
        ({"rooms": ["hall", "booth"], "pin_room": "booth"}, ["booth"]),
    ],
    "room-closed": [({}, ["booth"])],
    "room-kind": [({"kind": "plenary"}, ["hall", "booth"]), ({"kind": "press"}, ["booth"])],
    "room-capacity": [
        ({"kind": "plenary", "seats": 4}, ["hall", "booth"]),
        ({"kind": "plenary", "seats": 5}, ["hall"]),
        ({"kind": "plenary", "seats": 21}, []),
        ({"kind": "plenary", "audience": 21}, ["hall", "booth"]),
    ],
    "room-equipment": [
        ({"kind": "plenary", "equipment": ["mic"]}, ["hall"]),
        ({"kind": "plenary", "equipment": ["mic", "lift"]}, []),
    ],
}


def test_cases_cover_every_rule_that_binds_one_activity() -> None:
    """Each rule is named as in the contract and has cases here."""
    assert list(STARTS) == [name for name, _ in TIME_RULES]
    assert list(ROOMS) == [name for name, _ in ROOM_RULES]
    assert {*STARTS, *ROOMS} <= set(get_args(StandingRule))
    for name, rule in (*TIME_RULES, *ROOM_RULES):
        assert rule.__name__.replace("_", "-") == name


@pytest.mark.parametrize("name", STARTS)
def test_time_rule_leaves_its_starts(name: str) -> None:
    """Exactly those on the grid that the rule and the window allow."""
    for activity, expected in STARTS[name]:
        starts, _ = legal(**activity)
        assert starts == expected, activity


@pytest.mark.parametrize("name", ROOMS)
def test_room_rule_leaves_its_rooms(name: str) -> None:
    """Exactly those that the rule allows."""
    for activity, expected in ROOMS[name]:
        _, rooms = legal(**activity)
        assert rooms == expected, activity


def test_openings_bind_the_starts_of_their_room_alone() -> None:
    """Set-up to clear-down lies in one opening; touching openings are one."""
    spans = [day("08:30-09:30"), day("09:30-10:30")]
    rooms = [
        {"id": "hall", "name": "Hall", "capacity": 20, "open": spans},
        {"id": "booth", "name": "Booth", "capacity": 4},
        {
            "id": "shut",
            "name": "Shut",
            "capacity": 4,
            "open": ["2025-10-27T09:00/2025-10-27T10:00"],
        },
    ]
    instance = make({"rooms": rooms}, set_up_minutes=30, clear_down_minutes=30)
    (one,) = compile_instance(instance).activities
    opens = instance.windows[0][0]
    assert one.rooms == {0: frozenset({opens, opens + 30}), 1: None}
    assert len(one.starts) == len(FIRST + SECOND)
    instance = make({"rooms": rooms[:1]}, set_up_minutes=30, clear_down_minutes=30)
    (alone,) = compile_instance(instance).activities
    assert alone.starts == (opens, opens + 30)
    (nowhere,) = compile_instance(make({"rooms": rooms[2:]})).activities
    assert (nowhere.starts, nowhere.rooms) == ((), {})


@pytest.mark.parametrize("grid", [5, 10, 15, 30, 25, 1])
def test_grid_begins_with_each_day(grid: int) -> None:
    """Day start + k x grid, on every grid, also where it does not divide the hour."""
    instance = make({"grid_minutes": grid, "slots": []})
    (one,) = compile_instance(instance).activities
    expected = [s for a, b in instance.windows for s in range(a, b - 29, grid)]
    assert list(one.starts) == expected


def test_restricted_holds_all_but_the_free() -> None:
    """Those not free are fixed at one place, or at none; the free ones are unchanged."""
    rows = [
        {"id": name, "kind": "plenary", "title": name, "minutes": 30, "optional": True}
        for name in "abc"
    ]
    compiled = compile_instance(make({"activities": rows}))
    opens = compiled.instance.windows[0][0]
    held = restricted(compiled, ((opens, 1), None, (opens, 0)), {2})
    a, b, c = held.activities
    assert (a.starts, a.rooms, a.must) == ((opens,), {1: None}, True)
    assert (b.starts, b.rooms, b.must) == ((), {}, False)
    assert c == compiled.activities[2]


def test_units_are_told_apart_only_where_something_does() -> None:
    """By a pinned unit, or by a same-room rule on what may be there."""
    rows = [{"id": name, "kind": "bilateral", "title": name, "minutes": 30} for name in ("a", "b")]
    rule = {"id": "R", "kind": "same-room", "activities": ["a", "b"]}
    counted = compile_instance(make({"activities": rows}))
    assert [(room.id, room.units, room.unit) for room in counted.rooms] == [
        ("hall", 1, None),
        ("booth", 2, None),
    ]
    pinned = [{**rows[0], "pin_room": "booth", "pin_unit": 2}, rows[1]]
    for tables in ({"activities": pinned}, {"activities": rows, "rules": [rule]}):
        apart = compile_instance(make(tables))
        assert [(room.id, room.units, room.unit) for room in apart.rooms] == [
            ("hall", 1, None),
            ("booth", 1, 1),
            ("booth", 1, 2),
        ]


def test_legality_is_asked_one_rule_at_a_time() -> None:
    """So that an explanation can say which rule removed what."""
    instance = make(people=["P"], pin_start="2025-10-25T10:00", rooms=["booth"])
    legality = Legality(instance)
    activity = instance.activities[0]
    opens = instance.windows[0][0]
    allowed = {name: rule(legality, activity) for name, rule in TIME_RULES}
    assert allowed["allowed-times"] is None
    assert allowed["pinned-time"] == [(opens + 60, opens + 61)]
    assert allowed["person-availability"] == [(opens + 30, opens + 91)]
    assert [room.id for room in legality.rooms(activity)] == ["booth"]
