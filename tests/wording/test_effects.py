"""What a change does, in words: no sign, no points of stability, worse is called worse."""

import re
from typing import get_args

import pytest

from models import Goal
from scheduler.wording.effects import (
    NOTHING,
    differing,
    disturbance_text,
    effects_text,
    placeless,
    stability_text,
)


def test_people_come_first_and_worse_is_worse() -> None:
    """Less of a goal is better, whatever it is called; stability is told as people and moves."""
    told = effects_text(
        {"coverage": 2, "stability": 2485, "breaks": -1, "audience": 30, "room-fit": -7},
        disturbance_text(2, moved=1),
    )
    assert told == (
        "2 people told, 1 other activity moved; 2 points of requests lost; 1 break fewer; "
        "audience 30 worse; fit of rooms 7 better"
    )
    assert (
        effects_text({"coverage": -1, "breaks": 3}) == "1 point of requests gained; 3 breaks more"
    )


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "no activity differs"), (1, "1 activity differs"), (2, "2 activities differ")],
)
def test_what_differs_is_counted(number: int, told: str) -> None:
    """Regression: one activity that differed between two releases was several."""
    assert differing(number) == told


def test_nothing_is_told_as_nothing() -> None:
    """Nobody told, no goal changed; and where people are told, no word of the goals is needed."""
    assert effects_text({"coverage": 0, "stability": 0}, disturbance_text(0)) == NOTHING
    assert (
        effects_text({"breaks": 0}, disturbance_text(1, dropped=2)) == "1 person told, 2 left out"
    )


@pytest.mark.parametrize("goal", get_args(Goal))
def test_every_goal_has_words(goal: Goal) -> None:
    """One more and one less read differently, without a sign."""
    more, less = effects_text({goal: 1}), effects_text({goal: -1})
    assert (more == less == NOTHING) == (goal == "stability")
    assert (more != less) == (goal != "stability")
    assert not re.search(r"[+-]\d", more + less)


def test_points_of_stability_are_taken_apart() -> None:
    """For the summary of a replan."""
    said = "Stability, without what is cancelled and who joins or leaves: "
    for number, told in ((0, "nobody"), (1, "1 person"), (2, "2 people")):
        parts = {"told": number, "time_moves": 1, "room_moves": 0}
        assert stability_text(parts) == f"{said}{told} to tell, 1 moved in time, 0 to another room."


@pytest.mark.parametrize(("left", "said"), [(1, "1 activity has"), (2, "2 activities have")])
def test_one_activity_is_not_several(left: int, said: str) -> None:
    """In the summary of what was written."""
    assert placeless(left, "unscheduled.csv") == f"{said} no place: see unscheduled.csv"
