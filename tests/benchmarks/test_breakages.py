"""Seeded breakages: same seed, same instance; each kind is there, and none can be planned."""

from pathlib import Path

import pytest

from benchmarks.breakages import BREAKERS, breakages
from benchmarks.explain import broken, summary
from scheduler import load_instance
from scheduler.explaining.editing import essence
from scheduler.explaining.probing import Prober
from scheduler.solving.core.budget import Budget

pytestmark = pytest.mark.searches

HANOI = load_instance(Path(__file__).resolve().parents[2] / "instances" / "hanoi-2025-10-14")


def test_breakages_are_seeded_and_of_every_kind():
    """Each kind in turn, then two at once."""
    first, again = (list(breakages(HANOI, 7, 1)) for _ in range(2))
    assert first == again
    assert [case.name for case in first[:6]] == list(BREAKERS)
    assert " + " in first[6].name
    assert [case.instance for case in breakages(HANOI, 7, 2)] != [case.instance for case in first]


def test_every_breakage_breaks():
    """The instance can be planned before the breakage, and cannot afterwards."""
    assert Prober(Budget(200)).is_feasible(essence(HANOI))
    for case in breakages(HANOI, 7, 1):
        assert Prober(Budget(200)).is_infeasible(essence(case.instance)), case.name


def test_planted_cause_is_found():
    """The figures say whether it was found; they differ if it was not."""
    case = next(iter(breakages(HANOI, 1, 1)))
    figures = broken(case)
    assert figures["missing"] == []
    assert summary([figures, figures | {"missing": ["one"]}])["causes_found"] == 1
