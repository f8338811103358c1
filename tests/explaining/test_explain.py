"""Explanations of small and of real cases, in words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Explanation, Instance, Preflight
from scheduler import explain, load_instance, preflight, tables
from tests.explaining.crowded import crowded

pytestmark = pytest.mark.searches

Summit = Callable[..., Instance]


def messages(told: Explanation) -> list[str]:
    return [fact.message for fact in told.facts]


def test_feasible_instance_is_called_so(summit: Summit):
    """Nothing is explained where nothing is wrong."""
    told = explain(summit(activities=[{"id": "a", "people": ["p"]}]), time_limit=100)
    assert (told.status, told.conflicts, told.repairs, told.partial) == ("feasible", (), (), None)
    assert str(told).startswith("This can be planned.")


def test_too_many_for_the_hall(summit: Summit):
    """The count comes before the facts; one more unit, or one workshop less, repairs it."""
    told = explain(crowded(summit), time_limit=100, workers=1)
    (conflict,) = told.conflicts
    assert conflict.summary == "4 workshops of 60 minutes, 3 one after the other, 1 room: 3 places."
    assert [fact.rule for fact in conflict.facts[4:]] == ["room-overlap", "window"]
    changes = [repair.changes for repair in told.repairs]
    assert ("Open 1 more like Hall (hall)",) in changes
    assert ("Leave out 'A' (a)",) in changes
    assert ("Go on until 25 Oct 13:00",) in changes
    assert told.partial is not None
    assert len(told.partial.left_out) == 1


def test_stay_that_is_too_short(summit: Summit):
    """The head's stay is named with its times, and how much longer it has to be."""
    stay = {"person": "p", "start": "2025-10-25T09:00", "end": "2025-10-25T10:30"}
    told = explain(
        summit(
            activities=[
                {"id": "a", "people": ["p"], "spans": ["2025-10-25T10:00/2025-10-25T11:00"]}
            ],
            availability=[stay],
        ),
        time_limit=100,
    )
    assert "Head, Peru (p) can be there only 25 Oct 09:00-10:30." in messages(told)
    assert told.repairs[0].changes == ("Have Head, Peru (p) there until 25 Oct 11:00",)
    others = [repair.changes for repair in told.repairs[1:]]
    assert ("Let 'A' (a) begin from 25 Oct 09:30",) in others
    assert ("Head, Peru (p) need not attend 'A' (a) (possible: a 25 Oct 10:00 in hall)",) in others


def test_conflicts_that_do_not_depend_on_each_other_are_all_found(summit: Summit):
    """A fixed clash in the morning and a ring of rules; each repair cures both."""
    nine = "2025-10-25T09:00"
    told = explain(
        summit(
            days=[{"date": "2025-10-25", "start": "09:00", "end": "20:00"}],
            rooms=[{"id": "hall", "name": "Hall", "capacity": 10, "units": 3}],
            activities=[
                {"id": "a", "people": ["p"], "pin_start": nine},
                {"id": "b", "people": ["p"], "pin_start": nine},
                {"id": "c"},
                {"id": "d"},
            ],
            rules=[
                {"id": "one", "kind": "precedence", "activities": ["c", "d"]},
                {"id": "two", "kind": "precedence", "activities": ["d", "c"]},
            ],
        ),
        time_limit=100,
    )
    assert told.complete
    assert sorted(conflict.activities for conflict in told.conflicts) == [("a", "b"), ("c", "d")]
    assert all(conflict.proven_minimal for conflict in told.conflicts)
    assert all(len(repair.changes) == 2 or "Leave out" in str(repair) for repair in told.repairs)
    assert len(told.repairs) >= 3


def test_a_cause_that_many_share_is_one_conflict(summit: Summit):
    """A hall that is closed after nine is named once, not for each of three fixed events in it."""
    pins = {"a": "10:00", "b": "11:00", "c": "12:00"}
    told = explain(
        summit(
            days=[{"date": "2025-10-25", "start": "09:00", "end": "20:00"}],
            rooms=[
                {
                    "id": "hall",
                    "name": "Hall",
                    "capacity": 10,
                    "open": ["2025-10-25T09:00/2025-10-25T09:30"],
                }
            ],
            activities=[
                {"id": name, "pin_start": f"2025-10-25T{start}"} for name, start in pins.items()
            ],
        ),
        time_limit=100,
    )
    (conflict,) = told.conflicts
    assert told.complete
    assert len(conflict.activities) == 1
    assert [fact.column for fact in conflict.set_aside] == ["open"]
    assert ("Keep Hall (hall) open until 25 Oct 13:00",) in [r.changes for r in told.repairs]


def test_alike_facts_are_one_fact(summit: Summit):
    """Six alike workshops that need too many crews are one conflict, not three."""
    told = explain(
        summit(
            activities=[{"id": f"w{n}", "resources": {"crew": 2}} for n in range(6)],
            rooms=[{"id": "hall", "name": "Hall", "capacity": 10, "units": 6}],
            resources=[{"id": "crew", "name": "Crews", "level": 3}],
        ),
        time_limit=100,
    )
    (conflict,) = told.conflicts
    assert len(conflict.activities) == 4
    assert "Of Crews (crew) there are 3." in messages(told)
    assert told.repairs[0].changes == ("Have 4 of Crews (crew)",)


