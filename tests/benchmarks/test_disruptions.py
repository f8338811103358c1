"""Disruptions that can be planned for, and whether changes are connected with them."""

from pathlib import Path

import pytest

from benchmarks.connections import unconnected
from benchmarks.disruptions import KINDS, disrupted
from models import Instance, Placement, Timetable
from scheduler import diff, load_instance, preflight

HANOI = Path(__file__).resolve().parents[2] / "instances" / "hanoi-2025-10-14"


@pytest.fixture(scope="module")
def hanoi() -> Instance:
    """The real case."""
    return load_instance(HANOI)


@pytest.mark.parametrize("number", [*range(12), 50, 113])
def test_disruptions_change_something_and_doom_nothing(hanoi: Instance, number: int) -> None:
    """Also where the first draw closes the only room that a side event can have (50, 113)."""
    kind, after = disrupted(hanoi, number)
    assert kind == [*KINDS, "five"][number % 6]
    assert after != hanoi
    assert not preflight(after).doomed
    assert disrupted(hanoi, number) == (kind, after)


def meetings(**people: str) -> Instance:
    return Instance.model_validate(
        {
            "name": "chain",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 60,
            "days": [{"date": "2025-10-25", "start": "08:00", "end": "12:00"}],
            "rooms": [{"id": "R", "name": "R", "capacity": 5, "units": 9}],
            "people": [{"id": p, "name": p} for p in "abcdef"],
            "activities": [
                {"id": n, "kind": "bilateral", "title": n, "minutes": 60, "people": list(pair)}
                for n, pair in people.items()
            ],
        }
    )


def at(**hours: int) -> Timetable:
    return Timetable(
        placements=tuple(
            Placement(activity=name, start=f"2025-10-25T{hour:02}:00", room="R")  # type: ignore[arg-type]
            for name, hour in hours.items()
        )
    )


def test_a_chain_begins_at_the_news() -> None:
    """New x moves m by a shared person, m moves n by room and hour; o moves for no reason."""
    before = meetings(m="ab", n="cd", o="ef")
    after = meetings(m="ab", n="cd", o="ef", x="ac")
    was, now = at(m=8, n=9, o=10), at(x=8, m=9, n=10, o=11)
    assert unconnected(before, after, diff(after, was, now, before)) == []
    assert unconnected(before, before, diff(before, was, at(m=9, n=9, o=10))) == ["m"]
    apart = at(x=8, m=9, n=9, o=11)
    assert unconnected(before, after, diff(after, was, apart, before)) == ["o"]
