"""What buffers cost: a case argued by hand."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from models import Instance, Omit, Outcome, Request
from scheduler import buffers, check, load_instance, solve

pytestmark = pytest.mark.searches

DAY = "2025-10-25"


@pytest.fixture(scope="module")
def morning() -> Instance:
    """One person asked for three meetings of 30 minutes from 09:00 to 10:30, in any of two rooms.

    All three fill the time; with a buffer two fit, and with one of 25 minutes, as 55 + 55 are more
    than 90 and starts are on a grid of five minutes, still one.
    """
    return load_instance(
        {
            "name": "morning",
            "time_zone": "UTC",
            "grid_minutes": 5,
            "days": [{"date": DAY, "start": "09:00", "end": "10:30"}],
            "policy": {"tiers": [{"preference": 1, "coverage": 2}, {"breaks": 1}]},
            "rooms": [{"id": "r", "name": "r", "capacity": 4, "units": 2}],
            "delegations": [{"id": f"d{n}", "name": f"d{n}"} for n in range(4)],
            "people": [{"id": f"p{n}", "name": f"p{n}", "delegation": f"d{n}"} for n in range(4)],
            "activities": [
                {"id": f"m{n}", "kind": "bilateral", "title": f"m{n}", "minutes": 30}
                | {"people": ["p0", f"p{n}"], "optional": True, "priority": n}
                for n in (1, 2, 3)
            ],
        }
    )


def test_buffers_cost_what_does_not_fit(morning: Instance) -> None:
    """The cheapest are left out first; all is proven, and all timetables are legal without."""
    frame = buffers(morning, (25, 5), draws=20, time_limit=5, workers=1)
    assert frame["buffer"].tolist() == [0, 5, 25]
    assert frame["coverage"].tolist() == [0, 1, 3]
    assert frame["costs"].tolist() == [
        "",
        "1 priority point (proven)",
        "3 priority points (proven)",
    ]
    assert frame["proven"].all()
    assert frame["late"][2] <= frame["late"][1]  # one meeting, which is one of the two
    for timetable in frame["timetable"]:
        assert not check(morning, timetable).violations
        assert timetable.instance_sha256 == morning.sha256


def test_a_longer_buffer_lends_its_timetable(
    morning: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the search for a shorter one has found nothing as good, or nothing at all."""

    def poor(instance: Instance, request: Request) -> Outcome:
        everything = [Omit(activity=a.id) for a in instance.activities]
        buffer = instance.activities[0].minutes - 30
        return solve(
            instance,
            request.model_copy(update={"holds": () if buffer else everything, "start": None}),
        )

    monkeypatch.setattr("scheduler.sweeping.tightening.solve", poor)
    with ThreadPoolExecutor(1) as pool:
        frame = buffers(morning, (5,), draws=1, time_limit=5, workers=1, executor=pool)
    assert frame["coverage"].tolist() == [1, 1]
    assert frame["timetable"][0] == frame["timetable"][1]
    assert not check(morning, frame["timetable"][0]).violations


def test_a_buffer_that_cannot_be_told_has_no_values(morning: Instance) -> None:
    """What must take place and cannot leaves a row that says so."""
    must = morning.model_dump(mode="json")
    must["activities"] += [must["activities"][0] | {"id": "long", "optional": False, "minutes": 91}]
    frame = buffers(load_instance(must), (10,), draws=1, time_limit=2, workers=1)
    assert frame["status"].tolist() == ["infeasible", "infeasible"]
    assert frame["coverage"].isna().all()
    assert frame["costs"][1] == "not known: no timetable was found"


@pytest.mark.parametrize("minutes", [-1, 121])
def test_odd_buffers_are_refused(morning: Instance, minutes: int) -> None:
    """Before anything is solved."""
    with pytest.raises(ValueError, match=f"one of minutes is {minutes}; it must be from 0 to 120"):
        buffers(morning, (minutes,))
