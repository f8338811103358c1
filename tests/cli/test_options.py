"""Every command that solves has the same options for it."""

import json
import shutil
from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from models import Limits, Request
from scheduler.cli import options
from scheduler.cli.app import COMMANDS
from scheduler.publishing.config import Config

Summit = Callable[..., Any]

SOLVING = ("solve", "replan", "move", "explain", "why", "bench")
OPTIONS = {
    "time_limit": options.TimeLimit,
    "workers": options.Workers,
    "seed": options.Seed,
    "deterministic": options.Deterministic,
    "policy": options.PolicyFile,
    "progress": options.ProgressOption,
}
NOT_ASKED = {"bench": {"policy"}}
"""A published problem comes with the goals that its published value is of."""


@pytest.mark.parametrize("command", SOLVING)
def test_every_command_that_solves_has_the_same_options(command: str) -> None:
    """From one definition: name, kind, limits, help; only the seconds by default are its own."""
    usual, own = (signature(COMMANDS[name]).parameters for name in ("solve", command))
    for name in OPTIONS.keys() - NOT_ASKED.get(command, set()):
        assert own[name].annotation is OPTIONS[name], name
        assert name == "time_limit" or own[name].default == usual[name].default, name


def test_no_other_command_has_them() -> None:
    """``slots`` has the seconds; ``nightly`` has its options in its configuration."""
    others = {
        (command, name)
        for command, function in COMMANDS.items()
        for name in signature(function).parameters
        if command not in SOLVING and name in OPTIONS
    }
    assert others == {("slots", "time_limit"), ("generate", "seed"), ("plot", "progress")}
    assert {"time_limit", "workers", "seed", "deterministic"} <= Config.model_fields.keys()


def test_configuration_makes_a_request() -> None:
    """All of its options reach the solve."""
    config = Config(instance="a", store="b", time_limit=7.0, workers=2, seed=3, deterministic=True)
    assert config.request == Request(
        limits=Limits(seconds=7.0, workers=2, seed=3, deterministic=True)
    )


@pytest.mark.searches
@pytest.mark.parametrize("command", ["replan", "why", "explain"])
def test_options_reach_the_solve(
    command: str, summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Deterministic, with other goals, progress as lines; twice the same."""
    policy, timetable = tmp_path / "policy.toml", solved / "timetable.csv"
    policy.write_text("tiers = [{ preference = 1 }, { coverage = 1 }]\n")
    given = {
        "replan": (tiny, "--previous", timetable, "--out", tmp_path / "out", "--no-charts"),
        "why": (tiny, timetable, "b1", "--at", "2025-10-25T10:00"),
        "explain": (impossible(tiny, tmp_path / "impossible"),),
    }[command]
    asked = ("--deterministic", "--policy", policy, "--progress", "json", "--time-limit", 20)
    ended = [summit(command, *given, *asked, "--workers", 1, "--seed", 5) for _ in range(2)]
    assert ended[0].code in (0, 3), ended[0].err
    lines = [json.loads(line) for line in ended[0].err.splitlines() if line.startswith("{")]
    assert lines
    goals = {goal for line in lines for goal in line["goals"]}
    assert goals <= {"coverage", "preference", "stability"}
    if command == "replan":
        outcome = json.loads((tmp_path / "out" / "outcome.json").read_text())
        assert outcome["seed"] == 5
        named = [goal["goal"] for goal in outcome["goals"]]
        assert named == ["coverage", "stability", "preference"]
    else:
        assert ended[0].out == ended[1].out


def impossible(tiny: Path, folder: Path) -> Path:
    """Copy the instance without the room in which the workshops are held."""
    shutil.copytree(tiny, folder)
    table = folder / "rooms.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    left = "".join(row for row in rows if not row.startswith("STUDY"))
    table.write_text(left, encoding="utf-8")
    return folder
