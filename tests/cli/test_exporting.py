"""``summit export``: for whom, in which language, into which folder."""

import json
import shutil
import sys
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


def test_what_is_not_translated_is_counted(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """By table, with the column where it belongs; for the public neither people nor bilaterals."""
    given = ("export", tiny, timetable, "--language", "fr")
    public = summit(*given, "--out", tmp_path / "all", "--for", "public").out
    assert "shown as they stand: 3 of rooms (name_fr), 4 of activities (title_fr).\n" in public
    own = summit(*given, "--out", tmp_path / "a", "--for", "avalon").out
    assert "what is for delegation:del-a: " in own
    assert "5 of people (name_fr), 8 of activities (title_fr).\n" in own


def test_a_folder_is_for_one_audience(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """It has the files of the last export and no others, but for those of somebody else."""
    seen = {}
    for readers in ("planner", "delegation:del-a", "public"):
        out = tmp_path / readers.replace(":", "-")
        for again in (False, True):
            ended = summit("export", tiny, timetable, "--out", out, "--for", readers)
            assert (ended.code, ended.err) == (0, "")
            listing = json.loads((out / "export.json").read_text(encoding="utf-8"))
            assert listing["for"] == readers
            files = (path for path in out.rglob("*") if path.is_file())
            assert {path.relative_to(out).as_posix() for path in files} == {
                *listing["files"],
                *(["notes.txt"] if again else []),
            }
            assert (out / "calendars").exists() == (readers == "planner")
            (out / "notes.txt").write_text("mine", encoding="utf-8")
            listing["files"].append("old.txt")
            (out / "export.json").write_text(json.dumps(listing), encoding="utf-8")
            (out / "old.txt").write_text("of the last time", encoding="utf-8")
        seen[readers] = (out / "programme.html").read_text(encoding="utf-8")
    assert "Host – Brigadoon" in seen["planner"]
    assert "Host – Avalon" in seen["delegation:del-a"]
    assert "Cockaigne – Dilmun" not in seen["delegation:del-a"]
    assert "Evidence on phones" in seen["public"]
    assert "Avalon" not in seen["public"]


def test_a_timetable_of_another_event_is_refused(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """Also a small one that shares nothing; what names one unknown activity is exported."""
    lines = HELD.splitlines()
    timetable.write_text("\n".join([*lines, "b9,2025-10-25T10:00,BOOTH,1"]), encoding="utf-8")
    ended = summit("export", tiny, timetable, "--out", tmp_path / "out")
    assert ended.code == 0
    assert "timetable.csv, row 8: b9, 2025-10-25 10:00, BOOTH: is no activity" in ended.err
    timetable.write_text("\n".join([lines[0], "x,,,", "y,,,"]), encoding="utf-8")
    assert summit("export", tiny, timetable, "--out", tmp_path / "two").code == 0
    other = [lines[0], "x,2025-10-25T10:00,HALL,1", "y,2025-10-25T11:00,HALL,1"]
    timetable.write_text("\n".join(other), encoding="utf-8")
    ended = summit("export", tiny, timetable, "--out", tmp_path / "three")
    assert ended.code == 2
    assert "timetable.csv: found a timetable that shares 0 of its 2 activities" in ended.err
    assert not (tmp_path / "three").exists()


def test_a_folder_of_others_is_refused(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """What their calendars have said would be forgotten; a list that is damaged is no reason."""
    out = tmp_path / "out"
    to_some = ("export", tiny, timetable, "--out", out, "--for", "delegation:del-a")
    assert summit(*to_some).code == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    ended = summit("export", tiny, timetable, "--out", out, "--for", "public")
    assert ended.code == 2
    assert "found a folder with what is for delegation:del-a" in ended.err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    (out / "export.json").write_text("[", encoding="utf-8")
    assert summit(*to_some).code == 0


def test_a_file_of_somebody_else_is_not_replaced(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """All of them are named; those of an earlier export are replaced."""
    out = tmp_path / "out"
    out.mkdir()
    strange = [out / "programme.html", out / "schedule.xml"]
    for path in strange:
        path.write_text("mine", encoding="utf-8")
    ended = summit("export", tiny, timetable, "--out", out, "--for", "public")
    assert ended.code == 2
    told = "found a file in out that no export has written"
    assert all(f"{path.name}: {told}" in ended.err for path in strange)
    assert sorted(out.iterdir()) == strange
    assert strange[0].read_text(encoding="utf-8") == "mine"
    for path in strange:
        path.unlink()
    assert [
        summit("export", tiny, timetable, "--out", out, "--for", "public").code for _ in "ab"
    ] == [0, 0]


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
        (("--for", "delegation:Cockaig"), "the id of one, such as delegation:del-c"),
        (("--for", "delegation:del"), "such as delegation:del-host, delegation:del-a, delegation"),
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
    monkeypatch.setitem(sys.modules, "jinja2", None)
    ended = summit("export", tiny, timetable, "--out", tmp_path / "out")
    assert ended.code == 2
    assert ended.err == ("summit: jinja2 is missing for this; install summit-scheduler[files]\n")
    assert not (tmp_path / "out").exists()


def test_calendars_go_on_in_the_folder_that_they_were_exported_to(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """The same again is the same, byte for byte; a change is one; a lost meeting is cancelled."""
    out, name = tmp_path / "out", "delegation-del-host.ics"
    to_host = ("export", tiny, timetable, "--out", out, "--for", "delegation:del-host")
    contents = []
    for moved in ("", "", "b1,2025-10-25T10:00,BOOTH,1", ""):
        if moved:
            lines = [moved if line.startswith("b1,") else line for line in HELD.splitlines()]
            timetable.write_text("\n".join(lines), encoding="utf-8")
        ended = summit(*to_host)
        assert ended.code == 0
        assert ("are the first" in ended.out) == (not contents)
        contents.append((out / name).read_bytes())
    first, again, second, last = (content.decode() for content in contents)
    assert first == again != second == last
    uid = first.partition("SUMMARY:Host")[2].partition("UID:")[2].partition("\r\n")[0]
    event = second.partition("SUMMARY:Host")[2]
    assert f"UID:{uid}\r\nSEQUENCE:1\r\n" in event
    kept = (out / "calendars.json").read_text(encoding="utf-8")
    assert "Cockaigne – Dilmun" not in kept
    timetable.write_text(HELD.replace("b1,", "b2,"), encoding="utf-8")
    assert summit(*to_host).code == 0
    assert "SUMMARY:Cancelled: Host – Avalon" in (out / name).read_text(encoding="utf-8")


def test_the_newest_account_is_gone_on_with(
    summit: Summit, tiny: Path, timetable: Path, tmp_path: Path
) -> None:
    """A release has an account of its own; a damaged one is not passed over."""
    released = tmp_path / "release"
    summit("export", tiny, timetable, "--out", tmp_path / "one")
    released.mkdir()
    account = (tmp_path / "one" / "calendars.json").read_text(encoding="utf-8")
    (released / "calendars.json").write_text(
        account.replace('"sequence": 0', '"sequence": 7'), encoding="utf-8"
    )
    (released / "timetable.csv").write_text(HELD, encoding="utf-8")
    export = ("export", tiny, released / "timetable.csv", "--out", tmp_path / "two")
    assert summit(*export).code == 0
    calendar = tmp_path / "two" / "calendars" / "delegation-del-a.ics"
    assert calendar.read_text(encoding="utf-8").count("SEQUENCE:7") == 4
    before = calendar.read_bytes()
    older = account.replace('"edition": 1', '"edition": 0')
    (released / "calendars.json").write_text(older, encoding="utf-8")
    assert summit(*export).code == 0
    assert calendar.read_bytes() == before
    (released / "calendars.json").write_text("{", encoding="utf-8")
    ended = summit(*export)
    assert ended.code == 2
    assert "a damaged account" in ended.err
    assert calendar.read_bytes() == before


def test_packages_are_there_before_a_search(
    summit: Summit, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the instance asks for after the solve could not be written, so nothing is begun."""
    asking = tmp_path / "asking"
    shutil.copytree(tiny, asking)
    with (asking / "summit.toml").open("a", encoding="utf-8") as stream:
        stream.write('\n[export]\naudiences = ["public"]\n')
    monkeypatch.setitem(sys.modules, "icalendar", None)
    ended = summit("solve", asking, "--out", tmp_path / "out")
    assert ended.code == 2
    assert "icalendar is missing for this; install summit-scheduler[files]" in ended.err
    assert not (tmp_path / "out").exists()
