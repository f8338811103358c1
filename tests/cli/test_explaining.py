"""``summit explain``: what it prints and where, and its exit code."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Explanation, Instance, Subject
from scheduler import explaining
from scheduler.explaining.explain import explanation
from scheduler.explaining.study import Study
from scheduler.files import load_instance, save_instance

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]


@pytest.fixture
def crowded(tiny: Path, tmp_path: Path) -> Path:
    """The tiny instance with a hall that is closed after the opening."""
    folder = tmp_path / "crowded"
    shutil.copytree(tiny, folder)
    rooms = folder / "rooms.csv"
    lines = rooms.read_text(encoding="utf-8").splitlines()
    lines[0] += ",open"
    for n, line in enumerate(lines[1:], 1):
        lines[n] = line + ("," if "HALL" not in line else ",2025-10-25T09:00/2025-10-25T10:00")
    rooms.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plenaries = folder / "plenaries.csv"
    text = plenaries.read_text(encoding="utf-8")
    plenaries.write_text(text.replace("2025-10-25T11:30,HALL", ","), encoding="utf-8")
    return folder


def test_explain_says_that_all_is_well(summit: Summit, tiny: Path) -> None:
    """A feasible instance ends with 0 and without complaints."""
    ended = summit("explain", tiny)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("This can be planned.")


def test_explain_prints_the_conflict_and_repairs(summit: Summit, crowded: Path) -> None:
    """In words, with exit code 3."""
    ended = summit("explain", crowded, "--time-limit", 20, "--workers", 1)
    assert (ended.code, ended.err) == (3, "")
    assert "Hall (HALL) can be used only 25 Oct 09:00-10:00." in ended.out
    assert "Leave out 'Closing' (CLOSE)" in ended.out
    assert "The best partial timetable that was found leaves out CLOSE." in ended.out


def test_explain_json_is_one_document(summit: Summit, crowded: Path) -> None:
    """The same as values, nothing else on standard output."""
    ended = summit("explain", crowded, "--json", "--workers", 1)
    told = json.loads(ended.out)
    read = Explanation.model_validate_json(ended.out)
    assert (ended.code, told["status"], told["complete"]) == (3, "infeasible", True)
    (conflict,) = told["conflicts"]
    assert conflict["proven_minimal"] is True
    assert {"rule", "table", "column", "subjects", "sources", "message"} < set(conflict["facts"][0])
    hall = [fact for fact in read.facts if Subject(kind="room", id="HALL") in fact.about]
    assert "Hall (HALL) can be used only 25 Oct 09:00-10:00." in map(str, hall)
    assert ["rooms: HALL"] in [fact["sources"] for fact in conflict["facts"]]
    prices = [repair["price"] for repair in told["repairs"]]
    assert len(prices) >= 3
    assert prices == sorted(prices)
    assert told["partial"]["left_out"] == ["CLOSE"]
    assert any(found["dooms"] == "instance" for found in told["preflight"])


def test_explain_reads_the_three_forms_alike(summit: Summit, crowded: Path, tmp_path: Path) -> None:
    """A JSON document of the instance gives the same conflict as its folder."""
    document = tmp_path / "crowded.json"
    save_instance(load_instance(crowded), document)
    folder = json.loads(summit("explain", crowded, "--json").out)
    other = json.loads(summit("explain", document, "--json").out)
    assert folder["conflicts"] == other["conflicts"]


def test_explain_unknown_ends_with_4(
    summit: Summit, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither found nor ruled out has an exit code of its own."""

    def undecided(instance: Instance, *_: object, **__: object) -> Explanation:
        return explanation(Study(status="unknown", findings=()), instance)

    monkeypatch.setattr(explaining, "explain", undecided)
    ended = summit("explain", tiny)
    assert ended.code == 4
    assert ended.out.startswith("Within the limit no timetable was found")


def test_explain_refuses_what_it_cannot_read(summit: Summit, tmp_path: Path) -> None:
    """A missing folder is bad input."""
    ended = summit("explain", tmp_path / "nothing")
    assert (ended.code, ended.out) == (2, "")
    assert "nothing" in ended.err
