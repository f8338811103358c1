"""What is left when rows are cancelled or withdrawn, in the solver's reading and the referee's."""

from typing import Any

import pytest

from models import Instance, Placement, Timetable
from scheduler.checking import check
from scheduler.checking.remaining import remaining
from scheduler.compiling import cancelled, compile_instance, effective, withdrawn
from tests.drawing.chance import Chance
from tests.drawing.drawn import Drawn, takes_place
from tests.drawing.trying import try_drawn

Row = dict[str, Any]


def made(rules: tuple[Row, ...] = (), **states: str) -> Instance:
    """Return an instance in which the rows of these ids have a state."""
    rows: dict[str, list[Row]] = {
        "rooms": [{"id": "hall", "name": "Hall", "capacity": 9}],
        "delegations": [{"id": "peru", "name": "Peru"}, {"id": "cuba", "name": "Cuba"}],
        "people": [
            {"id": "p", "name": "Head, Peru", "delegation": "peru"},
            {"id": "c", "name": "Head, Cuba", "delegation": "cuba"},
            {"id": "chair", "name": "Chair"},
        ],
        "availability": [{"person": "p", "start": "2025-10-25T09:00", "end": "2025-10-25T12:00"}],
        "activities": [
            {"id": "open", "kind": "plenary", "people": "p;c;chair"},
            {"id": "talk", "kind": "workshop", "people": "p", "wished_people": "c"},
            {"id": "pc", "kind": "bilateral", "people": "p;c"},
            {"id": "fair", "kind": "exhibition"},
        ],
    }
    for table in rows.values():
        for row in table:
            row["state"] = states.get(row.get("id", ""), row.get("state"))
    for row in rows["availability"]:
        del row["state"]
    for row in rows["activities"]:
        row |= {"title": row["id"], "minutes": 30}
    return Instance.model_validate(
        {
            "name": "test",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
            "rules": [{"id": f"r{n}", **rule} for n, rule in enumerate(rules)],
            **rows,
        }
    )


@pytest.mark.parametrize(
    ("states", "off", "gone"),
    [
        ({}, set(), set()),
        ({"pc": "cancelled"}, {"pc"}, set()),
        ({"fair": "cancelled", "open": "cancelled"}, {"fair", "open"}, set()),
        ({"p": "withdrawn"}, {"pc", "talk"}, {"p"}),
        ({"peru": "withdrawn"}, {"pc", "talk"}, {"p"}),
        ({"c": "withdrawn"}, {"pc"}, {"c"}),
        ({"p": "withdrawn", "cuba": "withdrawn"}, {"pc", "talk"}, {"p", "c"}),
        ({"p": "withdrawn", "c": "withdrawn", "chair": "withdrawn"}, {"open", "pc", "talk"},
         {"p", "c", "chair"}),
        ({"hall": "closed"}, set(), set()),
    ],
)  # fmt: skip
def test_what_follows(states: Row, off: set[str], gone: set[str]) -> None:
    """A bilateral needs every side, anything else somebody of those it requires."""
    instance = made(**states)
    assert cancelled(instance) == off
    assert withdrawn(instance) == gone
    for left in (effective(instance), remaining(instance)):
        assert set(left.activity) == set(instance.activity) - off
        assert set(left.person) == set(instance.person) - gone
        named = {name for a in left.activities for name in (*a.people, *a.wished_people)}
        assert not named & gone
        assert not {row.person for row in left.availability} & gone
    assert (effective(instance) is instance) == (not off and not gone)


@pytest.mark.parametrize(
    ("rule", "states", "expected"),
    [
        ({"kind": "apart", "activities": "open;pc;fair"}, {"pc": "cancelled"},
         [("open", "fair")]),
        ({"kind": "apart", "activities": "open;pc"}, {"pc": "cancelled"}, []),
        ({"kind": "precedence", "activities": "open;pc;fair"}, {"pc": "cancelled"}, []),
        ({"kind": "precedence", "activities": "open;fair;pc;talk"}, {"pc": "cancelled"},
         [("open", "fair")]),
        ({"kind": "at-most-parallel", "limit": 1, "activities": "open;pc"}, {"pc": "cancelled"},
         [("open",)]),
        ({"kind": "fair-breaks", "people": "p;c"}, {"p": "withdrawn"}, [()]),
        ({"kind": "fair-breaks", "people": "p"}, {"p": "withdrawn"}, []),
    ],
)  # fmt: skip
def test_rules_judge_what_is_left(rule: Row, states: Row, expected: list[Row]) -> None:
    """References to what is gone are legal, and have no effect."""
    rules = effective(made((rule,), **states)).rules
    assert [known.activities for known in rules] == expected
    assert all("p" not in known.people for known in rules)


def test_cancelled_activity_takes_no_place_in_the_timetable_either() -> None:
    """Its old place is ignored: whatever is there now is not in its way, and nobody is engaged."""
    instance = made(pc="cancelled")
    there = {"start": "2025-10-25T09:00", "room": "hall"}
    places = [
        Placement(activity="pc", **there),
        Placement(activity="open", **there),
        Placement(activity="talk", start="2025-10-25T10:00", room="hall"),
        Placement(activity="fair", start="2025-10-25T11:00", room="hall"),
    ]
    assert not check(instance, Timetable(placements=tuple(places))).violations
    (lost,) = check(instance, Timetable(placements=tuple(places[:2] + places[3:]))).violations
    assert (lost.rule, lost.subject) == ("mandatory", "talk")


def test_both_readings_agree() -> None:
    """On drawn instances solver and referee leave the same; also if a row is gone that is named."""

    def agree(drawn: Drawn, chance: Chance) -> None:
        whole, lost = drawn.instance, chance.choice(drawn.instance.activities)
        others = tuple(a for a in whole.activities if a is not lost)
        for instance in (whole, whole.model_copy(update={"activities": others})):
            mine, theirs = effective(instance), remaining(instance)
            for table in ("activities", "people", "availability", "rooms"):
                assert getattr(mine, table) == getattr(theirs, table)
            on = {a.id for a in instance.activities if takes_place(instance, a)}
            assert on == set(mine.activity)
            assert on == compile_instance(instance).position.keys()
            stated, left = (check(known, drawn.planted) for known in (instance, mine))
            assert stated.violations == left.violations
            for goal, score in stated.scores.items():
                assert score.value == left.scores[goal].value

    try_drawn(agree, examples=100, planted=True)
