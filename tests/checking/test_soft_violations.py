"""What soft rules cost, breach by breach, and where that is shown."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Judgement, Timetable
from scheduler import plot_overview, render, tables
from scheduler.checking import check, soft_violations
from scheduler.solving import solve
from scheduler.viewing.judging import judgement
from scheduler.wording.outcomes import softly_broken_text
from tests.drawing.chance import Chance

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]

RULES = [
    {"id": "one", "kind": "same-room", "activities": "a;b;c", "weight": 5},
    {"id": "two", "kind": "at-most-parallel", "activities": "a;b;c", "limit": 1, "weight": 7},
    {"id": "hard", "kind": "apart", "activities": "a;b"},
    {"id": "kept", "kind": "precedence", "activities": "a;c", "weight": 9},
]


@pytest.fixture(name="broken")
def broken_fixture(summit: Summit, timetable: Places) -> tuple[Instance, Timetable]:
    """Three meetings of which a and b are apart in a hard rule and everything in soft ones."""
    instance = summit(activities=[{"id": name} for name in "abc"], rules=RULES)
    return instance, timetable("a 09:00 hall", "b 09:30 salon", "c 11:00 hall")


def test_each_breach_has_its_cost(broken: tuple[Instance, Timetable]) -> None:
    """Of soft rules only, with weight and count; a rule that is kept has none."""
    instance, timetable = broken
    found = [(v.subject, v.activities, v.violations, v.cost) for v in soft_violations(*broken)]
    assert found == [
        ("one", ("a", "b"), 1, 5),
        ("one", ("b", "c"), 1, 5),
        ("two", ("a", "b"), 1, 7),
    ]
    assert [v.subject for v in check(instance, timetable).violations] == ["hard"]


def test_costs_add_up_to_the_goal(try_drawn: Callable[..., None]) -> None:
    """Of drawn timetables, whatever rules they break."""
    total = 0

    def add_up(drawn: Any, chance: Chance) -> None:
        nonlocal total
        places = [chance.choice(places) for places in drawn.choices.values() if places]
        timetable = Timetable(placements=tuple(places))
        value = check(drawn.instance, timetable).scores["rules"].value
        assert sum(v.cost for v in soft_violations(drawn.instance, timetable)) == value
        total += value

    try_drawn(add_up, examples=30)
    assert total > 10


def test_costs_are_a_table_and_a_document(broken: tuple[Instance, Timetable]) -> None:
    """The most expensive first, with local times."""
    instance, timetable = broken
    found = soft_violations(instance, timetable)
    told = judgement(check(instance, timetable), instance, soft=found)
    assert Judgement.model_validate_json(told.model_dump_json()) == told
    frame = tables.soft_violations(told, instance)
    assert frame["cost"].to_list() == [7, 5, 5]
    assert frame["subject"].to_list() == ["two", "one", "one"]
    assert f"{frame['start'][0]:%H:%M}" == "09:30"
    assert tables.soft_violations(Judgement(hard_violations=0), instance).empty


def test_the_overview_says_it(broken: tuple[Instance, Timetable], tmp_path: Path) -> None:
    """In its footer, which is text in the SVG."""
    instance, timetable = broken
    note = softly_broken_text([one.cost for one in soft_violations(instance, timetable)])
    assert note == "3 soft violations, which cost 17"
    render(plot_overview(timetable, instance, note=note), tmp_path / "overview.svg")
    assert note in (tmp_path / "overview.svg").read_text(encoding="utf-8")


@pytest.mark.searches
def test_an_outcome_tells_what_its_timetable_costs(summit: Summit) -> None:
    """Of a rule that cannot be kept."""
    rules = [{"id": "r", "kind": "same-room", "activities": "a;b", "weight": 4}]
    rows = [{"id": "a", "rooms": ["hall"]}, {"id": "b", "rooms": ["salon"]}]
    outcome = solve(summit(activities=rows, rules=rules), time_limit=5)
    assert [(one.subject, one.cost) for one in outcome.soft_violations] == [("r", 4)]
    assert json.loads(outcome.model_dump_json())["soft_violations"][0]["activities"] == ["a", "b"]
