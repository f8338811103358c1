"""``summit why`` and ``summit slots``."""

import json

import pytest

from models import Changes, Forced, Slots, Why
from scheduler import check, load_instance, load_timetable, whatif, why

pytestmark = pytest.mark.searches


def test_slots_as_json(summit, tiny, solved):
    """One document on standard output; the best place comes first."""
    ended = summit("slots", tiny, solved / "timetable.csv", "W1", "--json")
    assert ended.code == 0
    content = json.loads(ended.out)
    assert Slots.model_validate_json(ended.out).activity == "W1"
    assert content["options"][0]["verdict"] == "free"
    assert content["options"][0]["start"].endswith("+07:00")


def test_slots_as_table(summit, tiny, solved):
    """People get a table, with weekday and cost."""
    ended = summit("slots", tiny, solved / "timetable.json", "W1")
    assert (ended.code, ended.err) == (0, "")
    assert "Sat 25 Oct" in ended.out


def test_why_of_a_wish(summit, tiny, solved):
    """A wish that a pin forbids ends with 3; where it stands is answered with 0."""
    timetable = solved / "timetable.json"
    assert summit("why", tiny, timetable, "OPEN").code == 0
    ended = summit("why", tiny, timetable, "OPEN", "--at", "2025-10-25T10:30")
    assert ended.code == 3
    assert "is pinned to" in ended.out
    asked = summit("why", tiny, timetable, "b3", "--json", "--time-limit", 5)
    told = Why.model_validate_json(asked.out)
    assert told.forced is not None
    assert told.forced.status == "placed"


def test_bad_questions_are_bad_input(summit, tiny, solved):
    """All faults in one message, and exit code 2."""
    ended = summit("why", tiny, solved / "timetable.json", "OPNE", "--at", "soon", "--in", "STUDI")
    assert ended.code == 2
    assert "3 faults" in ended.err
    assert "did you mean 'Opening' (OPEN)?" in ended.err
    assert "Traceback" not in ended.err


def test_what_why_proposes_can_be_taken(summit, tiny, solved, tmp_path):
    """As it was shown, with everybody to be told: where it is free, and where another moves."""
    for activity, at in (("b4", "10:30"), ("b4", "09:30"), ("W1", None)):
        out = tmp_path / f"{activity}{at}".replace(":", "")
        given = [tiny, solved / "timetable.csv", activity]
        wish = ["--at", f"2025-10-25T{at}"] if at else ["--in", "STUDY"]
        ended = summit("why", *given, *wish, "--out", out, "--no-charts", "--json")
        assert ended.code == 0, ended.err
        forced = Why.model_validate_json(ended.out).forced
        written = load_timetable(out / "timetable.json")
        assert [p for p in written.placements if p.start] == [
            p for p in forced.timetable.placements if p.start
        ]
        assert not check(load_instance(tiny), written).violations
        changes = Changes.model_validate_json((out / "changes.json").read_text())
        assert set(changes.told) == set(forced.told)
        assert (out / "changes.txt").read_text() in ended.err


def test_what_cannot_be_had_is_not_written(summit, tiny, solved, tmp_path):
    """It is impossible, or time ran out, or a broken rule would stay broken."""
    out, table = tmp_path / "out", solved / "timetable.csv"
    ended = summit("why", tiny, table, "OPEN", "--at", "2025-10-25T10:30", "--out", out)
    assert ended.code == 3
    assert "nothing was written" in ended.out
    assert "left as it was" not in ended.out
    broken = solved / "broken.csv"
    rows = table.read_text().splitlines(keepends=True)
    broken.write_text("".join(row for row in rows if not row.startswith("CLOSE,")))
    ended = summit("why", tiny, broken, "W1", "--in", "STUDY", "--out", out)
    assert ended.code == 3
    assert "still breaks 1 hard rule" in ended.out
    assert not out.exists()


def test_what_why_has_no_proposal_for_cannot_be_taken(summit, tiny, solved, tmp_path):
    """Without a wish, or into the folder of the timetable."""
    table = solved / "timetable.csv"
    ended = summit("why", tiny, table, "W1", "--out", tmp_path / "out")
    assert (ended.code, ended.out) == (2, "")
    assert "--at or --in" in ended.err
    given = ("why", tiny, table, "W1", "--at", "2025-10-25T10:30")
    assert summit(*given, "--out", solved).code == 2
    assert not (tmp_path / "out").exists()


def test_a_way_that_is_not_found_in_time_is_not_written(
    summit, tiny, solved, tmp_path, monkeypatch
):
    """Another exit code than what is impossible; without the option it is an answer like any."""

    def unanswered(*given, **asked):
        return why(*given, **asked).model_copy(update={"forced": Forced(status="unknown")})

    monkeypatch.setattr(whatif, "why", unanswered)
    given = ("why", tiny, solved / "timetable.csv", "W1", "--at", "2025-10-25T10:30")
    assert summit(*given).code == 0
    assert summit(*given, "--out", tmp_path / "out").code == 4
    assert not (tmp_path / "out").exists()
