"""Tables: columns and dtypes as documented, whatever is in them."""

import inspect
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from models import Instance, Timetable
from scheduler import tables
from scheduler.checking import check
from scheduler.compiling import effective
from scheduler.solving import solve
from tests.drawing.chance import Chance

TEXT = pd.Series(["text"]).astype("str").dtype
COLUMNS: dict[str, dict[str, str]] = {
    "assignments": {
        "activity": "text",
        "kind": "text",
        "title": "text",
        "start": "time",
        "end": "time",
        "room": "text",
        "unit": "Int64",
        "room_name": "text",
        "minutes": "int64",
        "optional": "bool",
        "priority": "int64",
        "people": "text",
        "topics": "text",
        "reason": "text",
    },
    "itineraries": {
        "delegation": "text",
        "person": "text",
        "person_name": "text",
        "start": "time",
        "end": "time",
        "activity": "text",
        "kind": "text",
        "title": "text",
        "room": "text",
        "unit": "Int64",
        "room_name": "text",
        "with": "text",
    },
    "unscheduled": {
        "activity": "text",
        "kind": "text",
        "title": "text",
        "priority": "int64",
        "people": "text",
        "reason": "text",
    },
    "goals": {
        "goal": "text",
        "tier": "int64",
        "weight": "int64",
        "value": "int64",
        "bound": "int64",
        "gap": "float64",
    },
    "violations": {
        "rule": "text",
        "subject_kind": "text",
        "subject": "text",
        "activities": "text",
        "start": "time",
        "end": "time",
        "message": "text",
    },
}
BASE: dict[str, Any] = {
    "name": "test",
    "time_zone": "Europe/Paris",
    "grid_minutes": 30,
    "days": [
        {"date": "2025-10-25", "start": "09:00", "end": "12:00"},
        {"date": "2025-10-26", "start": "01:00", "end": "12:00"},
    ],
    "rooms": [{"id": "hall", "name": "Grande salle", "capacity": 9, "units": 2}],
    "delegations": [{"id": "NA", "name": "Namibia"}],
    "people": [
        {"id": "P", "name": "President, Namibia", "delegation": "NA"},
        {"id": "Q", "name": "Host"},
        {"id": "R", "name": "Chair"},
    ],
}


def event(name: str, **more: Any) -> dict[str, Any]:
    row = {"id": name, "kind": "workshop", "title": name.upper(), "minutes": 60}
    return row | more


@pytest.fixture
def instance() -> Instance:
    """Two activities and one that may be left out."""
    activities = [
        event("b", people=["Q", "P", "Q"], topics=["law", "trade"]),
        event("a", people=["P"]),
        event("z", optional=True, priority=7),
        event("y", optional=True, priority=9, people=["R", "Q"]),
    ]
    return Instance.model_validate({**BASE, "activities": activities})


@pytest.fixture
def timetable() -> Timetable:
    """Both at once in different units, the first before clocks go back; one given a reason."""
    places = [
        {"activity": "a", "start": "2025-10-26T01:30", "room": "hall"},
        {"activity": "b", "start": "2025-10-26T01:30", "room": "hall", "unit": 2},
        {"activity": "z", "reason": "left out"},
    ]
    return Timetable.model_validate({"placements": places})


def frames(instance: Instance, timetable: Timetable) -> dict[str, pd.DataFrame]:
    """Return every table; of goals none."""
    outcome = solve(instance, time_limit=5, workers=1)
    return {
        "assignments": tables.assignments(timetable, instance),
        "itineraries": tables.itineraries(timetable, instance),
        "unscheduled": tables.unscheduled(timetable, instance),
        "goals": tables.goals(outcome.model_copy(update={"goals": ()})),
        "violations": tables.violations(check(instance, timetable), instance),
    }


def assert_as_documented(name: str, frame: pd.DataFrame) -> None:
    assert list(frame.columns) == list(COLUMNS[name])
    for column, kind in COLUMNS[name].items():
        dtype = frame[column].dtype
        if kind == "time":
            assert str(dtype) == "datetime64[us, Europe/Paris]", f"{name}.{column}"
        else:
            assert dtype == (TEXT if kind == "text" else kind), f"{name}.{column}"
    assert list(frame.index) == list(range(len(frame)))


def test_tables_documents_every_table_and_column() -> None:
    """What the docstrings list is what there is."""
    for name, columns in COLUMNS.items():
        text = getattr(tables, name).__doc__
        described = text[text.index("-------") :]
        for column in columns:
            assert column in described, f"{name}.{column}"


@pytest.mark.searches
def test_tables_have_their_columns_and_dtypes(instance: Instance, timetable: Timetable) -> None:
    """Of a timetable with something in every table."""
    for name, frame in frames(instance, timetable).items():
        assert_as_documented(name, frame)
    outcome = solve(instance, time_limit=5, workers=1)
    goals = tables.goals(outcome)
    assert_as_documented("goals", goals)
    assert list(goals["goal"]) == [goal.goal for goal in outcome.goals]
    assert set(goals["gap"]) == {0.0}


@pytest.mark.searches
@pytest.mark.parametrize("activities", [[], [event("a", optional=True)]], ids=["none", "left-out"])
def test_empty_tables_keep_columns_and_dtypes(activities: list[dict[str, Any]]) -> None:
    """Regression: without rows every column became ``object``, and times lost their unit."""
    bare = Instance.model_validate({**BASE, "activities": activities})
    for name, frame in frames(bare, Timetable()).items():
        assert_as_documented(name, frame)


