"""``summit export``: for whom, in which language, into which folder."""

import builtins
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Summit = Callable[..., Any]

HELD = """activity,start,room,unit
OPEN,2025-10-25T09:00,HALL,1
b1,2025-10-25T09:30,BOOTH,1
b4,2025-10-25T10:00,BOOTH,2
W2,2025-10-25T09:30,STUDY,1
W1,2025-10-25T10:30,STUDY,1
CLOSE,2025-10-25T11:30,HALL,1
"""


@pytest.fixture
def timetable(tmp_path: Path) -> Path:
    """A timetable of the tiny instance that leaves two requests out."""
    path = tmp_path / "timetable.csv"
    path.write_text(HELD, encoding="utf-8")
    return path


def test_a_folder_is_for_one_audience(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """It has the files of the last export and no others, but for those of somebody else."""
    out = tmp_path / "out"
    seen = {}
    for readers in ("planner", "delegation:del-a", "public"):
        ended = summit("export", tiny, timetable, "--out", out, "--for", readers)
        assert (ended.code, ended.err) == (0, "")
        listing = json.loads((out / "export.json").read_text(encoding="utf-8"))
        assert listing["for"] == readers
        assert {path.name for path in out.iterdir() if path.is_file()} == {
            *listing["files"],
            *(["notes.txt"] if seen else []),
        }
        seen[readers] = (out / "programme.html").read_text(encoding="utf-8")
        (out / "notes.txt").write_text("mine", encoding="utf-8")
        listing["files"].append("old.txt")
        (out / "export.json").write_text(json.dumps(listing), encoding="utf-8")
        (out / "old.txt").write_text("of the planners", encoding="utf-8")
    assert "Host – Brigadoon" in seen["planner"]
    assert "Host – Avalon" in seen["delegation:del-a"]
    assert "Cockaigne – Dilmun" not in seen["delegation:del-a"]
    assert "Evidence on phones" in seen["public"]
    assert "Avalon" not in seen["public"]


def test_broken_rules_are_said(summit: Summit, tiny: Path, timetable: Path, tmp_path: Path) -> None:
    """It is exported all the same: planners look at drafts."""
    text = timetable.read_text(encoding="utf-8").replace(
        "b4,2025-10-25T10:00", "b4,2025-10-25T09:00"
    )
    timetable.write_text(text, encoding="utf-8")
    ended = summit("export", tiny, timetable, "--out", tmp_path / "out")
    assert ended.code == 0
    assert "breaks hard rules" in ended.err
    assert "person-overlap" in ended.err
    page = (tmp_path / "out" / "programme.html").read_text(encoding="utf-8")
    assert "breaks hard rules" in page


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--for", "delegation:del-z"), "--for: found 'delegation:del-z'"),
        (("--for", "everybody"), "planner, public, or delegation:"),
        (("--language", "de"), "'de' is none of en, fr, vi"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    options: tuple[str, ...], message: str, summit: Summit, tiny: Path, timetable: Path,
    tmp_path: Path,
) -> None:  # fmt: skip
    """Nothing is written."""
    ended = summit("export", tiny, timetable, "--out", tmp_path / "out", *options)
    assert ended.code == 2
    assert message in ended.err
    assert not (tmp_path / "out").exists()


def test_missing_packages_are_named(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence says what to install; nothing is written."""
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "jinja2":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    ended = summit("export", tiny, timetable, "--out", tmp_path / "out")
    assert ended.code == 2
    assert ended.err == ("summit: jinja2 is missing for this; install summit-scheduler[files]\n")
    assert not (tmp_path / "out").exists()
