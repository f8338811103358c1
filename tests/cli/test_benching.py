"""``summit bench``: what it prints and keeps, and its exit codes."""

import json
from pathlib import Path

import pytest

from scheduler.benching import running
from scheduler.benching.results import BenchResults
from scheduler.solving import solve

pytestmark = pytest.mark.searches

B2B = """nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 3; nMorningSlots = 3;
requested = [|1,2,3|1,3,3|]; forbidden = [{2},{},{}];"""
"""One break at least; none is allowed at fairness 0."""

HEADER = "instance,fairness_d,status,optimum_breaks,maxsat_time_s\n"

RIVAL = {
    "days": 1,
    "ticks_per_day": 4,
    "tick_minutes": 15,
    "day_start": "08:00",
    "turnaround": {"booth": 0},
    "weights": {
        "unscheduled_per_priority": 100,
        "topic_overlap": 2,
        "person_break": 1,
        "preferred_start": 1,
    },
    "break_longer_than": 2,
    "rooms": [{"id": "B0", "kind": "booth"}],
    "room_groups": {"booth": ["B0"]},
    "people": [{"id": "P0"}, {"id": "P1"}],
    "activities": [
        {
            "id": f"A{n}",
            "kind": "bilateral",
            "duration": 3,
            "people": [f"P{n}"],
            "room_group": "booth",
            "starts": [[0, 2]],
            "priority": n + 1,
            "optional": True,
            "preferred": [[0, 1, 1]],
            "topics": [],
        }
        for n in range(2)
    ],
}
"""One booth for two meetings of three ticks in four: the lesser is left out, cost 100."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "set"
    path.mkdir()
    (path / "one.dzn").write_text(B2B, encoding="utf-8")
    (path / "two.dzn").write_text(B2B.replace("{2}", "{}"), encoding="utf-8")
    rows = "one,2,OPT,1,7.5\none,0,UNSAT,,1\ntwo,2,OPT,0,TO\n"
    (path / "published.csv").write_text(HEADER + rows, encoding="utf-8")
    return path


def test_curve_is_shown_below_each_problem(summit, folder):
    """With the last value and bound at its end; the document has it anyway."""
    ended = summit("bench", "b2b", folder / "one.dzn", "--curve", "--workers", 1)
    (line,) = (line for line in ended.out.splitlines() if "value (bound) after" in line)
    assert line.endswith(" s 1 (1)")


def test_one_document_and_a_line_for_each(summit, folder):
    """``--json`` goes to standard output, the table and the totals to standard error."""
    ended = summit("bench", "b2b", folder, "--json", "--workers", 1, "--seed", 3)
    assert ended.code == 0
    document = json.loads(ended.out)
    assert BenchResults.model_validate_json(ended.out).set == "b2b"
    shown = [
        (p["problem"], p["status"], p["value"], p["bound"], p["published_seconds"], p["agreement"])
        for p in document["problems"]
    ]
    assert shown == [("one", "optimal", 1, 1, 7.5, "yes"), ("two", "optimal", 0, 0, None, "yes")]
    head = ("set", "fairness", "workers", "seed")
    assert [document[key] for key in head] == ["b2b", 2, 1, 3]
    assert "ortools" in document["versions"]
    sums = document["totals"]
    assert (sums["problems"], sums["proven"], sums["agreements"]) == (2, 2, 2)
    assert (sums["compared"], sums["published_seconds"]) == (1, 7.5)
    lines = ended.err.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["problem", "one", "two"]
    assert "2 of 2 problems" in lines[3]


def test_fairness_is_an_option_of_b2b_alone(summit, folder):
    """It chooses the problem, and the published row; other sets have none."""
    ended = summit("bench", "b2b", folder / "one.dzn", "--fairness", 0, "--json", "--workers", 1)
    assert ended.code == 0
    document = json.loads(ended.out)
    assert document["fairness"] == 0
    (row,) = document["problems"]
    assert (row["status"], row["value"], row["agreement"]) == ("infeasible", None, "yes")
    ended = summit("bench", "rivals", folder, "--fairness", 0)
    assert (ended.code, ended.out) == (2, "")


def test_a_disagreement_ends_with_3(summit, folder):
    """So that a job notices."""
    (folder / "published.csv").write_text(HEADER + "one,2,OPT,0,1\n", encoding="utf-8")
    ended = summit("bench", "b2b", folder / "one.dzn", "--workers", 1)
    assert (ended.code, ended.err) == (3, "")
    assert "1 disagreements" in ended.out


def test_a_violation_ends_with_3(summit, folder, monkeypatch):
    """The referee looks at what the solve gives back, whatever the solve says of it."""

    def wrong(*arguments, **options):
        outcome = solve(*arguments, **options)
        (first, *others) = outcome.timetable.placements
        twice = outcome.timetable.model_copy(update={"placements": (first, first, *others)})
        return outcome.model_copy(update={"timetable": twice})

    monkeypatch.setattr(running, "solve", wrong)
    ended = summit("bench", "b2b", folder / "one.dzn", "--workers", 1, "--json")
    assert ended.code == 3
    assert json.loads(ended.out)["totals"]["hard_violations"] > 0


def test_out_keeps_outcome_timetable_and_answer(summit, tmp_path):
    """A folder for each problem; the answer is in the format of its source."""
    case, out = tmp_path / "R+-1.json", tmp_path / "out"
    case.write_text(json.dumps(RIVAL), encoding="utf-8")
    ended = summit("bench", "rivals", case, "--out", out, "--json", "--workers", 1)
    assert ended.code == 0
    (row,) = json.loads(ended.out)["problems"]
    assert (row["value"], row["bound"], row["agreement"]) == (100, 100, None)
    kept = out / "R+-1"
    assert {p.name for p in kept.iterdir()} == {"outcome.json", "timetable.json", "answer.json"}
    answer = json.loads((kept / "answer.json").read_text(encoding="utf-8"))
    assert answer == {"A0": None, "A1": {"start": 1, "room": "B0"}}
    assert json.loads((kept / "outcome.json").read_text(encoding="utf-8"))["status"] == "optimal"


def test_out_of_an_infeasible_problem_takes_the_old_answer_away(summit, folder):
    """What is kept is of the last run."""
    out, one = folder / "out", folder / "one.dzn"
    assert summit("bench", "b2b", one, "--out", out, "--workers", 1).code == 0
    assert (out / "one" / "timetable.json").exists()
    ended = summit("bench", "b2b", one, "--out", out, "--workers", 1, "--fairness", 0)
    assert ended.code == 0
    assert {path.name for path in (out / "one").iterdir()} == {"outcome.json"}


def test_stopped_on_request_reports_what_is_done(summit, folder, monkeypatch):
    """Ctrl-C in a solve: that problem is the last, and everything is still printed."""

    def interrupted(*arguments, **options):
        return solve(*arguments, **options).model_copy(update={"status": "cancelled"})

    monkeypatch.setattr(running, "solve", interrupted)
    ended = summit("bench", "b2b", folder, "--json", "--workers", 1)
    assert ended.code == 0
    assert [p["status"] for p in json.loads(ended.out)["problems"]] == ["cancelled"]
    assert "1 of 2 problems" in ended.err


def test_stopped_between_solves_reports_what_is_done(summit, folder, monkeypatch):
    """Ctrl-C anywhere else ends in the same way."""
    calls = []

    def interrupted(*arguments, **options):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return solve(*arguments, **options)

    monkeypatch.setattr(running, "solve", interrupted)
    ended = summit("bench", "b2b", folder, "--json", "--workers", 1)
    assert ended.code == 0
    assert [p["problem"] for p in json.loads(ended.out)["problems"]] == ["one"]
    assert "Stopped on request" in ended.err


def test_bad_files_end_with_2_before_any_solve(summit, folder):
    """All faults of all files in one message; nothing is solved or written."""
    (folder / "two.dzn").write_text("nBusiness = 1;\nnTables = 0;", encoding="utf-8")
    (folder / "zero.dzn").write_text("what", encoding="utf-8")
    ended = summit("bench", "b2b", folder, "--out", folder / "out", "--json")
    assert (ended.code, ended.out) == (2, "")
    assert "two.dzn, row 2, column nTables" in ended.err
    assert "zero.dzn, row 1" in ended.err
    assert "problem " not in ended.err
    assert not (folder / "out").exists()


def test_unknown_set(summit, folder):
    """The message about a mistyped set lists the known ones."""
    ended = summit("bench", "b3b", folder)
    assert (ended.code, ended.out) == (2, "")
    assert "csplib046" in ended.err
