"""Unit numbers: handed out afterwards, never twice at once, and kept where they can be."""

import random
from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from models import Instance, Timetable
from models.clock import overlap
from scheduler.checking import check
from scheduler.compiling import Places, compile_instance
from scheduler.solving.core.placements import to_timetable


@pytest.fixture
def booths(summit: Callable[..., Instance]) -> Callable[..., Instance]:
    """Make an instance with three booths and activities of a quarter of an hour upwards."""

    def make(**minutes: int) -> Instance:
        rows = [
            {"id": name, "kind": "bilateral", "title": name, "minutes": length, "optional": True}
            for name, length in minutes.items()
        ]
        room = {"id": "booth", "name": "Booth", "capacity": 9, "units": 3, "turnaround_minutes": 5}
        return summit(rooms=[room], activities=rows)

    return make


def units(timetable: Timetable) -> list[int | None]:
    return [place.unit for place in timetable.placements]


def test_units_never_overlap(booths: Callable[..., Instance]) -> None:
    """If never more than three are at once, all fit, one at a time in each unit."""
    fitted = 0
    for seed in range(200):
        chance = random.Random(seed)
        lengths = {f"a{n}": chance.choice([15, 30, 45, 60, 90]) for n in range(12)}
        instance = booths(**lengths)
        opens = instance.windows[0][0]
        places: Places = tuple((opens + 15 * chance.randrange(14), 0) for _ in lengths)
        held = [
            (place[0], place[0] + length + 5)
            for place, length in zip(places, lengths.values(), strict=True)
            if place
        ]
        kept: list[tuple[int, int] | None] = []
        for place, span in zip(places, held, strict=True):
            before = [h for h, k in zip(held, kept, strict=False) if k and overlap(h, span)]
            most = max(
                (sum(h[0] <= x[0] < h[1] for h in before) for x in [*before, span]), default=0
            )
            kept.append(place if most < 3 else None)
        previous = [
            {"activity": name, "start": instance.clock.moment(opens), "room": "booth"}
            | {"unit": chance.randint(1, 4)}
            for name in lengths
        ]
        before_it = Timetable.model_validate({"placements": previous})
        timetable = to_timetable(compile_instance(instance), tuple(kept), before_it)
        assert check(instance, timetable).violations == (), f"seed {seed}"
        fitted += sum(place is not None for place in kept)
    assert fitted > 1000


def test_units_stay_as_they_were_where_free(booths: Callable[..., Instance]) -> None:
    """Each keeps its previous unit; a newcomer gets the lowest that is left."""
    instance = booths(a=60, b=60, c=60)
    opens = instance.windows[0][0]
    before = [
        {"activity": name, "start": instance.clock.moment(opens), "room": "booth", "unit": unit}
        for name, unit in (("a", 3), ("c", 1))
    ]
    places: Places = ((opens, 0), (opens + 15, 0), (opens, 0))
    timetable = to_timetable(
        compile_instance(instance), places, Timetable.model_validate({"placements": before})
    )
    assert units(timetable) == [3, 2, 1]
    assert units(to_timetable(compile_instance(instance), places)) == [1, 3, 2]


def test_units_that_are_awaited_are_left_to_those_who_stay(booths: Callable[..., Instance]) -> None:
    """A newcomer, and one that comes from elsewhere, begin earlier and yet take another unit."""
    instance = booths(new=60, moved=60, stays=60)
    opens = instance.windows[0][0]
    places: Places = ((opens, 0), (opens + 15, 0), (opens + 30, 0))
    before = [
        {"activity": name, "start": instance.clock.moment(start), "room": "booth", "unit": 1}
        for name, start in (("moved", opens + 180), ("stays", opens + 30))
    ]
    timetable = to_timetable(
        compile_instance(instance), places, Timetable.model_validate({"placements": before})
    )
    assert units(timetable) == [2, 3, 1]


def test_units_are_given_up_where_taken_or_gone(booths: Callable[..., Instance]) -> None:
    """Two that had the same unit, or one that there is no more, are told apart."""
    instance = booths(a=60, b=60, c=60)
    opens = instance.windows[0][0]
    before = [
        {"activity": name, "start": instance.clock.moment(opens), "room": "booth", "unit": unit}
        for name, unit in (("a", 2), ("b", 2), ("c", 9))
    ]
    timetable = to_timetable(
        compile_instance(instance),
        ((opens, 0), (opens, 0), (opens, 0)),
        Timetable.model_validate({"placements": before}),
    )
    assert units(timetable) == [2, 1, 3]


def test_units_that_run_short_are_left_to_the_referee(booths: Callable[..., Instance]) -> None:
    """Regression: more at once than units was a bare error in place of a violation."""
    instance = booths(a=60, b=60, c=60, d=60)
    opens = instance.windows[0][0]
    timetable = to_timetable(compile_instance(instance), ((opens, 0),) * 4)
    assert sorted(unit or 0 for unit in units(timetable)) == [1, 1, 2, 3]
    assert {v.rule for v in check(instance, timetable).violations} == {"room-overlap"}


def test_units_told_apart_are_as_decided(
    summit: Callable[..., Instance], draw: Callable[..., Any]
) -> None:
    """A pinned unit makes each unit a room of its own, with its number."""
    rows = [
        {"id": name, "kind": "bilateral", "title": name, "minutes": 60, **more}
        for name, more in (("a", {"pin_room": "booth", "pin_unit": 2}), ("b", {}))
    ]
    room = {"id": "booth", "name": "Booth", "capacity": 9, "units": 3}
    instance = summit(rooms=[room], activities=rows)
    compiled = compile_instance(instance)
    assert [room.unit for room in compiled.rooms] == [1, 2, 3]
    assert list(compiled.activities[0].rooms) == [1]
    opens = instance.windows[0][0]
    assert units(to_timetable(compiled, ((opens, 1), (opens, 2)))) == [2, 3]
    for one, other in combinations(range(3), 2):
        assert compiled.rooms[one].id == compiled.rooms[other].id