def test_many_alike_facts_are_one_sentence(summit: Summit):
    """Seven workshops that need a crew each, and the one crew has six hours."""
    told = explain(
        summit(
            days=[{"date": "2025-10-25", "start": "09:00", "end": "15:00"}],
            activities=[{"id": f"w{n}", "resources": {"crew": 1}} for n in range(7)],
            rooms=[{"id": "hall", "name": "Hall", "capacity": 10, "units": 6}],
            resources=[{"id": "crew", "name": "Crew", "level": 1}],
        ),
        time_limit=100,
    )
    assert messages(told) == [
        "7 workshops (w0, w1, w2, …) must take place, for 60 minutes.",
        "7 workshops (w0, w1, w2, …) must have 1 of Crew (crew).",
        "Of Crew (crew) there is 1.",
        "The programme of 25 Oct must lie between 09:00 and 15:00.",
    ]


@pytest.mark.parametrize("grid", [25, 90])
def test_a_day_keeps_its_grid_when_clocks_change(grid: int, summit: Summit):
    """Two meetings in the only slot, on a morning that is ten hours after midnight."""
    slot = {"id": "s", "start": "2025-10-26T09:00", "end": f"2025-10-26T09:{grid % 60:02}"}
    told = explain(
        summit(
            time_zone="Europe/Paris",
            grid_minutes=grid,
            days=[{"date": "2025-10-26", "start": "09:00", "end": "12:00"}],
            slots=[slot],
            activities=[{"id": name, "minutes": 25, "slots": ["s"]} for name in "ab"],
        ),
        time_limit=100,
    )
    (conflict,) = told.conflicts
    assert conflict.proven_minimal
    assert {fact.column for fact in conflict.facts} == {"optional", "slots", "units"}


def test_what_one_conflict_sets_aside_is_not_stated_in_the_next(summit: Summit):
    """One room, too few minutes: with as many rooms as the first two need, four would not fit."""
    told = explain(
        summit(
            grid_minutes=5,
            days=[{"date": "2025-10-25", "start": "09:00", "end": "09:10"}],
            rooms=[
                {"id": "r", "name": "Room", "capacity": 9}
                | {"open": [{"start": "2025-10-25T08:55", "end": "2025-10-25T09:00"}]}
            ],
            activities=[{"id": "a", "minutes": 10}, *({"id": x, "minutes": 5} for x in "bcd")],
        ),
        time_limit=100,
        workers=1,
    )
    units = [m for c in told.conflicts for f in c.facts for m in [f.message] if "at a time" in m]
    assert len(units) == 1
    assert "one activity at a time" in units[0]


@pytest.mark.no_cover
def test_published_slots_of_hanoi(instances: Path):
    """The 36 places, proven minimal, and at least three repairs that differ."""
    told = explain(load_instance(instances / "hanoi-published-slots"), time_limit=300, workers=2)
    (conflict,) = told.conflicts
    assert conflict.proven_minimal
    assert conflict.summary == "38 workshops of 75 minutes, 3 slots, 12 rooms: 36 places."
    assert len(conflict.facts) <= 15
    assert len(conflict.activities) == 37
    assert len(told.repairs) >= 3
    texts = " ".join(str(repair) for repair in told.repairs)
    assert all(words in texts for words in ("Open 1 more", "Leave out", "outside the times"))


def test_an_answer_is_a_document(summit: Summit):
    """Written as JSON and read again it is the same, in words too."""
    instance = crowded(summit)
    told = explain(instance, time_limit=100, workers=1)
    read = Explanation.model_validate_json(told.model_dump_json())
    assert read == told
    assert str(read) == told.text != ""
    first = preflight(instance)
    assert Preflight.model_validate_json(first.model_dump_json()) == first
    assert str(first) == "impossible: " + first.facts[0].message


def test_facts_say_what_they_are_about(summit: Summit):
    """A person's attendance is about the activity and the person; a room is not a person."""
    nine = "2025-10-25T09:00"
    told = explain(
        summit(
            people=[{"id": "hall", "name": "Head, Peru"}],
            rooms=[{"id": "hall", "name": "Hall", "capacity": 10, "units": 3}],
            activities=[{"id": n, "people": ["hall"], "pin_start": nine} for n in ("a", "b")],
        ),
        time_limit=100,
    )
    about = {(fact.column, *((s.kind, s.id) for s in fact.about)) for fact in told.facts}
    assert ("people", ("activity", "a"), ("person", "hall")) in about
    assert ("pin_start", ("activity", "b")) in about
    assert not {"units", "capacity"}.intersection(fact.column for fact in told.facts)
    assert told.repairs[0].possible[0].activity in told.repairs[0].changes[0]


def test_what_is_let_off_is_said_of_whom(summit: Summit):
    """Someone who is busy is called free then; someone who must attend need not."""
    busy = {"person": "p", "state": "busy", "start": "2025-10-25T09:00", "end": "2025-10-25T12:00"}
    told = explain(
        summit(activities=[{"id": "a", "people": ["p"]}], availability=[busy]), time_limit=100
    )
    changes = [repair.changes[0] for repair in told.repairs]
    assert any(text.startswith("Head, Peru (p) is free 25 Oct 09:00-12:00") for text in changes)
    assert any(text.startswith("Head, Peru (p) need not attend 'A' (a)") for text in changes)


def test_frames_have_a_row_for_each_fact(summit: Summit):
    """Columns and dtypes are the same with rows and without."""
    told = explain(crowded(summit), time_limit=100)
    fine = explain(summit(activities=[{"id": "a"}]), time_limit=100)
    for table, count in ((tables.facts, len(told.facts)), (tables.repairs, len(told.repairs))):
        full, empty = table(told), table(fine)
        assert (len(full), len(empty)) == (count, 0)
        assert list(full.dtypes) == list(empty.dtypes)
        assert list(full.columns) == list(empty.columns)
    assert tables.facts(told)["conflict"].tolist() == [1] * len(told.facts)
    assert len(tables.findings(told.preflight)) == len(told.preflight)
