"""DataFrames are read as the files of the same names are, with the same faults."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models import Fault, Instance, InstanceError
from scheduler import from_frames, load_instance, to_frames
from scheduler.files import starter_instance

Frames = dict[str, pd.DataFrame]


@pytest.fixture
def frames() -> Frames:
    """The starter instance as DataFrames."""
    return to_frames(starter_instance())


def faults_of(frames: object) -> list[Fault]:
    """Read frames with faults, and return all that are reported."""
    with pytest.raises(InstanceError) as told:
        from_frames(frames)  # type: ignore[arg-type]
    return list(told.value.faults)


def places(frames: object) -> list[tuple[str, str, int | None, str]]:
    return [(f.code, f.file, f.row, f.column) for f in faults_of(frames)]


def test_round_trip_is_identical(everything: Instance) -> None:
    """The same hash, with the activities in any order; a second trip gives the same frames."""
    turned = everything.model_copy(update={"activities": everything.activities[::-1]})
    frames = to_frames(turned)
    back = from_frames(frames)
    assert back.sha256 == turned.sha256 != everything.sha256
    for name, frame in to_frames(back).items():
        pd.testing.assert_frame_equal(frame, frames[name])


def test_offsets_are_kept_as_stated() -> None:
    """A column with a time that states its offset is text; one without is of local times."""
    plain = load_instance("instances/tiny")
    row = plain.availability[0].model_dump(mode="json")
    aware = row | {"start": "2025-10-25T09:00+07:00", "end": "2025-10-25T11:00"}
    document = plain.model_dump(mode="json") | {"availability": [aware]}
    instance = load_instance(document)
    frames = to_frames(instance)
    assert frames["availability"]["start"][0] == "2025-10-25T09:00+07:00"
    assert frames["availability"]["end"][0] == pd.Timestamp("2025-10-25T11:00")
    assert from_frames(frames).sha256 == instance.sha256 != plain.sha256


def test_csv_folder_read_by_pandas(folder: Path) -> None:
    """Tables as pandas reads the files, with its own missing values, make the same instance."""
    instance = load_instance(folder)
    frames: dict[str, object] = {
        file.stem: pd.read_csv(file, keep_default_na=False, na_values=[""])
        for file in folder.glob("*.csv")
    }
    head = instance.model_dump(mode="json", include={"name", "title", "time_zone", "grid_minutes"})
    frames["summit"] = head | {
        "days": [day.model_dump() for day in instance.days],
        "policy": instance.policy.model_dump(),
    }
    assert from_frames(frames).sha256 == instance.sha256  # type: ignore[arg-type]


@pytest.mark.parametrize("empty", [None, float("nan"), pd.NaT, pd.NA, "", " "])
def test_missing_values_are_empty_cells(frames: Frames, empty: object) -> None:
    """Whatever pandas takes for missing is not given; the text NA is a code like any other."""
    first = frames["delegations"]["id"][0]
    frames["delegations"]["id"] = frames["delegations"]["id"].replace({first: "NA"})
    people = frames["people"].astype({"delegation": "object", "daily_minutes": "object"})
    people["delegation"] = people["delegation"].replace({first: "NA"})
    people["daily_minutes"] = empty
    read = from_frames(frames | {"people": people})
    assert all(person.daily_minutes is None for person in read.people)
    assert "NA" in {person.delegation for person in read.people}


def test_several_values_may_be_a_list(frames: Frames) -> None:
    """Lists, tuples and dicts are what their texts would be; numbers of numpy are numbers."""
    activities = frames["activities"].astype("object")
    activities["people"] = [text.split(";") if text else [] for text in activities["people"]]
    activities["topics"] = [tuple(text.split(";")) for text in activities["topics"]]
    activities["resources"] = [
        {name: np.int32(amount or 1) for name, _, amount in (p.partition("=") for p in parts if p)}
        for parts in (text.split(";") for text in activities["resources"])
    ]
    assert activities["resources"].map(bool).any()
    assert from_frames(frames | {"activities": activities}).sha256 == starter_instance().sha256


@pytest.mark.parametrize("given", [None, pd.DataFrame({"id": ["HALL"]}), [("rooms", None)]])
def test_what_is_no_dict_of_tables_is_refused(given: object) -> None:
    """In one sentence."""
    with pytest.raises(TypeError, match=r"a dict of tables .* is wanted, not (None|Data|list)"):
        from_frames(given)  # type: ignore[arg-type]


def test_dates_and_times_may_be_real_ones(frames: Frames) -> None:
    """Of a date only the date counts, times of day may be texts, times or durations."""
    days = frames["days"].astype("object")
    days["date"] = [moment.date() for moment in frames["days"]["date"]]
    days["end"] = [pd.Timedelta(f"{end}:00") for end in frames["days"]["end"]]
    days["start"] = [
        (pd.Timestamp("2000-01-01") + pd.Timedelta(f"{start}:00")).time()
        for start in frames["days"]["start"]
    ]
    assert from_frames(frames | {"days": days}).sha256 == starter_instance().sha256


def test_faults_say_table_row_and_column(frames: Frames) -> None:
    """All are told at once; rows are counted from 0 by position, whatever the index."""
    rooms, people = frames["rooms"].astype("object"), frames["people"]
    rooms.index = pd.Index(range(100, 100 + len(rooms)))
    rooms.iloc[1, rooms.columns.get_loc("capacity")] = "many"
    people.loc[0, "delegation"] = "nowhere"
    frames["days"].loc[0, "start"] = "nine"
    told = places(frames | {"rooms": rooms})
    assert ("not-a-number", "rooms", 1, "capacity") in told
    assert ("unknown-id", "people", 0, "delegation") in told
    assert ("not-a-time", "summit", None, "days[0].start") in told
    assert len(told) == 3


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda f: f.update(romos=f.pop("rooms")), ("unknown-sheet", "romos", None, "")),
        (lambda f: f.pop("summit"), ("missing-sheet", "summit", None, "")),
        (lambda f: f.update(rooms=[1, 2]), ("wrong-shape", "rooms", None, "")),
        (lambda f: f.update(rooms=None), ("wrong-shape", "rooms", None, "")),
        (
            lambda f: f.update(rooms=f["rooms"].set_index("id")),
            ("missing-column", "rooms", None, "id"),
        ),
        (
            lambda f: f.update(rooms=f["rooms"].drop(columns="capacity")),
            ("missing-column", "rooms", None, "capacity"),
        ),
        (
            lambda f: f.update(summit={"days": [], "name": "x", "time_zone": "UTC"}),
            ("rival-files", "days", None, ""),
        ),
        (
            lambda f: f.update(resources=f["resources"].assign(id=1.5)),
            ("not-an-id", "resources", 0, "id"),
        ),
        (
            lambda f: f.update(availability=f["availability"].assign(start=date(2027, 5, 12))),
            ("not-a-time", "availability", 0, "start"),
        ),
    ],
)
def test_what_is_no_table_is_refused(
    frames: Frames, change: Callable[[dict[str, object]], object], fault: object
) -> None:
    """With one clear fault, never another exception."""
    changed: dict[str, object] = dict(frames)
    change(changed)
    assert fault in places(changed)


@pytest.mark.parametrize(
    "value",
    [
        pd.Timestamp.max,
        datetime.max,
        ["north", "south"],
        {"north": 1},
        b"north",
        2**70,
        float("inf"),
        object(),
        "x" * 20_000,
        "\ud800",
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("column", ["person", "start", "state"])
def test_any_value_is_a_fault_at_worst(frames: Frames, column: str, value: object) -> None:
    """Whatever object stands in a cell, it is told where; nothing else is raised."""
    rows = frames["availability"].astype("object")
    cells: list[object] = list(rows[column])
    cells[0] = value
    rows[column] = pd.Series(cells, dtype="object")
    assert ("availability", 0, column) in [
        place[1:] for place in places({**frames, "availability": rows})
    ]


def test_frames_without_columns_are_tables_without_rows(frames: Frames) -> None:
    """An empty DataFrame is not a fault."""
    assert not from_frames(frames | {"rules": pd.DataFrame()}).rules


def test_settings_without_columns_are_faults(frames: Frames) -> None:
    """Nothing is put in their place."""
    with pytest.raises(InstanceError, match="time_zone"):
        from_frames(frames | {"summit": pd.DataFrame()})


def test_what_would_be_lost_is_not_given(frames: Frames) -> None:
    """An element with a semicolon could not be told from two."""
    instance: Instance = from_frames(frames)
    late = instance.days[0].model_copy(update={"end": timedelta(hours=24)})
    assert to_frames(instance.model_copy(update={"days": (late,)}))["days"]["end"][0] == "24:00"
    odd = instance.activities[0].model_copy(update={"topics": ("a;b",)})
    with pytest.raises(ValueError, match="semicolon"):
        to_frames(instance.model_copy(update={"activities": (odd, *instance.activities[1:])}))
