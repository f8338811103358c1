"""Each change of a scenario does what its words say, or says why it cannot."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Scenario
from scheduler import load_instance
from scheduler.sweeping.applying import applied

DAY = "2025-10-25"


@pytest.fixture(scope="module")
def tiny() -> Instance:
    """The smallest instance that comes with the product."""
    return load_instance("instances/tiny")


@pytest.fixture(scope="module")
def hanoi() -> Instance:
    """One with published slots, rooms that are listed, and heads who leave early."""
    return load_instance("instances/hanoi-2025-10-14")


def after(instance: Instance, *changes: dict[str, Any]) -> tuple[Instance, str]:
    scenario = Scenario.model_validate({"name": "what if", "changes": changes})
    return applied(instance, scenario)


def test_numbers_are_set_or_changed(tiny: Instance) -> None:
    """Several changes are made one after the other."""
    changed, words = after(
        tiny,
        {"change": "units", "room": "BOOTH", "more": 2},
        {"change": "level", "resource": "interpreters", "to": 0},
        {"change": "turnaround", "more": -10},
        {"change": "rest", "to": 15},
        {"change": "rest", "person": "host", "more": 5},
        {"change": "priority", "activities": ["b4"], "to": 9},
        {"change": "duration", "kind": "bilateral", "delegation": "del-c", "more": -10},
    )
    assert changed.room["BOOTH"].units == 4
    assert changed.resource["interpreters"].level == 0
    assert [room.turnaround_minutes for room in changed.rooms] == [20, 0, 0]
    assert [person.rest_minutes for person in changed.people] == [20, 15, 15, 15, 15]
    assert [changed.activity[name].priority for name in ("b1", "b4")] == [3, 9]
    assert [changed.activity[name].minutes for name in ("b1", "b3", "b4")] == [30, 20, 20]
    assert words.startswith("4 units of Booths instead of 2; 0 of Interpreter team instead of 1; ")
    assert words.endswith("; priority 9 of b4; duration -10 minutes of 2 activities")


def test_repairs_are_scenarios_as_the_documentation_says(tiny: Instance) -> None:
    """Each of its table can be made, and what it says is in there."""
    text = Path("docs/sweeping.md").read_text(encoding="utf-8")
    table = text.partition("| repair | change |")[2].partition("\n\n")[0]
    changes = re.findall(r"`(\{.*?\})`", table)
    assert len(changes) == 9
    words = [after(tiny, tomllib.loads(f"change = {change}")["change"])[1] for change in changes]
    assert words[0] == "4 units of Booths instead of 2"
    assert words[4].endswith("is there 2025-10-25 09:00 to 12:30")


def test_what_is_gone_stays_in_its_table_but_a_rule(tiny: Instance) -> None:
    """As for the what-ifs of an instance."""
    changed, words = after(
        tiny, {"change": "without", "room": "STUDY"}, {"change": "without", "rule": "host-first"}
    )
    assert changed.room["STUDY"].state == "closed"
    assert not changed.rules
    assert words == "without room STUDY; without rule host-first"


def test_one_more_room_in_one_slot(hanoi: Instance) -> None:
    """What may be in the room that it is like may be in it, while it is open."""
    changed, words = after(
        hanoi, {"change": "add-room", "id": "WS-9", "like": "WS-60", "slots": ["SE2"]}
    )
    room = changed.room["WS-9"]
    assert (room.units, room.capacity) == (1, hanoi.room["WS-60"].capacity)
    assert changed.clock.interval(room.open[0]) == tuple(
        changed.clock.minute(moment) for moment in (hanoi.slot["SE2"].start, hanoi.slot["SE2"].end)
    )
    assert len(room.open) == 1
    may = [{a.id for a in changed.activities if name in a.rooms} for name in ("WS-60", "WS-9")]
    assert may[0] == may[1] != set()
    assert words.endswith(", open 2025-10-26 12:00 to 13:15")


def test_one_more_slot(hanoi: Instance) -> None:
    """What names the slot that it is like may be in it too."""
    times = {"start": "2025-10-26T14:45", "end": "2025-10-26T16:00"}
    changed, _ = after(hanoi, {"change": "add-slot", "id": "SE9", "like": "SE1", **times})
    both = [
        {a.id for a in changed.activities if name in (a.slots or ())} for name in ("SE1", "SE9")
    ]
    assert both[0] == both[1] != set()


def test_hours_of_days_people_and_rooms(tiny: Instance) -> None:
    """Longer, in place of what is stated, or busy besides."""
    changed, words = after(
        tiny,
        {"change": "day", "date": DAY, "earlier_minutes": 30, "later_minutes": 60},
        {"change": "hours", "person": "host", "earlier_minutes": 30, "later_minutes": 60},
        {"change": "hours", "person": "a", "busy": [f"{DAY}T10:00/{DAY}T10:30"]},
        {"change": "hours", "person": "b", "present": [f"{DAY}T09:00/{DAY}T12:00"]},
        {"change": "opening", "room": "BOOTH", "open": [f"{DAY}T09:00/{DAY}T10:00"]},
    )
    opens, _ = tiny.windows[0]
    assert changed.windows == ((opens - 30, opens + 240),)
    assert changed.free["host"] == [(opens - 30, opens + 180)]
    assert changed.free["a"][1][0] - changed.free["a"][0][1] == 30
    assert changed.free["b"] == [(opens, opens + 180)]
    assert len(changed.room["BOOTH"].open) == 1
    assert words.startswith(f"{DAY} begins at 08:30 and ends at 13:00; Minister of the host is ")


def test_weights_and_tiers(tiny: Instance) -> None:
    """Other parts of the policy stay."""
    changed, _ = after(
        tiny,
        {"change": "tiers", "tiers": [{"coverage": 1}, {"breaks": 1, "preference": 1}]},
        {"change": "weight", "goal": "breaks", "to": 4},
    )
    assert changed.policy.tiers == ({"coverage": 1}, {"breaks": 4, "preference": 1})
    assert changed.policy.break_minutes == tiny.policy.break_minutes


def test_more_demand_is_drawn_and_marked(hanoi: Instance) -> None:
    """The same seed draws the same; nobody meets anybody twice; every row is synthetic."""
    change = {"change": "demand", "percent": 30, "seed": 5}
    changed, words = after(hanoi, change)
    made = changed.activities[len(hanoi.activities) :]
    assert len(made) == 66
    assert words == "66 more requests, made up with seed 5"
    assert {(a.status, a.source, a.optional) for a in made} == {("synthetic", "seed 5", True)}
    pairs = [frozenset(a.people) for a in changed.activities if a.kind == "bilateral"]
    assert len(set(pairs)) - len({frozenset(a.people) for a in hanoi.activities}) <= 66
    assert all(pairs.count(frozenset(a.people)) == 1 for a in made)
    assert after(hanoi, change)[0].sha256 == changed.sha256
    assert after(hanoi, change | {"seed": 6})[0].sha256 != changed.sha256


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"change": "units", "room": "BOTH", "to": 1}, "did you mean BOOTH"),
        ({"change": "units", "room": "BOOTH", "to": 0}, "greater than or equal to 1"),
        ({"change": "level", "resource": "teams", "to": 1}, "an id of resources"),
        ({"change": "without", "rule": "host-last"}, "did you mean host-first"),
        ({"change": "priority", "activities": ["b9"], "to": 1}, "an id of activities"),
        ({"change": "priority", "kind": "press", "to": 1}, "no activity is meant"),
        ({"change": "day", "date": "2025-10-26", "later_minutes": 5}, "no day of the event"),
        ({"change": "day", "date": DAY, "earlier_minutes": 600}, "the date before"),
        ({"change": "hours", "person": "a", "later_minutes": 60}, "always there already"),
        ({"change": "add-room", "id": "HALL", "like": "HALL"}, "HALL"),
        ({"change": "demand", "percent": 1000}, "meet already"),
        ({"change": "weight", "goal": "breaks", "to": 2}, ""),
    ],
)
def test_what_cannot_be_says_why(tiny: Instance, change: dict[str, Any], said: str) -> None:
    """Each is a ValueError with a reason; the last one can be, as a test of the test."""
    if not said:
        after(tiny, change)
        return
    with pytest.raises(ValueError, match=said):
        after(tiny, change)
