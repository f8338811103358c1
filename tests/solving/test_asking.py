"""Single options make a request, and cannot be given beside one."""

import pytest

from models import InstanceError, Limits, Omit, Policy, Request, Timetable
from scheduler.solving.asking import as_request, refuse_parts

TIERS = ({"coverage": 2, "breaks": 1},)


def test_single_options_make_a_request() -> None:
    """What is not given is as in a request of which nothing is said, but for the seconds."""
    assert as_request(None) == Request()
    assert as_request(None, seconds=7.0) == Request(limits=Limits(seconds=7.0))
    assert as_request(
        None,
        seconds=7.0,
        time_limit=0,
        workers=2,
        seed=3,
        deterministic=True,
        policy=Policy(tiers=TIERS),
        previous=Timetable(instance="a"),
        start=Timetable(instance="b"),
        max_changes=0,
        at_most={"breaks": 0},
        holds=[Omit(activity="a")],
    ) == Request(
        limits=Limits(seconds=0, workers=2, seed=3, deterministic=True),
        policy=Policy(tiers=TIERS),
        previous=Timetable(instance="a"),
        start=Timetable(instance="b"),
        max_changes=0,
        at_most={"breaks": 0},
        holds=(Omit(activity="a"),),
    )


def test_policy_may_be_its_fields() -> None:
    """And is validated as one."""
    assert as_request(None, policy={"tiers": TIERS}).policy == Policy(tiers=TIERS)
    with pytest.raises(InstanceError) as error:
        as_request(None, policy={"tiers": [{"covrage": 1}]})
    assert str(error.value) == (
        "request, column policy.tiers[0].covrage: found 'covrage'; allowed: one of coverage, "
        "stability, rules, breaks, preference, audience, fairness, room-fit "
        "(did you mean coverage?)"
    )


@pytest.mark.parametrize("options", [{"time_limit": -1.0}, {"workers": 0}, {"seed": -1}])
def test_limits_that_cannot_be_are_refused(options: dict[str, float]) -> None:
    """By name."""
    with pytest.raises(InstanceError, match=r"request, column limits\.\w+: found .*; allowed: at"):
        as_request(None, **options)  # type: ignore[arg-type]


def test_a_request_comes_alone() -> None:
    """What counts would not be clear; what is None, False or no holds was not given."""
    request = Request(limits=Limits(seed=5))
    assert as_request(request, seed=None, deterministic=False, holds=()) is request
    with pytest.raises(TypeError, match="not both: seed, time_limit"):
        as_request(request, time_limit=3.0, seed=0)


def test_parts_without_effect_are_all_named() -> None:
    """As faults of the input; what a request does not have is none."""
    request = Request(previous=Timetable(), holds=(Omit(activity="a"),))
    with pytest.raises(InstanceError) as error:
        refuse_parts(request, "previous", "start", "max_changes", "holds")
    assert [fault.column for fault in error.value.faults] == ["previous", "holds"]
    refuse_parts(request, "start", "max_changes")
