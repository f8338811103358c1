"""The instances of the project: their content, their sources, and how they are rebuilt."""

import csv
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from models import Instance
from models.clock import inside, overlap
from scheduler.files import load_instance

HERE = Path(__file__).resolve().parents[2] / "instances"
HANOI = ("hanoi-2025-10-14", "hanoi-2025-10-08", "hanoi-published-slots")
ALL = (*HANOI, "tiny")
TABLES = (
    "zones",
    "transfers",
    "rooms",
    "delegations",
    "people",
    "availability",
    "resources",
    "slots",
    "activities",
    "rules",
)
OFFICES_ONLY = (
    "Lakhamphong",
    "Vilay",
    "Thongloun",
    "Sisoulith",
    "Guterres",
    "Luong Cuong",
    "Lương Cường",
    "To Lam",
    "Tô Lâm",
    "Minh Chinh",
    "Minh Chính",
    "Tam Quang",
    "Thanh Man",
    "Hoai Trung",
    "Gutsan",
    "Waly",
    "Urquiza",
)
WS_ROOMS = ("WS-60", "WS-80", "WS-100")


def load(name: str) -> Instance:
    return load_instance(HERE / name)


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name / "expectation.toml").read_text(encoding="utf-8"))


def known(name: str) -> dict[str, Any]:
    return dict(expected(name)["known"])


def heads(instance: Instance) -> list[str]:
    return [p.id for p in instance.people if p.id.startswith("head-")]


@pytest.mark.parametrize("name", ALL)
def test_counts_are_those_expected(name: str) -> None:
    instance, wanted = load(name), expected(name)["counts"]
    assert instance.name == name
    assert dict(Counter(a.kind for a in instance.activities)) == wanted.pop("activities")
    people = [person.id for person in instance.people]
    special = {
        "heads": sum(person.startswith("head-") for person in people),
        "unlisted": sum(person.startswith("head-unlisted") for person in people),
        "host_leaders": sum(person.startswith("host-") for person in people),
    }
    counts = {
        key: special[key] if key in special else len(getattr(instance, key)) for key in wanted
    }
    assert counts == wanted


@pytest.mark.parametrize("name", HANOI)
def test_every_delegation_has_one_head(name: str) -> None:
    instance = load(name)
    members = Counter(person.delegation for person in instance.people)
    leaders = members.pop("del-viet-nam")
    assert leaders == expected(name)["counts"]["host_leaders"]
    assert set(members) | {"del-viet-nam"} == {d.id for d in instance.delegations}
    assert set(members.values()) == {1}
    bodies = {"del-united-nations", "del-unodc", "del-interpol"}
    assert len(members.keys() - bodies) == expected(name)["counts"]["heads"]
    ranks = [person.rank for person in instance.people]
    assert None not in ranks
    assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("name", HANOI)
def test_known_numbers(name: str) -> None:
    instance, numbers = load(name), known(name)
    by_id = instance.activity
    heads_in = {a.id: [p for p in a.people if p.startswith("head-")] for a in instance.activities}
    requests = [a for a in instance.activities if a.kind == "bilateral"]
    gone = numbers["signatories_in_session"] - len(by_id["P-signing"].people)
    missing = expected("hanoi-2025-10-14")["counts"]["heads"] - len(heads(instance))
    assert gone == 0  # no unlisted delegation is said to have signed
    day_2 = [p for a in by_id if a.startswith("P-debate-2") for p in by_id[a].people]
    assert 0 <= numbers["statements_day_1"] - len(heads_in["P-debate-1"]) <= missing
    assert 0 <= numbers["statements_day_2"] - len(day_2) <= missing
    assert len(set(day_2)) == len(day_2)
    assert not set(day_2) & set(heads_in["P-debate-1"])
    assert sum(a.status == "sourced" for a in requests) == numbers["published_meetings"]
    assert (
        len({a.pin_unit for a in instance.activities if a.kind == "exhibition"})
        == (numbers["stands"])
    )
    assert instance.room["BIL"].units == numbers["bilateral_rooms"]
    assert sum(instance.room[room].units for room in WS_ROOMS) == numbers["workshop_rooms"]


def test_all_71_statements_are_there_on_14_october() -> None:
    numbers, by_id = known("hanoi-2025-10-14"), load("hanoi-2025-10-14").activity
    day_1 = [p for p in by_id["P-debate-1"].people if p.startswith("head-")]
    day_2 = [p for a in by_id if a.startswith("P-debate-2") for p in by_id[a].people]
    assert len(day_1) == numbers["statements_day_1"] == 19
    assert len(day_2) == numbers["statements_day_2"] == 52
    assert "interpol-head" in day_2


