"""``summit diff``: any two timetables, and who has to be told."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Changes

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]
Edit = Callable[..., Path]


def test_an_edited_table_is_compared_with_the_instance_beside_it(
    summit: Summit, solved: Path, edit: Edit
) -> None:
    """Who has to be told, by delegation, in the words of ``changes.txt``; the rest is unchanged."""
    table = solved / "timetable.csv"
    same = summit("diff", table, solved / "timetable.json")
    assert (same.code, same.out, same.err) == (0, "Nothing changes.\n", "")
    edited = edit(table, "W2", start="2025-10-25T11:00")
    ended = summit("diff", table, edited)
    assert (ended.code, ended.err) == (0, "")
    assert "1 activity changes.\nTell these 1 (1 person in all):\n\nBrigadoon\n" in ended.out
    assert "(W2): moves from" in ended.out
    typed = (
        edited.read_text().replace("2025-10-25T11:00", "Sat 25 Oct 11:00").replace("HALL", "hall")
    )
    edited.write_text(typed)
    assert summit("diff", table, edited).out == ended.out
    back = summit("diff", edited, table, "--json")
    (change,) = Changes.model_validate_json(back.out).changes
    assert (change.activity, change.what, change.tell) == ("W2", ("moved-time",), ("b",))


def test_timetables_of_two_editions_are_compared_with_both(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Each in its folder: who was in a meeting that the later edition does not have is told."""
    facts, out = tmp_path / "facts", tmp_path / "again"
    shutil.copytree(tiny, facts)
    table = facts / "bilaterals.csv"
    rows = table.read_text().splitlines(keepends=True)
    table.write_text("".join(row for row in rows if not row.startswith("b2,")))
    given = ("replan", facts, "--previous", solved / "timetable.csv", "--out", out)
    assert summit(*given, "--no-charts").code == 0
    ended = summit("diff", solved / "timetable.csv", out / "timetable.csv")
    assert ended.code == 0
    assert ended.out == (out / "changes.txt").read_text()
    assert "Host – Brigadoon' (b2): is cancelled" in ended.out


def test_the_instance_is_asked_for_where_it_is_not_known(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """Without one beside either table; and where that one lacks what the later one names."""
    for name in ("one.csv", "two.csv"):
        shutil.copy(solved / "timetable.csv", tmp_path / name)
    pair = (tmp_path / "one.csv", tmp_path / "two.csv")
    ended = summit("diff", *pair)
    assert (ended.code, ended.out) == (2, "")
    assert "--instance" in ended.err
    assert summit("diff", *pair, "--instance", tiny).out == "Nothing changes.\n"
    beside = summit("diff", solved / "timetable.csv", pair[1])
    assert (beside.code, beside.out) == (0, "Nothing changes.\n")
    strange = tmp_path / "strange.csv"
    strange.write_text((tmp_path / "one.csv").read_text().replace("\nb1,", "\nnobody,"))
    assert summit("diff", solved / "timetable.csv", strange).code == 2
    given = summit("diff", solved / "timetable.csv", strange, "--instance", tiny)
    assert given.code == 0
    assert "(b1): does not take place" in given.out
    assert "nobody" in given.err


def test_what_is_of_another_event_or_cannot_be_read_is_refused(
    summit: Summit, hanoi: Path, solved: Path, tmp_path: Path
) -> None:
    """One clear message, whichever of the two it is."""
    table = solved / "timetable.csv"
    other = summit("diff", table, table, "--instance", hanoi)
    assert other.code == 2
    assert "shares 0 of its 7 activities" in other.err
    broken = tmp_path / "broken.csv"
    with broken.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["activity", "start", "room"], ["b1", "soon", "BOOTH"]])
    for pair in ((table, broken), (broken, table), (table, tmp_path / "none.csv")):
        ended = summit("diff", *pair)
        assert (ended.code, ended.out) == (2, "")
        assert "Traceback" not in ended.err
