"""Scenarios: known answers, rows that say why, and sweeps that go on where they were."""

import os
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from models import Instance
from scheduler import check, load_instance, machine, scenarios
from scheduler.machine import process_context
from scheduler.sweeping.running import Advance

pytestmark = pytest.mark.searches

COVERAGE = {"tiers": [{"coverage": 1}]}
BOOTHS = {"change": "units", "room": "BOOTH", "to": [1, 2, 3]}
TEAMS = {"change": "level", "resource": "teams", "to": [0, 2]}


@pytest.fixture(scope="module")
def three() -> Instance:
    """Three pairs that all wish to meet at the one time there is, each with an interpreter."""
    people = [f"{side}{n}" for n in range(3) for side in "ab"]
    return load_instance(
        {
            "name": "three",
            "time_zone": "UTC",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "09:30"}],
            "rooms": [
                {"id": "BOOTH", "name": "Booths", "capacity": 4, "units": 2},
                {"id": "HALL", "name": "Hall", "capacity": 9, "kinds": ["plenary"]},
            ],
            "people": [{"id": name, "name": name} for name in (*people, "chair")],
            "resources": [{"id": "teams", "name": "Interpreter teams", "level": 3}],
            "activities": [
                {"id": "open", "kind": "plenary", "title": "Opening", "minutes": 30}
                | {"people": ["chair"], "pin_room": "HALL"},
                *(
                    {"id": f"r{n}", "kind": "bilateral", "title": f"r{n}", "minutes": 30}
                    | {"people": [f"a{n}", f"b{n}"], "resources": {"teams": 1}, "optional": True}
                    for n in range(3)
                ),
            ],
        }
    )


class Counting(ThreadPoolExecutor):
    """Counts what it is given, and has the cells solved in threads."""

    def __init__(self) -> None:
        super().__init__(1)
        self.given = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Count it too."""
        self.given += 1
        return super().submit(fn, *args, **kwargs)


def test_a_factorial_agrees_with_counting(three: Instance) -> None:
    """As many meet as there are booths and teams; a row has the words, the bound, the changes."""
    told: list[Advance] = []
    seen: list[Mapping[str, Any]] = []
    plan = {"factors": {"booths": BOOTHS, "teams": TEAMS}}
    options: dict[str, Any] = {"time_limit": 20, "policy": COVERAGE}
    found = scenarios(three, plan, on_progress=told.append, on_row=seen.append, **options)
    met = [min(2, 3), *(min(booths, teams) for booths in (1, 2, 3) for teams in (0, 2))]
    assert list(found["unmet"]) == [3 - many for many in met]
    assert list(found["coverage"]) == list(found["coverage_bound"]) == list(found["unmet"])
    assert found["proven"].all()
    assert list(found["booths"][1:]) == ["1", "1", "2", "2", "3", "3"]
    assert found["scenario"][6] == "booths 3, teams 2"
    assert found["what"][6] == (
        "3 units of Booths instead of 2; 2 of Interpreter teams instead of 3"
    )
    assert list(found["moved"][:2]) == [0, 2]
    assert found["told"][1] == 4
    assert found["instance_sha256"].nunique() == 7
    assert found.attrs["ended"] == "Complete."
    assert (told[-1].done, told[-1].of, told[-1].seconds_left) == (7, 7, 0)
    assert {row["scenario"] for row in seen} == set(found["scenario"])
    for timetable in found["timetable"]:
        assert timetable.placements
    assert not check(three, found["timetable"][0]).violations


def test_what_cannot_be_planned_is_a_row(three: Instance) -> None:
    """With the conflict, or what is at fault; the sweep goes on."""
    plan = [
        {"name": "no hall", "changes": [{"change": "without", "room": "HALL"}]},
        {"name": "typo", "changes": [{"change": "units", "room": "BOTH", "to": 1}]},
        {"name": "as before", "changes": [{"change": "units", "room": "BOOTH", "to": 2}]},
    ]
    found = scenarios(three, plan, time_limit=20, policy=COVERAGE)
    assert list(found["status"]) == ["optimal", "infeasible", "faulty", "optimal"]
    assert "'Opening' (open) has no legal place" in found["message"][1]
    assert "did you mean BOOTH" in found["message"][2]
    assert found["coverage"].isna().tolist() == [False, True, True, False]
    assert found["unmet"][3] == found["unmet"][0] == 1


def test_a_killed_sweep_goes_on_where_it_was(
    three: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has ended is not solved again, in whatever sweep it is asked for."""
    monkeypatch.setattr(machine, "processors", lambda: 1)  # one scenario after the other
    store = tmp_path / "sweep.sqlite"
    options: dict[str, Any] = {"time_limit": 20, "workers": 1, "policy": COVERAGE, "store": store}

    def die(row: Mapping[str, Any]) -> None:
        if row["scenario"] == "booths 1":
            os.kill(os.getpid(), signal.SIGKILL)

    def sweep() -> None:
        scenarios(three, {"factors": {"booths": BOOTHS}}, on_row=die, **options)

    killed = process_context().Process(target=sweep)  # type: ignore[attr-defined]
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    with Counting() as pool:
        again = scenarios(three, {"factors": {"booths": BOOTHS}}, executor=pool, **options)
        assert pool.given == 1  # booths 3; booths 2 are those that there are
        assert list(again["unmet"]) == [1, 2, 1, 0]
        longer = scenarios(
            three, {"factors": {"b": BOOTHS | {"to": [3, 1]}}}, executor=pool, **options
        )
        assert pool.given == 1
        assert list(longer["unmet"]) == [1, 0, 2]
        assert longer["timetable"][1] == again["timetable"][3]
        other = scenarios(
            three, [{"name": "a", "changes": [BOOTHS | {"to": 3}]}], **options | {"seed": 1}
        )
        assert list(other["seed"]) == [1, 1]


def test_ctrl_c_keeps_what_is_done(three: Instance) -> None:
    """And says so."""

    def stop(row: Mapping[str, Any]) -> None:
        if row["scenario"] == "booths 1":
            raise KeyboardInterrupt

    with Counting() as pool:
        found = scenarios(
            three,
            {"factors": {"booths": BOOTHS}},
            time_limit=20,
            policy=COVERAGE,
            executor=pool,
            on_row=stop,
        )
    assert {"as it is", "booths 1"} <= set(found["scenario"])
    assert len(found) < 4
    assert found.attrs["ended"].startswith("Stopped on request: ")
