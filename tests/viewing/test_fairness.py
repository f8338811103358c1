"""Who is treated worst: against the referee's goal, and counted by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance, Timetable
from scheduler import tables
from scheduler.checking import check

DAY = "2025-10-25"
DELEGATIONS = [
    ("north", 1, "Polar"),
    ("south", 2, "polar"),  # a region is spelled as where it comes first
    ("east", 2, None),
    ("west", None, "Sunset"),
    ("idle", 9, "Sunset"),
]
REQUESTS = [("north", "south"), ("north", "east"), ("south", "east"), ("east", "west")]
PLACED = {"r0": "09:00", "r2": "11:30"}


@pytest.fixture
def instance() -> Instance:
    return Instance.model_validate(
        {
            "name": "fair",
            "time_zone": "UTC",
            "grid_minutes": 30,
            "days": [{"date": DAY, "start": "09:00", "end": "18:00"}],
            "policy": {"break_minutes": 60},
            "rooms": [{"id": "r", "name": "r", "capacity": 4}],
            "delegations": [
                {"id": name, "name": name.title(), "level": level, "region": region}
                for name, level, region in DELEGATIONS
            ],
            "people": [{"id": f"h-{d}", "name": d, "delegation": d} for d, *_ in DELEGATIONS],
            "activities": [
                {"id": f"r{n}", "kind": "bilateral", "title": f"r{n}", "minutes": 30}
                | {"people": [f"h-{side}" for side in sides], "optional": True}
                for n, sides in enumerate(REQUESTS)
            ]
            + [{"id": "w", "kind": "workshop", "title": "w", "minutes": 30, "people": ["h-north"]}],
        }
    )


@pytest.fixture
def timetable() -> Timetable:
    places = PLACED | {"w": "13:00"}
    rows = [{"activity": a, "start": f"{DAY}T{at}", "room": "r"} for a, at in places.items()]
    return Timetable.model_validate({"placements": rows})


def rows_of(frame: Any, *columns: str) -> list[tuple[Any, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_delegations_come_by_their_share(instance: Instance, timetable: Timetable) -> None:
    """The worst first, more requests before fewer; who asked for nothing comes last."""
    frame = tables.fairness(timetable, instance)
    assert rows_of(frame, "group", "name", "requests", "met", "waits", "wait_minutes") == [
        ("west", "West", 1, 0, 0, 0),
        ("east", "East", 3, 1, 0, 0),
        ("north", "North", 2, 1, 1, 210),
        ("south", "South", 2, 2, 1, 120),
        ("idle", "Idle", 0, 0, 0, 0),
    ]
    assert frame["share"][:4].tolist() == pytest.approx([0, 1 / 3, 1 / 2, 1])
    assert frame["worst"].tolist() == ["west", "east", "north", "south", ""]
    assert (frame["spread"][:4] == 0).all()
    assert frame[["share", "spread", "worst_share"]].iloc[4].isna().all()


def test_groups_add_up_their_delegations(instance: Instance, timetable: Timetable) -> None:
    """With the widest gap inside each, and whom it hits."""
    level = tables.fairness(timetable, instance, by="level")
    columns = ("group", "name", "delegations", "requests", "met", "spread", "worst")
    assert rows_of(level, *columns)[:3] == [
        ("", "no level stated", 1, 1, 0, 0, "west"),
        ("1", "level 1", 1, 2, 1, 0, "north"),
        ("2", "level 2", 2, 5, 3, pytest.approx(2 / 3), "east"),
    ]
    region = tables.fairness(timetable, instance, by="region")
    assert rows_of(region, *columns) == [
        ("Sunset", "Sunset", 2, 1, 0, 0, "west"),
        ("", "no region stated", 1, 3, 1, 0, "east"),
        ("Polar", "Polar", 2, 4, 3, 0.5, "north"),
    ]


def test_without_delegations_there_are_no_rows(instance: Instance) -> None:
    """Columns and dtypes stay."""
    bare = Instance.model_validate(
        {"name": "bare", "time_zone": "UTC", "grid_minutes": 30, "days": instance.days}
    )
    full, empty = tables.fairness(Timetable(), instance), tables.fairness(Timetable(), bare)
    assert empty.empty
    assert empty.dtypes.equals(full.dtypes)
    with pytest.raises(ValueError, match="by is 'rank'; it must be one of delegation, level, reg"):
        tables.fairness(Timetable(), instance, by="rank")  # type: ignore[arg-type]


def test_shares_are_those_of_the_goal(try_drawn: Callable[..., None]) -> None:
    """What the referee calls the largest and smallest share is that of these rows."""
    asked = []

    def agrees(drawn: Any, _: Any) -> None:
        frame = tables.fairness(drawn.planted, drawn.instance)
        rows = frame[frame["requests"] > 0]
        lost = [
            round(1000 / requests) * (requests - met)
            for requests, met in zip(rows["requests"], rows["met"], strict=True)
        ]
        score = check(drawn.instance, drawn.planted).scores["fairness"]
        assert score.parts == {"largest": max(lost, default=0), "smallest": min(lost, default=0)}
        asked.append(len(rows))

    try_drawn(agrees, examples=25, planted=True)
    assert sum(asked) > 10
