"""What docs/instances.md says about how to say something is so: its rows are read and solved."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from models import Instance, Outcome
from scheduler import load_instance, solve

PAGE = Path(__file__).resolve().parents[1] / "docs" / "instances.md"
SECTION = PAGE.read_text(encoding="utf-8").partition("## How do I say")[2].partition("\n## ")[0]

SUMMIT = """
name = "example"
time_zone = "Europe/Zurich"
grid_minutes = 15
days = [
  { date = 2027-05-12, start = "08:00", end = "18:00" },
  { date = 2027-05-13, start = "08:00", end = "18:00" },
  { date = 2027-05-15, start = "08:00", end = "18:00" },
]
"""
PEOPLE = "id,name\n" + "".join(f"{name},{name}\n" for name in ("HOST", "PERU", "CUBA", "DEPUTY"))
ROOMS = "id,name,capacity\n" + "".join(f"{r},{r},400\n" for r in ("HALL", "R1", "R2", "R3", "R4"))
FOLDER = {"summit.toml": SUMMIT, "people.csv": PEOPLE, "rooms.csv": ROOMS}

Starts = dict[str, str]
Rooms = dict[str, str | None]


def events(**minutes: int) -> str:
    """Return workshops that may be at any time."""
    rows = (f"{name.replace('_', '-')},{name},{m}\n" for name, m in minutes.items())
    return "id,title,minutes\n" + "".join(rows)


def stated() -> dict[str, dict[str, str]]:
    """Return each question of the section, and the files of its answer."""
    parts = re.split(r"^\*\*… (.*?)\*\*", SECTION, flags=re.MULTILINE | re.DOTALL)
    answers = zip(parts[1::2], parts[2::2], strict=True)
    blocks = r"^```csv (\S+)\n(.*?)^```"
    return {
        " ".join(question.split()): dict(re.findall(blocks, text, re.MULTILINE | re.DOTALL))
        for question, text in answers
    }


STATED = stated()

CASES: dict[str, tuple[dict[str, str], Callable[[Starts, Rooms], bool]]] = {
    "before nine": (
        {"bilaterals.csv": "id,title,minutes,people\n" + "".join(
            f"b{n},Talks,180,HOST\n" for n in range(9))},
        lambda starts, rooms: sorted(s[3:] for s in starts.values()) == [
            "09:00", "09:00", "09:00", "12:00", "12:00", "12:00", "15:00", "15:00", "15:00"],
    ),
    "lunch": (
        {},
        lambda starts, rooms: all("12T12:00" <= s <= "12T13:15" for s in starts.values())
        and set(rooms.values()) == {"DINING"},
    ),
    "coffee": (
        {"workshops.csv": events(a=60, b=60, c=60)},
        lambda starts, rooms: all(
            s <= "12T09:00" or "12T10:30" <= s <= "12T11:00" for s in starts.values()),
    ),
    "vote last": (
        {"workshops.csv": events(vote=60, school=60, roads=60, opening=60)},
        lambda starts, rooms: all(
            minutes(starts, "opening") + 60 <= minutes(starts, item) <= minutes(starts, "vote") - 60
            for item in ("roads", "school")),
    ),
    "second choice": (
        {"plenaries.csv": "id,title,minutes,pin_start,people\n"
            "busy,Busy,120,2027-05-12T08:00,HOST\n"},
        lambda starts, rooms: "12T08:00" <= starts["talks"] < "12T10:00",
    ),
    "reception": (
        {"workshops.csv": events(host=15, cuba=15, peru=15)},
        lambda starts, rooms: minutes(starts, "peru") + 30 == minutes(starts, "cuba") + 15
        == minutes(starts, "host"),
    ),
    "deputy": (
        {"availability.csv": "person,start,end\nPERU,2027-05-13T08:00,2027-05-13T18:00\n"},
        lambda starts, rooms: starts["talks"].startswith("13T"),
    ),
    "splits": (
        {},
        lambda starts, rooms: rooms["opening"] == "HALL"
        and starts["opening"] not in (starts["water"], starts["trade"]),
    ),
    "signing": (
        {"workshops.csv": events(signing=60, press=30)},
        lambda starts, rooms: minutes(starts, "press") - minutes(starts, "signing") in (60, 75, 90),
    ),
    "training": (
        {"workshops.csv": events(part_1=30, part_2=30, talk=60, debate=60)},
        lambda starts, rooms: abs(day(starts, "part-1") - day(starts, "part-2")) in (1, 2)
        and rooms["talk"] == rooms["debate"]
        and abs(minutes(starts, "talk") - minutes(starts, "debate")) in (60, 75),
    ),
    "ceremony": (
        {"workshops.csv": events(ceremony=600, water=600, trade=600)},
        lambda starts, rooms: day(starts, "ceremony")
        not in (day(starts, "water"), day(starts, "trade")),
    ),
    "hall would be best": (
        {"plenaries.csv": "id,title,minutes,pin_room,spans\nbusy,Busy,600,HALL,\n"
            + "".join(f"busy{n},Busy,600,HALL,\n" for n in range(2))},
        lambda starts, rooms: rooms["briefing"] == "R2",
    ),
    "corridor": (
        {},
        lambda starts, rooms: rooms["x-1"] in ("R1", "R2") and rooms["y-1"] in ("R3", "R4"),
    ),
}  # fmt: skip
"""A part of the question -> what else there is, and what has to come of it."""


def day(starts: Starts, name: str) -> int:
    return int(starts[name][:2])


def minutes(starts: Starts, name: str) -> int:
    date, _, hour = starts[name].partition("T")
    return int(date) * 1440 + int(hour[:2]) * 60 + int(hour[3:])


def planned(folder: Path, files: dict[str, str]) -> tuple[Instance, Outcome]:
    for name, text in {**FOLDER, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    instance = load_instance(folder)
    return instance, solve(instance, time_limit=20, workers=1)


@pytest.mark.usefixtures("in_thread")
@pytest.mark.searches
@pytest.mark.parametrize("words", CASES)
def test_what_is_said_so_is_planned_so(words: str, tmp_path: Path) -> None:
    """The rows of the page, with whatever they are about, have the effect that it promises."""
    (question,) = [question for question in STATED if words in question]
    others, is_so = CASES[words]
    instance, outcome = planned(tmp_path, STATED[question] | others)
    assert outcome.status == "optimal"
    assert outcome.timetable is not None
    placed = [place for place in outcome.timetable.placements if place.start is not None]
    assert len(placed) == len(instance.activities)
    starts = {place.activity: f"{place.start:%dT%H:%M}" for place in placed}
    rooms = {place.activity: place.room for place in placed}
    assert is_so(starts, rooms), (starts, rooms)


def test_every_question_is_tried() -> None:
    """None is on the page alone."""
    assert len(STATED) == len(CASES)
