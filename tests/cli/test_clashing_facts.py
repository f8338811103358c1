"""Facts that contradict each other are a conflict, not a fault of a file: every command works."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]

CLASHES = {
    "late": ("availability.csv", "a,2025-10-25T09:10,2025-10-25T12:00,,,"),
    "gone": ("availability.csv", "d,2025-10-26T09:00,2025-10-26T12:00,,,"),
    "too long": ("plenaries.csv", "GALA,Gala,60,a;b,0,2025-10-25T11:30,HALL,,,"),
}

OFFERS = (
    "Head of delegation, Avalon (a) need not attend 'Opening' (OPEN)",
    "Hold 'Opening' (OPEN), 'Closing' (CLOSE) without Head of delegation, Dilmun (d)",
    "Leave out 'Gala' (GALA)",
)


@pytest.fixture(params=CLASHES)
def clashing(request: pytest.FixtureRequest, tiny: Path, tmp_path: Path) -> Path:
    """The tiny instance with a row that contradicts others."""
    folder = tmp_path / "clashing"
    shutil.copytree(tiny, folder)
    file, row = CLASHES[request.param]
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(f"{row}\n")
    return folder


def test_solve_and_replan_refer_to_explain(
    summit: Summit, clashing: Path, solved: Path, tmp_path: Path
) -> None:
    """They end with 3, as with any other conflict, and say where the reason is."""
    out = tmp_path / "out"
    for arguments in (["solve"], ["replan", "--previous", solved / "timetable.csv"]):
        ended = summit(arguments[0], clashing, *arguments[1:], "--out", out, "--no-charts")
        assert ended.code == 3
        assert f"summit explain {clashing}" in ended.out
        assert re.search(
            "^- '(Opening|Closing|Gala)'.* has no legal place", ended.out, re.MULTILINE
        )
        assert not (out / "timetable.csv").exists()


def test_explain_offers_to_do_without_them(summit: Summit, clashing: Path) -> None:
    """The conflict with its facts, and a price for everything that would help."""
    ended = summit("explain", clashing, "--workers", 1)
    assert ended.code == 3
    assert "(price" in ended.out
    assert any(offer in ended.out for offer in OFFERS)


def test_published_timetable_can_still_be_looked_at(
    summit: Summit, clashing: Path, solved: Path, tmp_path: Path
) -> None:
    """The referee says what is broken; charts, places and reasons are there all the same."""
    timetable = solved / "timetable.csv"
    checked = summit("check", clashing, timetable)
    assert checked.code == 3
    assert "Goals: coverage 2" in checked.out
    assert summit("why", clashing, timetable, "b1").code == 0
    assert summit("slots", clashing, timetable, "b1").code == 0
    assert summit("plot", clashing, timetable, "--out", tmp_path / "charts").code == 0
