"""What a sweep is asked for is refused in one sentence, before anything is solved."""

from typing import Any

import numpy as np
import pytest

from models import Instance, InstanceError
from scheduler import buffers, fairness_cost, front, load_instance, robustness, shadow_prices
from scheduler.sweeping.asked import whole, wholes
from tests.sweeping.test_robustness import BEST, placed


@pytest.fixture(scope="module")
def tiny() -> Instance:
    return load_instance("instances/tiny")


def test_whole_numbers_may_be_those_of_numpy() -> None:
    """And they are put in order, each once."""
    assert whole("prove", np.int64(3), 0) == 3
    assert wholes("minutes", np.array([10, 0, 5, 10]), 0, 120) == [0, 5, 10]


@pytest.mark.parametrize(
    ("sweep", "given", "said"),
    [
        (front, {"goals": ["coverge", "breaks"]}, "a goal is 'coverge'; .* mean coverage"),
        (front, {"goals": 5}, "a goal is 5; it must be one of coverage, "),
        (front, {"points": 2.5}, "points is 2.5; it must be a whole number, at least 1"),
        (front, {"time_limit": -1}, "limits.seconds: found -1; allowed: at least 0"),
        (front, {"executor": "tcp://a:1"}, "executor is 'tcp://a:1'; it must be an executor"),
        (shadow_prices, {"prove": "all"}, "prove is 'all'; it must be a whole number"),
        (shadow_prices, {"workers": 0}, "limits.workers: found 0; allowed: at least 1"),
        (buffers, {"minutes": "10"}, "minutes is '10'; it must be a list of whole numbers"),
        (buffers, {"minutes": [True]}, "one of minutes is True; it must be a whole number"),
        (buffers, {"minutes": [5, -5]}, "one of minutes is -5; it must be from 0 to 120"),
        (buffers, {"draws": 0}, "draws is 0; it must be at least 1"),
        (fairness_cost, {"guarantees": 1}, "guarantees is 1; it must be a list"),
        (fairness_cost, {"seed": -1}, "limits.seed: found -1; allowed: at least 0"),
    ],
)
def test_what_makes_no_sense_is_refused(
    sweep: Any, given: dict[str, Any], said: str, tiny: Instance
) -> None:
    with pytest.raises(ValueError, match=said):
        sweep(tiny, **given)


def test_options_of_draws_are_refused_like_those_of_solves(tiny: Instance) -> None:
    with pytest.raises(InstanceError, match=r"limits.seed: found -1; allowed: at least 0"):
        robustness(placed(BEST), tiny, seed=-1)
