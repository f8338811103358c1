"""Every function that solves takes the same request, as one value or as single options."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from models import (
    Instance,
    InstanceError,
    Limits,
    Omit,
    Outcome,
    Policy,
    Put,
    Request,
    Stay,
    Timetable,
)
from scheduler import (
    dump_timetable,
    explain,
    freeze,
    load_instance,
    replan,
    slots,
    solve,
    why,
)

pytestmark = pytest.mark.searches

TINY = Path(__file__).resolve().parents[1] / "instances" / "tiny"
LIMITS = Limits(seconds=20, workers=1, seed=4, deterministic=True)
OPTIONS: dict[str, Any] = {"time_limit": 20, "workers": 1, "seed": 4, "deterministic": True}
COVERAGE = Policy(tiers=({"coverage": 1},))


@pytest.fixture(scope="module")
def tiny() -> Instance:
    """The instance that can be followed by hand."""
    return load_instance(TINY)


@pytest.fixture(scope="module")
def planned(tiny: Instance) -> Timetable:
    """A timetable of it."""
    timetable = solve(tiny, time_limit=20, workers=1, deterministic=True).timetable
    assert timetable is not None
    return timetable


Door = Callable[..., Any]


@pytest.fixture
def doors(tiny: Instance, planned: Timetable) -> dict[str, Door]:
    """Return each function that takes a request, with all else that it needs."""
    return {
        "solve": partial(solve, tiny),
        "explain": partial(explain, tiny),
        "why": partial(why, tiny, planned, "b1", at="2025-10-25T11:00"),
        "slots": partial(slots, tiny, planned, "b1"),
    }


@pytest.mark.parametrize("name", ["solve", "explain", "why", "slots"])
def test_a_request_comes_without_single_options(name: str, doors: dict[str, Door]) -> None:
    """Whichever function it is."""
    with pytest.raises(TypeError, match="not both: time_limit"):
        doors[name](Request(limits=LIMITS), time_limit=5)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("explain", {"holds": (Omit(activity="b1"),)}),
        ("explain", {"start": Timetable()}),
        ("why", {"previous": Timetable()}),
        ("why", {"max_changes": 1}),
        ("why", {"at_most": {"breaks": 0}}),
        ("slots", {"holds": (Omit(activity="b1"),)}),
    ],
)
def test_parts_without_effect_are_refused(
    name: str, part: dict[str, Any], doors: dict[str, Door]
) -> None:
    """They are not ignored silently."""
    with pytest.raises(InstanceError, match=next(iter(part))):
        doors[name](Request(limits=LIMITS, **part))


def said(answer: Any) -> str:
    """Return what an answer says, but for how long it took."""
    if isinstance(answer, Outcome):
        assert answer.timetable is not None
        return dump_timetable(answer.timetable) + repr(answer.goals)
    return str(answer)


@pytest.mark.parametrize("name", ["solve", "explain", "why"])
def test_single_options_say_the_same(name: str, doors: dict[str, Door]) -> None:
    """With another policy too, given as fields."""
    fields = COVERAGE.model_dump()
    whole = doors[name](Request(limits=LIMITS, policy=COVERAGE))
    assert said(whole) == said(doors[name](**OPTIONS, policy=fields))


def test_replan_takes_what_solve_takes(tiny: Instance, planned: Timetable) -> None:
    """What is frozen and locked is holds; a request needs a previous timetable."""
    until = tiny.clock.moment(tiny.windows[0][0] + 60)
    request = Request(
        previous=planned,
        limits=LIMITS,
        policy=COVERAGE,
        holds=(Stay(activity="b1"), *freeze(tiny, planned, until)),
    )
    single = {**OPTIONS, "policy": COVERAGE, "locked": ["b1"], "freeze_until": until}
    assert said(replan(tiny, request)) == said(replan(tiny, planned, **single))
    with pytest.raises(TypeError, match="not both: locked"):
        replan(tiny, request, locked=["b1"])
    with pytest.raises(TypeError, match="not both: seed"):
        replan(tiny, request, seed=0)
    with pytest.raises(InstanceError, match="previous"):
        replan(tiny, Request())


def test_faults_of_a_request_are_reported_before_anything_is_solved(
    tiny: Instance, planned: Timetable
) -> None:
    """All at once, by whoever takes holds."""
    wrong = (Put(activity="b1", room="atic"), Omit(activity="OPNE"))
    request = Request(holds=wrong, limits=LIMITS)
    for door in (
        partial(solve, tiny),
        partial(why, tiny, planned, "b1"),
        lambda asked: replan(tiny, asked.model_copy(update={"previous": planned})),
    ):
        with pytest.raises(InstanceError) as error:
            door(request)
        assert [fault.found for fault in error.value.faults] == ["'atic'", "'OPNE'"]


def test_what_is_held_beside_a_wish_stays(tiny: Instance, planned: Timetable) -> None:
    """Without it the wish moves others; those stay then, or the wish is impossible."""
    free = why(tiny, planned, "b1", at="2025-10-25T10:00", time_limit=20, workers=1)
    assert free.forced is not None
    assert free.forced.status == "placed"
    assert free.forced.moved
    held = [Stay(activity=place.activity) for place in free.forced.moved]
    again = why(tiny, planned, "b1", at="2025-10-25T10:00", time_limit=20, workers=1, holds=held)
    assert again.forced is not None
    kept = {hold.activity for hold in held}
    assert again.forced.status == "impossible" or kept.isdisjoint(
        place.activity for place in again.forced.moved
    )
