"""The runner: a process for each solve, and a table that says what is wrong."""

from argparse import Namespace

from benchmarks.published import cell, run, table
from benchmarks.runs import in_process

FORCED = """
nBusiness = 3; nMeetings = 2; nTables = 1; nTotalSlots = 3; nMorningSlots = 2;
requested = [|1, 2,3, |1, 3,3, |];
forbidden = [{2},{0},{0}];
"""
"""Participant 1 is away in the middle slot, so there is one break."""

PUBLISHED = "instance,fairness_d,status,optimum_breaks,maxsat_time_s\nforced,2,OPT,{},0.1\n"


def ran(tmp_path, optimum):
    """Run one problem, of which ``optimum`` is published, through two contenders."""
    (tmp_path / "forced.dzn").write_text(FORCED, encoding="utf-8")
    (tmp_path / "published.csv").write_text(PUBLISHED.format(optimum), encoding="utf-8")
    names = ["summit", "plain"]
    return list(run(Namespace(set="b2b", path=tmp_path, fairness=2, time_limit=30.0, only=names)))


def test_both_end_as_published(tmp_path):
    """Value, bound, agreement and memory of each are kept, and the totals count the proofs."""
    (row,) = ran(tmp_path, 1)
    for figures in row["runs"].values():
        assert (figures["status"], figures["value"], figures["bound"]) == ("optimal", 1, 1)
        assert (figures["hard_violations"], figures["agreement"]) == (0, "yes")
        assert figures["peak_megabytes"] > 1
    header, _, line, totals = table([row], ["summit", "plain"])
    assert header == "| problem | published | summit | plain |"
    assert line.startswith("| forced | 1, 0.1 s | 1, ")
    assert totals.count("1 of 1 in") == 2


def test_another_optimum_is_seen(tmp_path):
    """Where less is published than is proven possible, the table says so."""
    (row,) = ran(tmp_path, 0)
    assert cell(row["runs"]["summit"]).startswith("1 DISAGREES, ")


def test_a_part_that_does_not_end_is_killed():
    """At the limit, whatever it is doing."""
    assert in_process("hanoi", ["--part", "all tiers"], limit=0.3) == {
        "failed": "killed after 0.3 s"
    }


def test_a_part_that_fails_says_why():
    """The last line of what it said, and the run goes on."""
    figures = in_process("hanoi", ["--part", "nothing"])
    assert list(figures) == ["failed"]
    assert "invalid choice" in figures["failed"]