@pytest.mark.parametrize("name", HANOI)
def test_requests_are_optional_and_between_two(name: str) -> None:
    requests = [a for a in load(name).activities if a.kind == "bilateral"]
    pairs = [frozenset(a.people) for a in requests]
    assert all(len(pair) == 2 for pair in pairs)
    assert len(set(pairs)) == len(pairs)
    assert all(a.optional and a.rooms and a.minutes in (20, 30) for a in requests)
    assert not any(a.optional for a in load(name).activities if a.kind != "bilateral")
    priorities = {a.priority for a in requests if a.status == "synthetic"}
    assert priorities == {1, 2, 3, 4, 5}
    assert {a.priority for a in requests if a.status == "sourced"} == {10}


@pytest.mark.parametrize("name", HANOI)
def test_what_is_pinned_does_not_clash(name: str) -> None:
    instance = load(name)
    pinned = [
        (a, (start, start + a.minutes))
        for a in instance.activities
        if a.pin_start and (start := instance.clock.minute(a.pin_start))
    ]
    for place, (a, during) in enumerate(pinned):
        assert any(inside(during, window) for window in instance.windows)
        for b, meanwhile in pinned[:place]:
            if overlap(during, meanwhile):
                assert not set(a.people) & set(b.people), (a.id, b.id)


def test_published_slots_differ_only_in_where_workshops_may_be() -> None:
    whole, published = load("hanoi-2025-10-14"), load("hanoi-published-slots")
    for table in set(TABLES) - {"activities"}:
        assert getattr(whole, table) == getattr(published, table)
    for a, b in zip(whole.activities, published.activities, strict=True):
        if a.kind == "workshop":
            assert b == a.model_copy(update={"slots": b.slots, "spans": ()})
        else:
            assert a == b


def test_published_slots_have_too_few_places() -> None:
    instance, numbers = load("hanoi-published-slots"), known("hanoi-published-slots")
    workshops = [a for a in instance.activities if a.kind == "workshop"]
    assert {a.slots for a in workshops} == {("SE1", "SE2", "SE3")}
    assert {a.rooms for a in workshops} == {WS_ROOMS}
    units = sum(instance.room[room].units for room in WS_ROOMS)
    longest = max(
        instance.clock.minute(s.end) - instance.clock.minute(s.start)
        for s in (instance.slot.values())
    )
    assert longest == min(a.minutes for a in workshops)  # one workshop a slot and room
    assert len(instance.slots) * units == numbers["places"] == 36
    assert len(workshops) == numbers["workshops"] == 38


def test_what_persists_from_8_october_keeps_people_and_requests() -> None:
    earlier, later = load("hanoi-2025-10-08"), load("hanoi-2025-10-14")
    there = set(earlier.person)
    assert there < set(later.person)
    assert set(earlier.activity) < set(later.activity)
    for person in earlier.people:
        assert person == later.person[person.id]
    for activity in earlier.activities:
        same = later.activity[activity.id]
        if activity.kind in ("workshop", "side-event", "bilateral"):
            assert activity.people == same.people
        else:
            assert activity.people == tuple(p for p in same.people if p in there)
        free = {"people": (), "wished_people": (), "audience": 0}
        assert activity.model_copy(update=free) == same.model_copy(update=free)
    changed = [a.id for a in earlier.activities if a.audience != later.activity[a.id].audience]
    assert 0 < len(changed) <= 10
    assert earlier.rules == later.rules


@pytest.mark.parametrize("name", ALL)
def test_every_row_says_where_it_comes_from(name: str) -> None:
    instance = load(name)
    for table in TABLES:
        for row in getattr(instance, table):
            assert row.status in ("sourced", "inferred", "synthetic"), row
            if row.status == "sourced":
                assert re.match(r"https?://\S+", row.source), row
            elif row.status == "inferred":
                assert row.note, row
            else:
                assert re.fullmatch(r"seed \d+, instances/generate.py", row.source), row


def test_facts_say_where_they_come_from() -> None:
    for path in sorted((HERE / "facts").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert row["status"] in ("sourced", "inferred")
                assert row["source"].startswith("http"), row


def test_offices_only() -> None:
    for path in sorted(HERE.rglob("*")):
        if path.suffix in (".csv", ".md", ".toml", ".py"):
            text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
            for name in OFFICES_ONLY:
                assert name not in text, path


def test_tiny_has_the_placements_that_are_argued() -> None:
    instance, wanted = load("tiny"), expected("tiny")
    assert set(wanted["placements"]) | set(wanted["unscheduled"]) == set(instance.activity)
    assert {place["room"] for place in wanted["placements"].values()} <= set(instance.room)


def test_rebuilding_gives_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "generate.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    ours = sorted(
        path.relative_to(HERE)
        for name in ALL
        for path in (HERE / name).rglob("*")
        if path.is_file() and path.name != "expectation.toml"
    )
    assert made == ours
    for path in made:
        assert (tmp_path / path).read_bytes() == (HERE / path).read_bytes(), path
