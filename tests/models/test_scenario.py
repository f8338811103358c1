"""Scenarios as data: read and written the same, and all that is wrong with them at once."""

from pathlib import Path
from typing import Any

import pytest

from models import InstanceError, Scenario, Scenarios
from scheduler import load_scenarios, schema

TOML = """
[[scenarios]]
name = "the hall is closed"
changes = [{ change = "without", room = "HALL" }]

[factors]
booths = { change = "units", room = "BOOTH", to = [1, 2] }
teams = [
  { change = "level", resource = "interpreters", more = 1 },
  { change = "level", resource = "interpreters", to = 5 },
]
"""


def test_toml_and_json_read_the_same(tmp_path: Path) -> None:
    """A factor may be one change with several numbers, or several changes."""
    (tmp_path / "a.toml").write_text(TOML, encoding="utf-8")
    plan = load_scenarios(tmp_path / "a.toml")
    assert [scenario.name for scenario in plan.every] == [
        "the hall is closed",
        "booths 1, teams +1",
        "booths 1, teams 5",
        "booths 2, teams +1",
        "booths 2, teams 5",
    ]
    (tmp_path / "a.json").write_text(plan.model_dump_json(), encoding="utf-8")
    assert load_scenarios(tmp_path / "a.json") == plan
    assert load_scenarios(plan.model_dump(mode="json")) == plan


def test_the_page_has_every_change_and_its_example_can_be_read(tmp_path: Path) -> None:
    """docs/sweeping.md."""
    text = (Path(__file__).parents[2] / "docs" / "sweeping.md").read_text(encoding="utf-8")
    assert all(f"`{word}`" in text for word in changes_of_the_schema())
    (tmp_path / "a.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert len(load_scenarios(tmp_path / "a.toml").every) == 5


def changes_of_the_schema() -> set[str]:
    return {
        definition["properties"]["change"]["const"]
        for definition in schema("scenarios")["$defs"].values()
        if "change" in definition["properties"]
    }


def test_the_schema_lists_every_change() -> None:
    """By the word in ``change``."""
    words = changes_of_the_schema()
    assert len(words) == 15
    assert {"units", "add-room", "demand"} <= words


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"change": "unit", "room": "B", "to": 1}, "'change' one of units, level"),
        ({"room": "B", "to": 1}, "'change' (it is required)"),
        ({"change": "units", "room": "B"}, "either to or more"),
        ({"change": "units", "room": "B", "to": 1, "more": 1}, "either to or more"),
        ({"change": "weight", "goal": "happiness", "to": 1}, "one of coverage, stability"),
        ({"change": "tiers", "tiers": [{"breaks": 1}, {"breaks": 1}]}, "not twice: breaks"),
        ({"change": "without"}, "one of room, activity, person, delegation, rule"),
        ({"change": "without", "room": "B", "person": "p"}, "one of room, activity"),
        ({"change": "priority", "more": 1}, "activities, kind, delegation or optional"),
        ({"change": "hours", "person": "p"}, "present, busy, earlier_minutes or later_minutes"),
        ({"change": "hours", "person": "p", "present": [], "later_minutes": 5}, "either present"),
        ({"change": "day", "date": "2025-10-25"}, "earlier_minutes or later_minutes"),
        ({"change": "demand", "percent": 0}, "at least 1"),
    ],
)
def test_what_is_no_change_is_refused(change: dict[str, Any], said: str) -> None:
    """With what would be one."""
    with pytest.raises(InstanceError, match=r"scenarios\[0\].changes\[0\]") as refused:
        load_scenarios({"scenarios": [{"name": "a", "changes": [change]}]})
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        ({}, "scenarios, or factors, or both"),
        ({"factors": {"booths": {"change": "units", "room": "B", "to": []}}}, "at least 1 entry"),
        ({"factors": {"booths": []}}, "at least 1 entry"),
        ({"scenarios": [{"name": "a", "changes": []}]}, "at least 1 entry"),
        ({"scenario": []}, "did you mean scenarios"),
        ({"scenarios": 2 * [{"name": "a", "changes": [{"change": "without", "room": "B"}]}]}, "a"),
        (
            {
                "factors": {
                    name: {"change": "units", "room": "B", "to": list(range(1, 102))}
                    for name in "ab"
                }
            },
            "at most 10,000 combinations",
        ),
    ],
)
def test_what_is_no_plan_is_refused(plan: dict[str, Any], said: str) -> None:
    """Nothing in it, an empty range, a name twice, too much."""
    with pytest.raises(InstanceError, match=said):
        load_scenarios(plan)


def test_a_scenario_can_be_written_in_python() -> None:
    """And put into a plan."""
    read = {"name": "a", "changes": [{"change": "demand", "percent": 20, "seed": 3}]}
    one = Scenario.model_validate(read)
    assert Scenarios(scenarios=(one,)).every == (one,)