def test_assignments_are_one_row_for_each_activity(
    instance: Instance, timetable: Timetable
) -> None:
    """In order of start, room, unit; those without a place last, listed or not."""
    frame = tables.assignments(timetable, instance)
    assert list(frame["activity"]) == ["a", "b", "y", "z"]
    assert list(frame["unit"][:2]) == [1, 2]
    assert frame["unit"][2:].isna().all()
    assert frame["start"][2:].isna().all()
    assert list(frame["room"]) == ["hall", "hall", "", ""]
    assert list(frame["reason"]) == ["", "", "", "left out"]
    assert list(frame["topics"]) == ["", "law;trade", "", ""]
    first = frame.iloc[0]
    assert first["start"].isoformat() == "2025-10-26T01:30:00+02:00"
    assert first["end"].isoformat() == "2025-10-26T02:30:00+02:00"  # the first of two 02:30


def test_assignments_end_after_the_clock_went_back(instance: Instance) -> None:
    """Elapsed time: an hour from 02:30 summer time is 02:30 winter time."""
    places = [{"activity": "a", "start": "2025-10-26T02:30", "room": "hall"}]
    frame = tables.assignments(Timetable.model_validate({"placements": places}), instance)
    assert frame["start"][0].isoformat() == "2025-10-26T02:30:00+02:00"
    assert frame["end"][0].isoformat() == "2025-10-26T02:30:00+01:00"


def test_itineraries_are_one_row_for_each_person_and_activity(
    instance: Instance, timetable: Timetable
) -> None:
    """Persons of no delegation first; somebody listed twice is required once."""
    frame = tables.itineraries(timetable, instance)
    rows = list(zip(frame["delegation"], frame["person"], frame["activity"], strict=True))
    assert rows == [("", "Q", "b"), ("NA", "P", "a"), ("NA", "P", "b")]
    assert list(frame["with"]) == ["President, Namibia", "", "Host"]


def test_itineraries_count_many_companions() -> None:
    """Five are named, six are counted."""
    people = [{"id": f"p{n}", "name": f"N{n}"} for n in range(7)]
    activities = [event("a", people=[p["id"] for p in people])]
    activities.append(event("b", people=[p["id"] for p in people[:6]]))
    instance = Instance.model_validate({**BASE, "people": people, "activities": activities})
    places = [
        {"activity": "a", "start": "2025-10-25T09:00", "room": "hall"},
        {"activity": "b", "start": "2025-10-25T10:00", "room": "hall"},
    ]
    frame = tables.itineraries(Timetable.model_validate({"placements": places}), instance)
    assert list(frame[frame["person"] == "p0"]["with"]) == ["6 others", "N1; N2; N3; N4; N5"]


def test_unscheduled_has_the_dearest_first(instance: Instance, timetable: Timetable) -> None:
    """By priority, whatever the order of the instance."""
    frame = tables.unscheduled(timetable, instance)
    assert list(frame["activity"]) == ["y", "z"]
    assert list(frame["priority"]) == [9, 7]
    assert list(frame["people"]) == ["R;Q", ""]


def test_violations_are_one_row_each(instance: Instance) -> None:
    """Activities joined, times local; no time where none is meant."""
    places = [
        {"activity": "a", "start": "2025-10-25T09:00", "room": "hall"},
        {"activity": "a", "start": "2025-10-25T09:30", "room": "hall", "unit": 2},
    ]
    report = check(instance, Timetable.model_validate({"placements": places}))
    frame = tables.violations(report, instance)
    assert len(frame) == len(report.violations)
    missing = frame[frame["rule"] == "mandatory"].iloc[0]
    assert missing["activities"] == "b"
    assert pd.isna(missing["start"])
    clash = frame[frame["rule"] == "person-overlap"].iloc[0]
    assert clash["start"].isoformat() == "2025-10-25T09:30:00+02:00"


def test_tables_agree_on_drawn_instances(try_drawn: Callable[..., None]) -> None:
    """One assignment for each activity, one itinerary row for each seat that a person takes."""

    def agree(drawn: Any, chance: Chance) -> None:
        instance, timetable = effective(drawn.instance), drawn.planted
        placed = {place.activity for place in timetable.placements}
        frame = tables.assignments(timetable, drawn.instance)
        assert sorted(frame["activity"]) == sorted(instance.activity)
        assert set(frame.dropna(subset=["start"])["activity"]) == placed
        assert len(tables.unscheduled(timetable, drawn.instance)) == len(instance.activity) - len(
            placed
        )
        seats = sum(len(set(instance.activity[name].people)) for name in placed)
        assert len(tables.itineraries(timetable, drawn.instance)) == seats

    try_drawn(agree, examples=10, planted=True)


TAKES_A_TIMETABLE = [
    name
    for name in tables.__all__
    if "timetable" in inspect.signature(getattr(tables, name)).parameters
]


@pytest.mark.parametrize("name", TAKES_A_TIMETABLE)
def test_what_is_no_timetable_is_said(name: str, instance: Instance) -> None:
    """Regression: None, where none was found, had no attribute ``placements``."""
    table = getattr(tables, name)
    with pytest.raises(TypeError, match="there is no timetable: None"):
        table(None, instance)
    with pytest.raises(TypeError, match=r"a timetable is wanted.*not Instance"):
        table(instance, instance)


def test_many_tables_take_a_timetable() -> None:
    """The test above goes through all of them."""
    assert {"assignments", "breaks", "delegations", "itineraries", "load", "unscheduled"} <= set(
        TAKES_A_TIMETABLE
    )
