"""What is searched from far away comes back to the previous timetable at once."""

import pytest

from models import Instance, Limits, Omit, Policy, Request, Timetable
from scheduler import check, replan, solve
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.problem import pose
from scheduler.solving.core.progress import Progress
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.returning import bring_back
from scheduler.viewing.changes import diff

pytestmark = pytest.mark.searches

DAY = "2025-10-25T"
POLICY = Policy(tiers=({"coverage": 1}, {"stability": 1}))


def hours(count: int, *, away: str = "") -> Instance:
    """Return so many meetings of two people each, in one room with an hour more than needed."""
    pairs = [f"{chr(97 + 2 * n)}{chr(98 + 2 * n)}" for n in range(count)]
    busy = {"start": f"{DAY}08:00", "end": f"{DAY}09:00", "state": "busy"}
    return Instance.model_validate(
        {
            "name": "hours",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 60,
            "days": [{"date": DAY[:10], "start": "08:00", "end": f"{9 + count:02}:00"}],
            "rooms": [{"id": "R", "name": "R", "capacity": 5}],
            "people": [{"id": p, "name": p} for pair in pairs for p in pair],
            "availability": [{"person": person} | busy for person in away],
            "activities": [
                {
                    "id": f"m{n}",
                    "kind": "bilateral",
                    "title": "m",
                    "minutes": 60,
                    "optional": True,
                    "people": list(pair),
                }
                for n, pair in enumerate(pairs)
            ],
            "policy": POLICY.model_dump(),
        }
    )


def table(*names: str) -> Timetable:
    """Return meetings one after the other from eight; a point is an hour without one."""
    return Timetable.model_validate(
        {
            "placements": [
                {"activity": name, "start": f"{DAY}{8 + n:02}:00", "room": "R"}
                for n, name in enumerate(names)
                if name != "."
            ]
        }
    )


def state_of(instance: Instance, request: Request, now: Timetable) -> State:
    """Return a search that has come to a timetable."""
    problem = pose(instance, request)
    incumbent = Incumbent(problem)
    assert incumbent.offer(to_places(problem.compiled, now))
    return State(problem, incumbent, Budget(10), workers=1, seed=0, until=10)


def changes(instance: Instance, before: Timetable, state: State) -> frozenset[str]:
    """Return what is elsewhere."""
    assert state.incumbent.timetable is not None
    assert not check(instance, state.incumbent.timetable).violations
    return diff(instance, before, state.incumbent.timetable).activities


@pytest.mark.parametrize(
    ("away", "far", "left"),
    [
        ("", ("m5", "m0", "m1", "m2", "m3", "m4"), set()),
        ("a", (".", "m5", "m1", "m2", "m3", "m4", "m0"), {"m0"}),
    ],
)
def test_what_need_not_have_changed_is_back(
    away: str, far: tuple[str, ...], left: set[str]
) -> None:
    """All six have changed; all go back, or all but the one who cannot."""
    instance, before = hours(6, away=away), table(*(f"m{n}" for n in range(6)))
    state = state_of(instance, Request(previous=before), table(*far))
    assert len(changes(instance, before, state)) == 6
    bring_back(state)
    assert changes(instance, before, state) == left


def test_no_earlier_tier_gets_worse() -> None:
    """Where only the change lets all be met, it stays."""
    instance = hours(3, away="a")
    before = table("m0", "m1", "m2", ".")
    state = state_of(instance, Request(previous=before), table("m1", "m0", "m2"))
    coverage = state.value(0)
    bring_back(state)
    assert state.value(0) == coverage == 0
    assert changes(instance, before, state) <= {"m0", "m1"}


def test_holds_and_what_is_proven_are_left_alone() -> None:
    """A hold may keep something from where it was; and there may be nothing to gain."""
    instance, before = hours(3), table("m0", "m1", "m2")
    held = Request(previous=before, holds=(Omit(activity="m1"),))
    state = state_of(instance, held, table("m2", "m0"))
    bring_back(state)
    assert changes(instance, before, state) == {"m1"}
    for tier, value in enumerate(state.incumbent.values or ()):
        state.rise(value, tier)
    was = state.incumbent.places
    bring_back(state)
    assert state.incumbent.places == was
    without = state_of(instance, Request(), table("m2", "m0", "m1"))
    bring_back(without)
    assert without.incumbent.places == to_places(without.problem.compiled, table("m2", "m0", "m1"))


@pytest.mark.parametrize("stop", [True, False], ids=["stopped", "out of time"])
def test_a_solve_that_ends_early_does_not_change_all(stop: bool) -> None:
    """It begins far from the previous timetable, and ends before anything else is searched."""
    instance, before = hours(8, away="a"), table(*(f"m{n}" for n in range(8)))
    far = table(*(f"m{n}" for n in (7, 6, 5, 4, 3, 2, 1, 0)))

    def end(_: Progress) -> None:
        if stop:
            raise KeyboardInterrupt

    limits = Limits(seconds=20 if stop else 0, workers=1)
    request = Request(previous=before, start=far, limits=limits)
    outcome = solve(instance, request, on_progress=end)
    assert outcome.status == ("cancelled" if stop else "feasible")
    assert outcome.timetable is not None
    assert len(diff(instance, before, outcome.timetable).activities) <= 2
    assert len(diff(instance, before, far).activities) == 8


def test_a_stopped_replan_keeps_all_that_still_fits() -> None:
    """Its first timetable has everything where it was, but for what breaks a rule now."""
    instance, before = hours(8, away="a"), table(*(f"m{n}" for n in range(8)))

    def end(progress: Progress) -> None:
        if progress.value is not None:
            raise KeyboardInterrupt

    outcome = replan(instance, Request(previous=before), on_progress=end)
    assert outcome.status == "cancelled"
    assert outcome.timetable is not None
    assert diff(instance, before, outcome.timetable).activities <= {"m0"}
    assert "would fit" not in outcome.message
