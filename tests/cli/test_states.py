"""Cancelled, withdrawn, closed: one cell each, and every command goes on."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.files import load_instance, save_instance

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]


@pytest.fixture
def stated(tiny: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a copy of the tiny instance in which rows have a state."""

    def state(**states: tuple[str, str]) -> Path:
        folder = tmp_path / "stated"
        shutil.copytree(tiny, folder)
        for table, (name, value) in states.items():
            file = folder / f"{table}.csv"
            with file.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.DictReader(stream))
            for row in rows:
                row["state"] = value if row["id"] == name else ""
            with file.open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, rows[0])
                writer.writeheader()
                writer.writerows(rows)
        return folder

    return state


def test_cancelled_meeting_frees_its_place_and_tells_its_sides(
    summit: Summit, stated: Callable[..., Path], solved: Path, tmp_path: Path
) -> None:
    """A rule that names it has nothing left to judge, which is said; nobody else is told."""
    folder, out = stated(bilaterals=("b4", "cancelled")), tmp_path / "out"
    previous = solved / "timetable.csv"
    ended = summit("replan", folder, "--previous", previous, "--out", out, "--no-charts")
    assert ended.code == 0
    assert "Cancelled: 'Cockaigne – Dilmun' (b4)." in ended.err
    assert "Rule host-first has nothing left to judge." in ended.err
    changes = json.loads((out / "changes.json").read_text(encoding="utf-8"))
    (change,) = changes["changes"]
    assert (change["activity"], change["tell"], change["reason"]) == (
        "b4", ["c", "d"], "cancelled"
    )  # fmt: skip
    assert (out / "changes.txt").read_text(encoding="utf-8").count("(b4): is cancelled") == 2
    assert "b4" not in (out / "timetable.csv").read_text(encoding="utf-8")
    assert summit("check", folder, out / "timetable.csv").code == 0
    assert summit("explain", folder).code == 0
    old = summit("check", folder, previous)
    assert old.code == 0
    assert "(b4), 2025-10-25 10:00, BOOTH: does not take place" in old.out
    for command in ("why", "slots"):
        asked = summit(command, folder, previous, "b4")
        assert (asked.code, asked.out) == (
            3, "'Cockaigne – Dilmun' (b4) does not take place: it is cancelled.\n"
        )  # fmt: skip
    assert summit("slots", folder, previous, "b1").code == 0


@pytest.mark.parametrize("facts", [True, False])
def test_withdrawn_delegation_is_one_cell(
    facts: bool, summit: Summit, stated: Callable[..., Path], solved: Path, tmp_path: Path
) -> None:
    """Its meetings are cancelled, ceremonies are held without it; it is told, and so are others."""
    folder, out = stated(delegations=("del-b", "withdrawn")), tmp_path / "out"
    if not facts:
        (solved / "instance.json").unlink()
    ended = summit(
        "replan", folder, "--previous", solved / "timetable.csv", "--out", out, "--no-charts"
    )
    assert ended.code == 0
    assert (
        "Brigadoon (del-b) has withdrawn: 2 activities (W2, b2) will not take place; "
        "2 plenaries (OPEN, CLOSE) will be held without them."
    ) in ended.err
    changes = json.loads((out / "changes.json").read_text(encoding="utf-8"))
    told = {change["activity"]: change["tell"] for change in changes["changes"]}
    assert told == {"OPEN": ["b"], "CLOSE": ["b"], "W2": ["b"], "b2": ["host", "b"]}
    names = [notice["delegation"] for notice in changes["notices"]]
    assert names == ["del-host", "del-b"]
    assert "Brigadoon" not in (out / "itineraries.csv").read_text(encoding="utf-8")
    assert summit("check", folder, out / "timetable.csv").code == 0


def test_closed_room_is_a_conflict_only_where_nothing_else_will_do(
    summit: Summit, stated: Callable[..., Path], solved: Path, tmp_path: Path
) -> None:
    """What was in it moves; if that cannot be, it can be opened after all, at a price."""
    folder = stated(rooms=("BOOTH", "closed"))
    out = tmp_path / "out"
    ended = summit(
        "replan", folder, "--previous", solved / "timetable.csv", "--out", out, "--no-charts"
    )
    assert ended.code == 0
    assert "Booths (BOOTH) is closed: nothing can be there." in ended.err
    lost = list(csv.DictReader((out / "unscheduled.csv").read_text(encoding="utf-8").splitlines()))
    assert len(lost) == 4
    assert sum("which is closed" in row["reason"] for row in lost) == 3
    shutil.rmtree(folder)
    folder = stated(rooms=("STUDY", "closed"))
    ended = summit("explain", folder, "--workers", 1)
    assert ended.code == 3
    assert "Study (STUDY) is closed." in ended.out
    assert "Open Study (STUDY) after all" in ended.out


def test_states_are_kept_in_either_form(stated: Callable[..., Path], tmp_path: Path) -> None:
    """Tables, document, and back."""
    folder = stated(
        bilaterals=("b4", "cancelled"), people=("a", "withdrawn"), rooms=("STUDY", "closed"),
        delegations=("del-b", "withdrawn"), plenaries=("CLOSE", "cancelled"),
    )  # fmt: skip
    instance = load_instance(folder)
    assert [a.id for a in instance.activities if a.state] == ["CLOSE", "b4"]
    save_instance(instance, tmp_path / "again")
    assert load_instance(tmp_path / "again") == instance
    document = tmp_path / "instance.json"
    document.write_text(instance.model_dump_json(), encoding="utf-8")
    assert load_instance(document).sha256 == instance.sha256


@pytest.mark.parametrize("word", ["Cancelled", " CANCELLED ", "canceled"])
def test_state_is_read_as_people_type_it(word: str, stated: Callable[..., Path]) -> None:
    """In any capitals, and as it is spelled in America."""
    assert load_instance(stated(bilaterals=("b4", word))).activity["b4"].state == "cancelled"


def test_column_named_after_a_state_is_no_note(summit: Summit, stated: Callable[..., Path]) -> None:
    """Whoever writes yes into a column ``Cancelled`` wants it to be read."""
    folder = stated(bilaterals=("b4", "yes"))
    file = folder / "bilaterals.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",state", ",Cancelled", 1), "utf-8")
    ended = summit("explain", folder)
    assert ended.code == 2
    assert "allowed: column state, with cancelled in the rows meant" in ended.err


def test_other_states_are_faults(summit: Summit, stated: Callable[..., Path]) -> None:
    """A table has its own state."""
    ended = summit("explain", stated(rooms=("STUDY", "cancelled")))
    assert ended.code == 2
    assert "closed" in ended.err
