"""Every command: what it writes, what it prints and where, and its exit code."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Judgement, Request
from scheduler import exporting, solving
from scheduler.files import dump_instance, load_instance
from scheduler.solving import Disagreement, solve

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]
Edit = Callable[..., Path]
TABLES = {"goals.csv", "itineraries.csv", "timetable.csv", "unscheduled.csv"}
PLAIN = {*TABLES, "instance.json", "timetable.json", "outcome.json"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_new_solve_check_plot_lead_from_nothing_to_charts(summit: Summit, tmp_path: Path) -> None:
    """The path of a planner's first hour."""
    forum, out, charts = tmp_path / "forum", tmp_path / "out", tmp_path / "charts"
    made = summit("new", forum)
    assert (made.code, made.err) == (0, "")
    assert "summit solve" in made.out
    assert (forum / "summit.toml").is_file()
    ended = summit("solve", forum, "--out", out, "--time-limit", 20, "--workers", 1)
    assert ended.code == 0
    assert names(out) > PLAIN
    assert {"overview.pdf", "overview.png", "overview.svg"} <= names(out)
    assert "overview.pdf" in ended.out
    ended = summit("check", forum, out / "timetable.csv")
    assert (ended.code, ended.err) == (0, "")
    assert "0 hard violations." in ended.out
    ended = summit("plot", forum, out / "timetable.json", "--out", charts)
    assert ended.code == 0
    assert ended.err.startswith("drawing 7 charts …\n")
    assert names(charts) == names(out) - PLAIN
    for name in names(charts):
        assert (charts / name).read_bytes() == (out / name).read_bytes(), name


def test_solve_prints_one_document_and_nothing_else(
    summit: Summit, tiny: Path, tmp_path: Path
) -> None:
    """With ``--json`` standard output is the outcome, as in ``outcome.json``."""
    out = tmp_path / "out"
    ended = summit("solve", tiny, "--out", out, "--no-charts", "--json", "--seed", 5)
    document = json.loads(ended.out)
    written = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    files = written.pop("files")
    assert document == written
    assert set(files) == names(out) == PLAIN
    assert (document["status"], document["seed"]) == ("optimal", 5)
    assert document["hard_violations"] == 0
    assert all(goal["value"] == goal["bound"] for goal in document["goals"])
    assert "optimal" in ended.err


def test_solve_takes_another_policy(summit: Summit, tiny: Path, tmp_path: Path) -> None:
    """Of a TOML file, its goals in place of the instance's own."""
    policy = tmp_path / "policy.toml"
    policy.write_text('tiers = [{ breaks = 1 }, { coverage = 2, "room-fit" = 1 }]\n')
    ended = summit(
        "solve", tiny, "--out", tmp_path / "out", "--no-charts", "--json", "--policy", policy
    )
    document = json.loads(ended.out)
    goals = [(goal["goal"], goal["tier"], goal["weight"]) for goal in document["goals"]]
    assert goals == [("breaks", 1, 1), ("coverage", 2, 2), ("room-fit", 2, 1)]


