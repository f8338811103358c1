"""JSON documents, timetables and policies with faults."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Fault, Instance, InstanceError, Policy
from scheduler.files import (
    dump_instance,
    load_instance,
    load_policy,
    load_timetable,
    schema,
)

Faults = Callable[[Path], list[Fault]]


@pytest.mark.parametrize(
    ("text", "row", "column", "found", "allowed"),
    [
        ("", None, "", "an empty file", "one JSON document"),
        ('{\n "a": }', 2, "7", "'}'", "JSON (Expecting value)"),
        ("[1]", None, "", "[1]", "one JSON object"),
        ('{"a": 1, "a": 2}', None, "a", "key 'a' 2 times in one object", "each key once"),
        ('{"grid_minutes": NaN}', None, "", "NaN", "a finite number"),
        ('{"grid_minutes": -1e999}', None, "", "-1e999", "a finite number"),
        ('{"grid_minutes": ' + "9" * 5000 + "}", None, "", "Exceeds", "reasonable size"),
        ("[" * 100_000, None, "", "lists or objects nested too deep", "the shape"),
        ('{"title": "\\u0000"}', None, "title", "'\\x00'", "text without control characters"),
        ('{"title": "' + "x" * 10_001 + '"}', None, "title", "10,001 characters", "at most 10,000"),
        ('{"title": "\\ud800"}', None, "title", "'\\ud800'", "text"),
        ('{"days": [' + "0," * 50_000 + "0]}", None, "days", "50,001 entries", "at most 50,000"),
        ('{"policy": {"tiers": [' + "0," * 5000 + "0]}}", None, "policy.tiers", "5,001", "at most"),
        ('{"rooms": {"id": 1}}', None, "rooms", "{'id': 1}", "a list of at most"),
        ('{"rooms": [7]}', None, "rooms[0]", "7", "names with values"),
        ('{"room": []}', None, "room", "[]", "(did you mean rooms?)"),
        ('{"days": 3}', None, "days", "3", "a list"),
        ('{"time_zone": "../../etc/passwd"}', None, "time_zone", "'../../etc/passwd'", "IANA"),
        ('{"time_zone": "Europe"}', None, "time_zone", "'Europe'", "IANA"),
    ],
)
def test_broken_document_is_a_fault(
    tmp_path: Path, faults: Faults,
    text: str, row: int | None, column: str, found: str, allowed: str,
) -> None:  # fmt: skip
    """Whatever is in a document, the fault says where and what."""
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    told = faults(tmp_path / "x.json")
    match = [f for f in told if f.found.startswith(found) and allowed in f.allowed]
    assert [(f.file, f.row, f.column) for f in match] == [("x.json", row, column)], told


def test_document_faults_name_path_and_id(
    everything: Instance, tmp_path: Path, faults: Faults
) -> None:
    """Faults in and between records are reported by path, with the id of the record."""
    raw: dict[str, Any] = json.loads(dump_instance(everything))
    raw["activities"][0]["people"] = ["nobody"]
    raw["activities"][1]["minutes"] = 0.5
    raw["rooms"][1]["open"] = [{"start": 2025, "end": "2025-10-25T10:00"}]
    raw["transfers"] = []
    (tmp_path / "x.json").write_text(json.dumps(raw))
    assert {(f.column, f.allowed.split(" (")[0]) for f in faults(tmp_path / "x.json")} == {
        ("activities[0].people (opening)", "an id of people"),
        ("activities[1].minutes (expo)", "a whole number"),
        ("rooms[1].open[0].start (booth)", "a local time such as 2025-10-25T09:00"),
        ("transfers.minutes", "minutes for every two zones"),
    }


def test_deep_document_is_a_fault(tmp_path: Path, faults: Faults) -> None:
    """Nesting that can just be parsed is reported in a short line."""
    (tmp_path / "x.json").write_text('{"name": ' + "[" * 800 + "]" * 800 + "}")
    assert all(len(fault.found) <= 80 for fault in faults(tmp_path / "x.json"))


def test_schema_knows_the_document(everything: Instance) -> None:
    """The schema accepts what is written and refuses an unknown key."""
    shape = schema()
    assert shape["$schema"].startswith("https://json-schema.org/")
    assert {"name", "days", "rooms", "activities", "policy"} <= shape["properties"].keys()
    assert set(shape["required"]) == {"name", "time_zone", "grid_minutes", "days"}
    validator = pytest.importorskip("jsonschema").Draft202012Validator(shape)
    document = json.loads(dump_instance(everything))
    assert validator.is_valid(document)
    assert not validator.is_valid({**document, "room": []})


def test_csv_timetable_ignores_columns_for_people(tmp_path: Path) -> None:
    """A table made for people is read by the columns that matter."""
    (tmp_path / "t.csv").write_text(
        "activity,title,start,end,room,unit\n"
        "a,Opening,2025-10-25 09:00:00+07:00,2025-10-25 10:00,hall,\n"
        "b,Talk,,,,\n"
    )
    first, second = load_timetable(tmp_path / "t.csv").placements
    assert (first.activity, first.room, first.unit) == ("a", "hall", None)
    assert first.start is not None
    assert second.start is None


@pytest.mark.parametrize(
    ("name", "text", "row", "column"),
    [
        ("t.csv", "activity,strat,room\n", 1, "strat"),
        ("t.csv", "activity,start\n", 1, "room"),
        ("t.csv", "activity,start,room\na,2025-10-25T09:00,\n", 2, ""),
        ("t.csv", "activity,start,room\na,noon,hall\n", 2, "start"),
        ("t.csv", "", 1, ""),
        ("t.json", "{", 1, "2"),
        ("t.json", "[]", None, ""),
        ("t.json", '{"placements": [{"activity": "a", "unit": 0}]}', None, "placements[0].unit"),
        ("t.json", '{"placements": [{"activity": "a", "room": "r"}]}', None, "placements[0]"),
        ("t.xlsx", "", None, ""),
    ],
)
def test_bad_timetable_is_a_fault(
    tmp_path: Path, name: str, text: str, row: int | None, column: str
) -> None:
    """The faults of a hand-edited timetable are reported like those of an instance."""
    (tmp_path / name).write_text(text)
    with pytest.raises(InstanceError) as told:
        load_timetable(tmp_path / name)
    assert [(f.file, f.row, f.column) for f in told.value.faults] == [(name, row, column)]


@pytest.mark.parametrize("head", ["", "[policy]\n"])
def test_policy_is_read_with_or_without_its_table(tmp_path: Path, head: str) -> None:
    """Keys may stand at the top or under [policy]."""
    (tmp_path / "p.toml").write_text(head + "break_minutes = 30\ntiers = [{coverage = 2}]\n")
    policy = load_policy(tmp_path / "p.toml")
    assert policy == Policy(break_minutes=30, tiers=({"coverage": 2},))


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("break_minute = 3\n", 1, "break_minute"),
        ("[policy]\nbreak_minutes = -3\n", 2, "policy.break_minutes"),
        ("tiers = 1\n[policy]\n", 1, "tiers"),
        ("[audience]\nseats = 1\n", 2, "audience.seats"),
    ],
)
def test_bad_policy_is_a_fault(tmp_path: Path, text: str, row: int, column: str) -> None:
    """The faults of a policy are reported with their lines."""
    (tmp_path / "p.toml").write_text(text)
    with pytest.raises(InstanceError) as told:
        load_policy(tmp_path / "p.toml")
    assert [(f.row, f.column) for f in told.value.faults] == [(row, column)]


def test_missing_timetable_is_a_fault(tmp_path: Path) -> None:
    """A path to nothing is a fault of the input."""
    with pytest.raises(InstanceError, match="no such file"):
        load_timetable(tmp_path / "t.json")


def test_document_hash_ignores_layout(folder: Path, tmp_path: Path) -> None:
    """Order of keys and blanks in a document are no part of the content."""
    instance = load_instance(folder)
    raw = json.loads(dump_instance(instance))
    (tmp_path / "x.json").write_text(json.dumps(dict(reversed(raw.items())), indent=7))
    assert load_instance(tmp_path / "x.json").sha256 == instance.sha256
