"""Timetables that name what is not there, or contradict themselves: told, and the rest is read."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]

HEAD = "activity,start,room,unit\n"
GOOD = {
    "OPEN": "OPEN,2025-10-25T09:00,HALL,\n",
    "CLOSE": "CLOSE,2025-10-25T11:30,HALL,\n",
    "W1": "W1,2025-10-25T10:30,STUDY,\n",
    "W2": "W2,2025-10-25T09:30,STUDY,\n",
    "b1": "b1,2025-10-25T09:30,BOOTH,\n",
}
ODD = {
    "unknown-room": ({"b1": "b1,2025-10-25T09:30,BOTH,\n"}, 6, "did you mean BOOTH", 3),
    "unknown-activity": ({"b9": "b9,2025-10-25T10:30,BOOTH,\n"}, 7, "no activity", 0),
    "twice": ({"b1": "b1,2025-10-25T10:00,BOOTH,\nb1,2025-10-25T09:30,BOOTH,\n"}, 6,
              "more than one place", 3),
    "other-day": ({"b1": "b1,2025-10-26T09:30,BOOTH,\n"}, 6, "no day of the event", 3),
    "seconds": ({"b1": "b1,2025-10-25T09:30:30,BOOTH,\n"}, 6, "no such minute", 0),
}  # fmt: skip
AS_A_RULE = {"more than one place": "has 2 places", "no day of the event": "is not inside one day"}
"""What the referee says instead."""


@pytest.fixture(params=ODD)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, int, str, int]:
    """A timetable with an odd row, its line, what is said of it, and how a check ends."""
    rows, line, said, code = ODD[request.param]
    file = tmp_path / "hand.csv"
    file.write_text(HEAD + "".join((GOOD | rows).values()), encoding="utf-8")
    return file, line, said, code


def test_check_names_the_row_and_judges_the_rest(
    summit: Summit, tiny: Path, case: tuple[Path, int, str, int]
) -> None:
    """File, row and activity; the exit code is that of the hard rules."""
    file, line, said, code = case
    ended = summit("check", tiny, file)
    assert ended.code == code
    assert ended.out.count(f"hand.csv, row {line}: ") == 1
    assert "Goals: coverage" in ended.out
    told = json.loads(summit("check", tiny, file, "--json").out)
    sentences = [*told["oddities"], *(broken["message"] for broken in told["violations"])]
    (sentence,) = (one for one in sentences if f"hand.csv, row {line}: " in one)
    assert AS_A_RULE.get(said, said) in sentence


def test_a_room_may_have_its_name(summit: Summit, tiny: Path, tmp_path: Path) -> None:
    """In a timetable that comes back edited; it is said as what it was read."""
    file = tmp_path / "hand.csv"
    rows = GOOD | {"W1": "W1,2025-10-25T10:30,study,\n"}
    file.write_text(HEAD + "".join(rows.values()), encoding="utf-8")
    ended = summit("check", tiny, file)
    assert ended.code == 0
    assert "hand.csv, row 4, column room: found the name 'study', read as STUDY" in ended.err


def test_every_reader_says_so_and_goes_on(
    summit: Summit, tiny: Path, case: tuple[Path, int, str, int]
) -> None:
    """The places of all other activities are there."""
    file, line, said, _ = case
    ended = summit("slots", tiny, file, "b2")
    assert (ended.code, ended.out != "") == (0, True)
    assert f"hand.csv, row {line}: " in ended.err
    assert said in ended.err


@pytest.mark.parametrize("command", ["why", "plot"])
def test_reasons_and_charts_are_there_too(
    command: str, summit: Summit, tiny: Path, tmp_path: Path
) -> None:
    """Charts do not show which rules are broken, so that is said."""
    rows, line, said, _ = ODD["unknown-room"]
    file = tmp_path / "hand.csv"
    file.write_text(HEAD + "".join((GOOD | rows).values()), encoding="utf-8")
    more = ["b2"] if command == "why" else ["--format", "png", "--out", tmp_path / "charts"]
    ended = summit(command, tiny, file, *more)
    assert (ended.code, ended.out != "") == (0, True)
    assert f"hand.csv, row {line}: " in ended.err
    assert said in ended.err
    assert command == "why" or "hand.csv breaks 1 hard rule" in ended.err


@pytest.mark.parametrize("command", ["solve", "replan"])
@pytest.mark.parametrize("name", ["twice", "other-day"])
def test_previous_timetable_is_not_believed_in_silence(
    command: str, name: str, summit: Summit, tiny: Path, tmp_path: Path
) -> None:
    """Which of two rows counts, and that a date is none of the event's."""
    rows, line, said, _ = ODD[name]
    file = tmp_path / "hand.csv"
    file.write_text(HEAD + "".join((GOOD | rows).values()), encoding="utf-8")
    ended = summit(command, tiny, "--previous", file, "--out", tmp_path / "out", "--no-charts")
    assert ended.code == 0
    assert f"hand.csv, row {line}: " in ended.err
    assert said in ended.err


def test_instance_beside_it_may_be_damaged(summit: Summit, tiny: Path, solved: Path) -> None:
    """The timetable is judged by the instance that is given; a replan needs the other one."""
    (solved / "instance.json").write_text("{", encoding="utf-8")
    assert summit("check", tiny, solved / "timetable.csv").code == 0
    assert summit("slots", tiny, solved / "timetable.csv", "b2", "--time-limit", 0).code == 0


def test_json_has_positions(summit: Summit, tiny: Path, tmp_path: Path) -> None:
    """A document has no lines that people count."""
    file = tmp_path / "hand.json"
    place = {"activity": "b1", "start": "2025-10-25T09:30", "room": "BOTH"}
    file.write_text(json.dumps({"placements": [{"activity": "OPEN"}, place]}), encoding="utf-8")
    assert "hand.json, placements[1]: 'Host – Avalon' (b1)" in summit("check", tiny, file).out


def test_room_that_is_gone_costs_its_activities_their_room(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """And only these."""
    folder = tmp_path / "without"
    shutil.copytree(tiny, folder)
    rooms = (folder / "rooms.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    left = [line for line in rooms if not line.startswith("STUDY")]
    (folder / "rooms.csv").write_text("".join(left), encoding="utf-8")
    ended = summit("check", folder, solved / "timetable.csv")
    assert ended.code == 3
    assert ended.out.count("loses its room: there is no room STUDY") == 2
    assert "2 hard violations." in ended.out
