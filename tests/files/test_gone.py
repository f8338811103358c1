"""Rows that were deleted while something still names them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Fault, Instance, InstanceError, Placement, Timetable
from scheduler.checking import check
from scheduler.checking.remaining import remaining
from scheduler.compiling import cancelled, compile_instance, effective, withdrawn
from scheduler.files import load_instance

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"


@pytest.fixture
def delete(tmp_path: Path) -> Callable[..., Path]:
    """Return a document of the tiny instance without the rows of some ids."""

    def without(**ids: str) -> Path:
        rows: dict[str, Any] = load_instance(TINY).model_dump(mode="json")
        for table, name in ids.items():
            left = [row for row in rows[table] if row["id"] != name]
            assert len(left) == len(rows[table]) - 1
            rows[table] = left
        rows["activities"][0]["wished_people"] = ["c"]
        file = tmp_path / "tiny.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        return file

    return without


def test_rule_does_without_an_activity_whose_row_is_gone(delete: Callable[..., Path]) -> None:
    """A warning, not a fault; solver and referee have nothing left to judge."""
    told: list[Fault] = []
    instance = load_instance(delete(activities="b4"), on_warning=told.append)
    (warning,) = told
    assert (warning.code, warning.found) == ("gone-id", "'b4', which no row has")
    assert warning.allowed == "an id of activities; it is taken to be cancelled"
    assert effective(instance).rules == ()
    assert "b4" not in compile_instance(instance).position
    late = Placement(activity="b1", start="2025-10-25T10:30", room="BOOTH")
    assert not check(instance, Timetable(placements=(late,))).scores["rules"].value


def test_many_rows_that_name_one_room_are_one_warning(delete: Callable[..., Path]) -> None:
    """What lists other rooms too may be in these; what lists no other may be nowhere."""
    document = delete(rooms="STUDY")
    rows = json.loads(document.read_text(encoding="utf-8"))
    for row in rows["activities"]:
        row["rooms"] = {"W1": ["HALL", "STUDY"], "W2": ["STUDY"]}.get(row["id"], [])
    document.write_text(json.dumps(rows), encoding="utf-8")
    told: list[Fault] = []
    instance = load_instance(document, on_warning=told.append)
    (warning,) = (one for one in told if one.code == "gone-id")
    assert warning.found == "'STUDY', which no row has (named in 2 rows)"
    compiled = compile_instance(instance)
    rooms = {a.source.id: {compiled.rooms[r].id for r in a.rooms} for a in compiled.activities}
    assert (rooms["W1"], rooms["W2"]) == ({"HALL"}, set())
    moved = Placement(activity="W2", start="2025-10-25T09:30", room="HALL")
    found = check(instance, Timetable(placements=(moved,))).violations
    assert "no room that there is" in next(v.message for v in found if v.rule == "allowed-rooms")


def test_wish_for_somebody_whose_row_is_gone_is_none(delete: Callable[..., Path]) -> None:
    """Nobody waits for them, in either reading."""
    rows = json.loads(delete().read_text(encoding="utf-8"))
    rows["activities"][0]["wished_people"] = ["nobody"]
    instance = Instance.model_validate(rows)
    for left in (effective(instance), remaining(instance)):
        assert left.activities[0].wished_people == ()


def test_required_person_without_a_row_is_a_fault_unless_nobody_watches(
    delete: Callable[..., Path],
) -> None:
    """It may be a slip of the pen, which somebody can mend; a night takes it for a withdrawal."""
    document = delete(people="b", delegations="del-c")
    with pytest.raises(InstanceError) as refused:
        load_instance(document)
    assert {(fault.code, fault.found) for fault in refused.value.faults} == {
        ("unknown-id", "'b' (in 4 rows)"),
        ("unknown-id", "'del-c'"),
    }
    told: list[Fault] = []
    instance = load_instance(document, on_warning=told.append, without_gone=True)
    assert [fault.found.split(",")[0] for fault in told] == ["'b'", "'del-c'"]
    assert withdrawn(instance) == {"b", "c"}
    assert cancelled(instance) == {"W2", "b2", "b3", "b4"}
    assert load_instance(TINY, without_gone=True) == load_instance(TINY)


def test_missing_row_is_one_fault_however_many_need_it(delete: Callable[..., Path]) -> None:
    """One cause, one fault, with how many rows name it; a document is judged alike from Python."""
    document = delete(people="b")
    rows = json.loads(document.read_text(encoding="utf-8"))
    rows["activities"][4]["minutes"] = "ten"
    document.write_text(json.dumps(rows), encoding="utf-8")
    for source in (document, rows):
        with pytest.raises(InstanceError) as refused:
            load_instance(source)
        assert sorted((f.code, f.found) for f in refused.value.faults) == [
            ("not-a-number", "'ten'"),
            ("unknown-id", "'b' (in 4 rows)"),
        ]
    assert load_instance(load_instance(TINY).model_dump()) == load_instance(TINY)


@pytest.mark.parametrize("few", [1, 2, 3, 20])
def test_persons_without_a_row_have_withdrawn_only_if_they_are_few(few: int) -> None:
    """More than a tenth, or all of a table, is half a file; and no hint names what is nowhere."""
    names = [f"person-{letter}" for letter in "abcdefghijklmnopqrst"]
    gone, there = names[:few], names[few:]
    rows: dict[str, Any] = load_instance(TINY).model_dump(mode="json")
    rows |= {"delegations": [], "availability": [], "rules": []}
    rows["people"] = [{"id": name, "name": name} for name in there]
    meeting = {"kind": "press", "title": "All", "minutes": 30, "people": names}
    rows["activities"] = [{"id": "all", **meeting}]
    told: list[Fault] = []
    if few <= len(names) // 10:
        instance = load_instance(rows, on_warning=told.append, without_gone=True)
        assert withdrawn(instance) == set(gone)
    else:
        with pytest.raises(InstanceError) as refused:
            load_instance(rows, on_warning=told.append, without_gone=True)
        told += refused.value.faults
    named = [fault for fault in told if fault.code in ("gone-id", "unknown-id")]
    assert len(named) == few
    assert not [f for f in named for name in gone if f"did you mean {name}?" in f.allowed]