def test_solve_changes_little_of_a_previous_timetable(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """A solve that starts from its own answer changes nothing: nobody has to be told."""
    for name in ("timetable.json", "timetable.csv"):
        ended = summit(
            "solve", tiny, "--out", tmp_path / "again", "--no-charts", "--json",
            "--previous", solved / name,
        )  # fmt: skip
        scores = {goal["goal"]: goal["value"] for goal in json.loads(ended.out)["goals"]}
        assert scores["stability"] == 0


def test_solve_says_infeasible(summit: Summit, tiny: Path, solved: Path, tmp_path: Path) -> None:
    """Exit code 3; a new folder gets the outcome, one with results is left as it was."""
    rows = load_instance(tiny).model_dump()
    for row in rows["activities"]:
        row["seats"] = 10**6
    too_large = tmp_path / "too-large.json"
    too_large.write_text(dump_instance(Instance.model_validate(rows)), encoding="utf-8")
    ended = summit("solve", too_large, "--out", tmp_path / "new", "--json")
    assert ended.code == 3
    assert json.loads(ended.out)["status"] == "infeasible"
    assert names(tmp_path / "new") == {"outcome.json"}
    before = {path: path.read_bytes() for path in solved.iterdir()}
    ended = summit("solve", too_large, "--out", solved)
    assert ended.code == 3
    assert "left as it was" in ended.out
    assert {path: path.read_bytes() for path in solved.iterdir()} == before


def test_solve_says_when_there_was_no_time(
    summit: Summit, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 4: none found, none ruled out."""

    def at_once(instance: Instance, request: Request, **options: Any) -> Any:
        limits = request.limits.model_copy(update={"seconds": 0.0})
        return solve(instance, request.model_copy(update={"limits": limits}), **options)

    monkeypatch.setattr(solving, "solve", at_once)
    ended = summit("solve", tiny, "--out", tmp_path / "out", "--json")
    assert ended.code == 4
    assert json.loads(ended.out)["status"] == "unknown"
    assert names(tmp_path / "out") == {"outcome.json"}


def test_solve_says_when_the_fault_is_ours(
    summit: Summit, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 1, with the traceback for whoever mends it; nothing written."""

    def disagree(*_: object, **__: object) -> None:
        raise Disagreement("the referee found a fault")

    monkeypatch.setattr(solving, "solve", disagree)
    ended = summit("solve", tiny, "--out", tmp_path / "out")
    assert (ended.code, ended.out) == (1, "")
    assert "Traceback" in ended.err
    assert "a bug in summit" in ended.err
    assert not (tmp_path / "out").exists()


def test_stop_while_writing_leaves_nothing(
    summit: Summit, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C after the search: no half of a folder, no traceback, the shell's own code."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "write_results", stop)
    ended = summit("solve", tiny, "--out", tmp_path / "out", "--no-charts")
    assert ended.code == 130
    assert "Traceback" not in ended.err
    assert list(tmp_path.iterdir()) == []


HAND_EDITED: dict[str, tuple[str, dict[str, str], str]] = {
    "mandatory": ("OPEN", {"start": "", "room": "", "unit": ""}, "OPEN"),
    "grid": ("W1", {"start": "2025-10-25T10:40"}, "W1"),
    "window": ("CLOSE", {"start": "2025-10-25T12:00"}, "CLOSE"),
    "pinned-time": ("OPEN", {"start": "2025-10-25T09:30"}, "OPEN"),
    "room-overlap": ("W1", {"start": "2025-10-25T09:30"}, "STUDY"),
    "room-kind": ("b1", {"room": "HALL"}, "b1"),
}


@pytest.mark.parametrize("rule", HAND_EDITED)
def test_check_names_what_a_hand_broke(
    rule: str, summit: Summit, tiny: Path, solved: Path, edit: Edit
) -> None:
    """Exit code 3, the rule, and whom it concerns, for people and as JSON."""
    activity, cells, subject = HAND_EDITED[rule]
    edited = edit(solved / "timetable.csv", activity, **cells)
    ended = summit("check", tiny, edited)
    assert (ended.code, ended.err) == (3, "")
    lines = [line for line in ended.out.splitlines() if line.startswith(f"{rule}: ")]
    assert lines
    assert any(subject in line for line in lines)
    ended = summit("check", tiny, edited, "--json")
    assert (ended.code, ended.err) == (3, "")
    report = Judgement.model_validate_json(ended.out)
    told = [v for v in report.violations if v.rule == rule]
    assert subject in {v.subject for v in told}
    assert report.hard_violations == len(report.violations)


def test_check_is_content_with_what_solve_made(summit: Summit, tiny: Path, solved: Path) -> None:
    """Exit code 0 and the same values, from CSV and JSON."""
    outcome = json.loads((solved / "outcome.json").read_text(encoding="utf-8"))
    values = {goal["goal"]: goal["value"] for goal in outcome["goals"]}
    for name in ("timetable.csv", "timetable.json"):
        ended = summit("check", tiny, solved / name, "--json")
        assert (ended.code, ended.err) == (0, "")
        report = json.loads(ended.out)
        assert report["violations"] == []
        assert {goal["goal"]: goal["value"] for goal in report["goals"]} == values


def test_check_tells_what_soft_rules_cost(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """In words and in the document; a broken soft rule is no hard violation."""
    folder = tmp_path / "tiny"
    shutil.copytree(tiny, folder)
    with (folder / "rules.csv").open("a") as rules:
        rules.write("near,same-room,W1;b1,3,,,\n")
    ended = summit("check", folder, solved / "timetable.csv")
    assert ended.code == 0
    assert "1 soft violation, which costs 3:" in ended.out
    document = json.loads(summit("check", folder, solved / "timetable.csv", "--json").out)
    assert [one["cost"] for one in document["soft_violations"]] == [3]


def test_check_compares_with_a_previous_timetable(
    summit: Summit, tiny: Path, solved: Path, edit: Edit
) -> None:
    """A move of room is stability's business alone."""
    edited = edit(solved / "timetable.csv", "W1", room="HALL", unit="1")
    ended = summit("check", tiny, edited, "--previous", solved / "timetable.json", "--json")
    scores = {goal["goal"]: goal["parts"] for goal in json.loads(ended.out)["goals"]}
    assert scores["stability"]["room_moves"] == 1


def test_schema_is_a_json_schema(summit: Summit) -> None:
    """One document on standard output."""
    ended = summit("schema")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out)["properties"]["activities"]
    for name, column in (("request", "holds"), ("why", "forced"), ("judgement", "violations")):
        assert json.loads(summit("schema", name).out)["properties"][column]
    assert summit("schema", "everything").code == 2


def test_output_into_a_closed_pipe_is_no_crash() -> None:
    """As in ``summit schema | head -1``."""
    code = "from scheduler.cli.main import main; main()"
    command = [sys.executable, "-c", code, "schema"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    told = process.stderr.read().decode()
    process.wait(timeout=60)
    process.stderr.close()
    assert "Traceback" not in told
