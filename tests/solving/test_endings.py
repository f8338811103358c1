"""How a solve ends: in time, stopped, refuted by the referee, and with which message."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance, InstanceError, Policy, Timetable
from scheduler.checking import check
from scheduler.files import load_instance, load_timetable
from scheduler.solving import Progress, solve
from scheduler.solving.core import problem
from scheduler.solving.core.budget import Budget
from scheduler.solving.lexicographic import tier
from tests.drawing.chance import Chance
from tests.solving.rows import bilateral

pytestmark = pytest.mark.searches

HANOI = Path(__file__).resolve().parents[2] / "instances" / "hanoi-2025-10-14"
PATIENCE = 120
"""Seconds after which a run counts as hung; none comes near."""


@pytest.fixture(scope="module")
def hanoi() -> Instance:
    """The real case, which takes long to prove."""
    return load_instance(HANOI)


@pytest.mark.parametrize("time_limit", [0.0, 0.1, 1.5])
def test_solve_keeps_what_it_has_at_the_limit(hanoi: Instance, time_limit: float) -> None:
    """With too little time: nothing, or a legal timetable; never a false claim or a crash."""
    outcome = solve(hanoi, time_limit=time_limit, workers=1)
    assert outcome.status in ("unknown", "feasible")
    assert (outcome.timetable is None) == (outcome.status == "unknown")
    if outcome.timetable is not None:
        assert not check(hanoi, outcome.timetable).violations
        assert all(tier.bound <= tier.value for tier in outcome.tiers)


def test_solve_without_anything_to_plan(summit: Callable[..., Instance]) -> None:
    """No activities, no rooms, no people: an empty timetable, proven."""
    outcome = solve(summit(rooms=[], people=[]), time_limit=10, workers=1)
    assert outcome.status == "optimal"
    assert outcome.timetable is not None
    assert outcome.timetable.placements == ()


def test_policy_has_a_tier_at_least() -> None:
    """Regression: without any tier there was nothing to prove, and progress broke."""
    with pytest.raises(ValueError, match="at least 1"):
        Policy(tiers=())


def test_progress_only_gets_better(try_drawn: Callable[..., None]) -> None:
    """Values fall, unless one of an earlier tier has just fallen; never twice the same."""

    def gets_better(drawn: Any, chance: Chance) -> None:
        told: list[Progress] = []
        outcome = solve(drawn.instance, time_limit=30, workers=1, on_progress=told.append)
        assert [p.seconds for p in told] == sorted(p.seconds for p in told)
        latest: dict[int, int] = {}
        for number, after in enumerate(told):
            before = told[latest.get(after.tier, number)]
            since = told[latest.get(after.tier, number) : number]
            latest[after.tier] = number
            assert not since or before.news != after.news
            if before.value is not None and not any(p.tier < after.tier for p in since):
                assert after.value is not None
                assert after.value <= before.value
                assert after.bound >= before.bound
        for progress in told:
            assert progress.goals
            if progress.value is not None:
                assert progress.bound <= progress.value
                assert progress.gap is not None
                assert progress.gap >= 0
        last = {progress.tier: progress for progress in told}
        for result in outcome.tiers:
            assert result.tier not in last or last[result.tier].value == result.value

    try_drawn(gets_better, examples=15, planted=True)


@pytest.mark.parametrize("stated", [True, False])
def test_first_timetable_gets_all_the_time(
    stated: bool, hanoi: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not given up when its share is over, whether the whole is formulated or not."""
    monkeypatch.setattr(problem, "MOST_SEARCHED", 0)
    monkeypatch.setattr(problem, "MOST_STARTS", 1_000_000 if stated else 0)
    monkeypatch.setattr(Budget, "until", lambda budget, *_, **__: budget.used)  # no share lasts
    assert solve(hanoi, time_limit=60, workers=1).timetable is not None


def test_stalled_neighbourhoods_give_way_to_the_proof(
    summit: Callable[..., Instance], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regression: a tier that no neighbourhood improves was never proven while the gap was wide."""
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    monkeypatch.setattr(tier, "PATIENCE", 3)
    requests = [bilateral(name, optional=True, people=["P"]) for name in "abc"]
    days = [{"date": "2025-10-25", "start": "09:00", "end": "10:15"}]
    instance = summit(
        activities=requests,
        days=days,
        people=[{"id": "P", "name": "Peru"}],
        policy={"tiers": [{"coverage": 1}]},
        rules=[{"id": "R", "kind": "at-most-parallel", "activities": "a;b;c", "limit": 1}],
    )
    outcome = solve(instance, time_limit=60, workers=2)
    assert (outcome.status, outcome.tiers[0].value) == ("optimal", 2)


@pytest.mark.parametrize("start", ["2026-03-29T02:30", "9999-12-31T23:00-14:00"])
def test_solve_refuses_a_previous_timetable_with_unreadable_times(
    start: str, summit: Callable[..., Instance]
) -> None:
    """Regression: a time that daylight saving skips was taken for a bug in summit."""
    days = [{"date": "2026-03-29", "start": "09:00", "end": "12:00"}]
    instance = summit(time_zone="Europe/Paris", days=days, activities=[bilateral("a")])
    previous = {"placements": [{"activity": "a", "start": start, "room": "hall"}]}
    with pytest.raises(InstanceError):
        solve(instance, time_limit=10, previous=Timetable.model_validate(previous))


def interrupted(out: Path, number: signal.Signals) -> subprocess.CompletedProcess[str]:
    """Solve the real case and send a signal once a first timetable stands.

    All but SIGTERM reach every process of the terminal.
    """
    code = "from scheduler.cli.main import main; main()"
    command = [sys.executable, "-c", code, "solve", str(HANOI), "--out", str(out)]
    command += ["--no-charts", "--time-limit", "100", "--workers", "2"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # `nohup` ignores it
    )
    assert process.stderr is not None
    lines = []
    try:
        for line in process.stderr:
            lines.append(line)
            if "tier 1/" in line:
                break
        time.sleep(1.0)  # into the search
        if number == signal.SIGTERM:
            process.send_signal(number)
        else:
            os.killpg(process.pid, number)
        stdout, stderr = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    return subprocess.CompletedProcess(command, process.returncode, stdout, "".join(lines) + stderr)


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, signal.SIGTERM, signal.SIGHUP],
    ids=["ctrl-c", "sigterm", "hang-up"],
)
def test_stop_signal_keeps_the_best_so_far(
    number: signal.Signals, hanoi: Instance, tmp_path: Path
) -> None:
    """Whole files, refereed, exit code 0 and status ``cancelled``, long before the limit."""
    out = tmp_path / "out"
    ended = interrupted(out, number)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout.startswith("cancelled: ")
    outcome = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    assert outcome["status"] == "cancelled"
    assert outcome["wall_seconds"] < 100
    assert sorted(os.listdir(out)) == sorted(outcome["files"])
    assert os.listdir(tmp_path) == ["out"]
    for name in ("timetable.json", "timetable.csv"):
        report = check(hanoi, load_timetable(out / name))
        assert report.violations == ()
        values = {goal["goal"]: goal["value"] for goal in outcome["goals"]}
        assert {name: score.value for name, score in report.scores.items()} == values
