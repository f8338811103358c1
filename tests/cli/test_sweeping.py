"""``summit sweep``: tables, documents, files, and what is refused."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.sweeping.test_robustness import BEST, placed

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

Summit = Callable[..., Any]

PLAN = """
[[scenarios]]
name = "hall closed"
changes = [{ change = "without", room = "HALL" }]

[factors]
booths = { change = "units", room = "BOOTH", to = [1, 2] }
"""

QUICK = ("--time-limit", 10, "--workers", 1, "--seed", 3)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A file of three scenarios, of which one cannot be planned."""
    (tmp_path / "what-if.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path / "what-if.toml"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """Coverage alone."""
    (tmp_path / "policy.toml").write_text("tiers = [{ coverage = 1 }]", encoding="utf-8")
    return tmp_path / "policy.toml"


def test_scenarios_go_on_where_they_were(
    summit: Summit, tiny: Path, plan: Path, policy: Path, tmp_path: Path
) -> None:
    """A table of all, written with the timetables; the second run solves nothing again."""
    out = tmp_path / "out"
    asked = ("sweep", "scenarios", tiny, plan, "--policy", policy, "--out", out, *QUICK)
    first = summit(*asked)
    assert first.code == 0
    assert "has no legal place" in first.out
    assert first.out.rstrip().endswith(f"Complete.\n5 files are in {out}.")
    listed = json.loads((out / "sweep.json").read_text())["files"]
    assert sorted([*listed, "answers.sqlite"]) == sorted(
        str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()
    )
    assert (out / "scenarios.csv").read_text().startswith("scenario,booths,what,coverage,")
    again = summit(*asked, "--json", "--progress", "json")
    document = json.loads(again.out)
    assert document["sweep"] == "scenarios"
    assert [row["status"] for row in document["rows"]] == [
        "optimal",
        "infeasible",
        "optimal",
        "optimal",
    ]
    assert document["rows"] == json.loads((out / "sweep.json").read_text())["rows"]
    lines = [json.loads(line) for line in again.err.splitlines() if line.startswith("{")]
    assert [line["done"] for line in lines] == [1, 2, 3, 4]
    assert [line["of"] for line in lines] == [4] * 4
    assert lines[-1]["seconds"] < sum(row["seconds"] for row in document["rows"]) + 1


def test_front_prices_robustness_and_fairness(summit: Summit, tiny: Path, tmp_path: Path) -> None:
    """Each prints a table, or one document."""
    out = tmp_path / "out"
    pair = ("--goals", "coverage,preference", *QUICK)
    shown = summit("sweep", "front", tiny, *pair, "--out", out)
    assert shown.code == 0
    assert "coverage bound" in shown.out
    assert "Complete: proven that no further point exists." in shown.out
    assert "value 2, bound 2" in shown.err
    three = summit("sweep", "front", tiny, "--goals", "coverage,rules,breaks", *QUICK, "--json")
    assert json.loads(three.out)["complete"] is True
    prices = summit("sweep", "prices", tiny, "--prove", 1, *QUICK)
    assert "nothing (proven)" in prices.out
    fair = summit("sweep", "fairness", tiny, "--guarantees", "1", *QUICK)
    assert fair.code == 0
    assert "whoever asks for at most 1 gets all" in fair.out
    assert "goal fairness before all others" in fair.out
    paused = summit("sweep", "buffers", tiny, "--minutes", "0,10", *QUICK)
    assert "buffer" in paused.out
    assert "a buffer of 10 minutes" in paused.err
    known = out / "timetables/001.json"
    tried = summit("sweep", "robustness", tiny, known, "--draws", 3, "--progress", "json", "--json")
    assert len(json.loads(tried.out)["rows"]) == 3
    assert json.loads(tried.err)["of"] == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("front", "{tiny}", "--goals", "coverage,happiness"),
            "summit: a goal is 'happiness'; it must be one of coverage,",
        ),
        (("front", "{tiny}", "--goals", "coverage"), "two or three different goals"),
        (("front", "{tiny}", "--goals", "coverage,stability"), "needs a previous timetable"),
        (("front", "{tiny}", "--points", "0"), "--points"),
        (("scenarios", "{tiny}", "{empty}"), "factors.booths: found {"),
        (("scenarios", "{tiny}", "{tiny}"), "tiny"),
        (("scenarios", "{tiny}", "{plan}", "--out", "{tiny}"), "another folder"),
        (("robustness", "{tiny}", "{nothing}"), "no such file"),
        (("fairness", "{tiny}", "--guarantees", "some"), "whole numbers such as 1,2"),
        (("buffers", "{tiny}", "--minutes", "500"), "from 0 to 120"),
        *(
            ((*command, "--cluster", "10.0.0.1"), "'10.0.0.1' is no address of a cluster")
            for command in (
                ("front", "{tiny}"),
                ("scenarios", "{tiny}", "{plan}"),
                ("prices", "{tiny}"),
                ("fairness", "{tiny}"),
                ("robustness", "{tiny}", "{best}"),
            )
        ),
    ],
)
def test_bad_input_is_told_once(
    arguments: tuple[str, ...], said: str, summit: Summit, tiny: Path, plan: Path, tmp_path: Path
) -> None:
    """With exit code 2, and nothing is written."""
    empty = tmp_path / "empty.toml"
    empty.write_text(PLAN.replace("[1, 2]", "[]"), encoding="utf-8")
    best = tmp_path / "best.json"
    best.write_text(placed(BEST).model_dump_json(), encoding="utf-8")
    names = {"tiny": tiny, "plan": plan, "empty": empty, "nothing": tmp_path / "none.json"}
    names |= {"best": best}
    before = sorted(tmp_path.iterdir())
    ended = summit("sweep", *(part.format(**names) for part in arguments))
    assert ended.code == 2
    assert said in " ".join(ended.err.replace("│", " ").split())
    assert "Traceback" not in ended.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_foreign_or_busy_file_of_answers_is_told(
    summit: Summit, tiny: Path, plan: Path, tmp_path: Path
) -> None:
    """With the exit codes of bad input, and of a store that is locked."""
    asked = ("sweep", "scenarios", tiny, plan, "--out", tmp_path / "out", *QUICK)
    (tmp_path / "out").mkdir()
    answers = tmp_path / "out" / "answers.sqlite"
    answers.write_text("my own notes, which are no database of anybody\n" * 30)
    foreign = summit(*asked)
    assert (foreign.code, "not as a sweep wrote it" in foreign.err) == (2, True)
    answers.unlink()
    with sqlite3.connect(answers) as other:
        other.execute("BEGIN EXCLUSIVE")
        busy = summit(*asked)
        assert (busy.code, "another sweep is writing to" in busy.err) == (6, True)
    other.close()
