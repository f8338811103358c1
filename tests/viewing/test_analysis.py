"""Tables for analysts: load, delegations, waits, inputs; against slow counts and the referee."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from models import Instance, Timetable
from scheduler import load_instance, tables
from scheduler.checking import check
from scheduler.viewing.programme import read_programme
from tests.drawing.chance import Chance

Try = Callable[..., None]
DAY, NEXT = "2025-10-25", "2025-10-26"


def minutes_of(frame: pd.DataFrame, instance: Instance) -> list[tuple[int, int]]:
    minute = instance.clock.minute
    return [(minute(a), minute(b)) for a, b in zip(frame["start"], frame["end"], strict=True)]


def test_breaks_are_those_of_the_goal() -> None:
    """As many as the referee counts, of as many people; each longer than a wait may be."""
    seen = 0
    for seed in range(40):
        instance, timetable = scattered(Chance.of(seed))
        frame = tables.breaks(timetable, instance)
        score = check(instance, timetable).scores["breaks"]
        assert (len(frame), frame["person"].nunique()) == (score.value, score.parts["persons"])
        assert (frame["minutes"] > instance.policy.break_minutes).all()
        during = minutes_of(frame, instance)
        assert [end - start for start, end in during] == frame["minutes"].to_list()
        seen += len(frame)
    assert seen > 100


def scattered(chance: Chance) -> tuple[Instance, Timetable]:
    """Draw eight meetings of three people at any times of two evenings, overlapping or not."""
    names = [f"m{number}" for number in range(8)]
    instance = Instance.model_validate(
        {
            "name": "scattered",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 5,
            "days": [{"date": day, "start": "21:00", "end": "25:00"} for day in (DAY, NEXT)],
            "policy": {"break_minutes": 5 * chance.below(8)},
            "rooms": [{"id": "r", "name": "R", "capacity": 9}],
            "people": [{"id": person, "name": person} for person in "pqr"],
            "activities": [
                {"id": name, "kind": "bilateral", "title": name}
                | {"minutes": chance.integer(5, 60), "people": chance.sample("pqr", 2)}
                for name in names
            ],
        }
    )
    days = [low for low, _ in instance.windows]
    starts = [chance.choice(days) + 5 * chance.below(48) for _ in names]
    places = [
        {"activity": name, "start": instance.clock.moment(start), "room": "r"}
        for name, start in zip(names, starts, strict=True)
    ]
    return instance, Timetable.model_validate({"placements": places})


def test_load_is_what_counting_minutes_gives(try_drawn: Try) -> None:
    """Of every room and resource in every hour: in use, around it, most at once."""
    used = around = 0

    def is_that(drawn: Any, chance: Chance) -> None:
        nonlocal used, around
        instance = read_programme(drawn.planted, drawn.instance).instance
        frame = tables.load(drawn.planted, drawn.instance)
        during = minutes_of(frame, instance)
        for row, (start, end) in zip(frame.itertuples(), during, strict=True):
            levels = [in_use(drawn.planted, instance, row, at) for at in range(start, end)]
            assert row.used == sum(taken for taken, _ in levels)
            assert row.around == sum(taken - itself for taken, itself in levels)
            assert row.most == max(taken for taken, _ in levels)
        used, around = used + frame["used"].sum(), around + frame["around"].sum()
        shares = frame["share"].dropna()
        assert ((shares >= 0) & (shares <= 1)).all() or check(instance, drawn.planted).violations

    try_drawn(is_that, examples=12, planted=True)
    assert used > around > 0


def in_use(timetable: Timetable, instance: Instance, row: Any, at: int) -> tuple[int, int]:
    """Return how many units are taken at a minute, and how many of them by activities."""
    taken = itself = 0
    for booking in read_programme(timetable, instance).bookings:
        activity = booking.activity
        if row.subject_kind == "resource":
            amount, before, after = activity.resources.get(row.subject, 0), 0, 0
        else:
            amount = int(booking.room.id == row.subject)
            before = activity.set_up_minutes
            after = activity.clear_down_minutes + booking.room.turnaround_minutes
        taken += amount * (booking.start - before <= at < booking.end + after)
        itself += amount * (booking.start <= at < booking.end)
    return taken, itself


@pytest.fixture
def evening() -> tuple[Instance, Timetable]:
    """Two delegations and a host, into the night."""
    people = [("host", None), ("a1", "A"), ("a2", "A"), ("b", "B")]
    rows = [("m1", "host;a1", 30), ("m2", "host;a2", 30), ("m3", "host;b", 30)]
    instance = Instance.model_validate(
        {
            "name": "evening",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [{"date": DAY, "start": "20:00", "end": "25:30"}],
            "rooms": [{"id": "r", "name": "R", "capacity": 9, "open": f"{DAY}T20:00/{DAY}T24:00"}],
            "delegations": [{"id": "A", "name": "Avalon"}, {"id": "B", "name": "Brigadoon"}],
            "people": [{"id": p, "name": p, "delegation": of} for p, of in people],
            "activities": [
                {"id": name, "kind": "bilateral", "title": name, "minutes": minutes}
                | {"people": who, "optional": True}
                for name, who, minutes in rows
            ],
        }
    )
    places = {"m1": f"{DAY}T20:30", "m2": "2025-10-26T00:30"}
    placements = [{"activity": a, "start": at, "room": "r"} for a, at in places.items()]
    return instance, Timetable.model_validate({"placements": placements})


def test_delegations_are_compared(evening: tuple[Instance, Timetable]) -> None:
    """Requests count once for a delegation, whoever of it attends; hours run on after midnight."""
    instance, timetable = evening
    frame = tables.delegations(timetable, instance).set_index("delegation")
    assert frame.loc["A", ["requests", "met", "engagements", "minutes"]].to_list() == [2, 2, 2, 60]
    assert frame.loc["A", ["breaks", "earliest", "latest"]].to_list() == [0, "20:30", "25:00"]
    assert frame.loc["B", ["requests", "met", "earliest", "latest"]].to_list() == [1, 0, "", ""]
    (wait,) = tables.breaks(timetable, instance).itertuples()
    assert (wait.person, wait.minutes, wait.after, wait.before) == ("host", 210, "m1", "m2")


def test_load_knows_when_a_room_is_closed(evening: tuple[Instance, Timetable]) -> None:
    """Nothing is available after it closes, though a timetable may use it."""
    instance, timetable = evening
    frame = tables.load(timetable, instance)
    assert frame["start"].dt.strftime("%H:%M").to_list() == [
        "20:00", "21:00", "22:00", "23:00", "00:00", "01:00",
    ]  # fmt: skip
    assert frame["available"].to_list() == [60, 60, 60, 60, 0, 0]
    assert frame["share"].fillna(-1).to_list() == [0.5, 0, 0, 0, -1, -1]


def test_inputs_have_every_table_and_its_columns() -> None:
    """Numbers as numbers, times as times, lists as in the file, also of an empty table."""
    frames = tables.inputs(load_instance("instances/tiny"))
    rooms, activities = frames["rooms"].set_index("id"), frames["activities"].set_index("id")
    assert rooms["capacity"].to_dict() == {"HALL": 40, "STUDY": 20, "BOOTH": 6}
    assert rooms.loc["HALL", "kinds"] == "plenary;workshop"
    assert activities.loc["b1", "people"] == "host;a"
    assert activities.loc["b1", "resources"] == "interpreters=1"
    assert activities.loc["OPEN", "pin_start"] == pd.Timestamp("2025-10-25T09:00+07:00")
    assert activities["optional"].sum() == 4
    assert pd.isna(activities.loc["b1", "pin_unit"])
    dtypes = {name: str(dtype) for name, dtype in frames["slots"].dtypes.items()}
    assert frames["slots"].empty
    assert dtypes["start"] == "datetime64[us, Asia/Ho_Chi_Minh]"
    assert next(iter(frames["slots"])) == "id"
