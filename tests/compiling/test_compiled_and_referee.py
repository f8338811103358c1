"""All rules on an activity alone, on drawn instances: what is legal is what the referee passes."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Activity, Instance, Placement, Timetable
from scheduler.checking import check
from scheduler.compiling import Compiled, CompiledActivity, cleared, compile_instance
from scheduler.formulation import STANDING_FAMILIES
from tests.drawing.chance import Chance

BESIDE_OTHERS = {family.__name__.replace("_", "-") for family in STANDING_FAMILIES}
"""Rules that are stated in the formulation, though one activity alone can break some of them."""


def compiled_places(compiled: Compiled, activity: CompiledActivity) -> set[tuple[int, str, int]]:
    return {
        (start, room.id, unit)
        for position, possible in activity.rooms.items()
        for room in [compiled.rooms[position]]
        for start in (activity.starts if possible is None else possible)
        for unit in ([room.unit] if room.unit else range(1, room.units + 1))
    }


def breaks_alone(instance: Instance, activity: Activity, place: tuple[int, str, int]) -> bool:
    start, room, unit = place
    moment = instance.clock.moment(start)
    one = Placement(activity=activity.id, start=moment, room=room, unit=unit)
    told = check(instance, Timetable(placements=(one,))).violations
    return any(violation.rule in BESIDE_OTHERS for violation in told)


@pytest.mark.parametrize("part", [None, (1, 3)])
def test_legal_places_are_those_that_the_referee_passes(
    part: tuple[int, int] | None, try_drawn: Callable[..., None], engage: Callable[..., None]
) -> None:
    """Of drawn instances: every start, room and unit, no more and no fewer."""
    if part is not None:
        engage(lambda minutes, person: part)
    places = 0

    def are_passed(drawn: Any, chance: Chance) -> None:
        nonlocal places
        instance = drawn.instance
        compiled = compile_instance(instance)
        for activity in compiled.activities:
            mine = compiled_places(compiled, activity)
            passed = {
                (instance.clock.minute(place.start), place.room, place.unit)
                for place in drawn.choices[activity.source.id]
            }
            assert passed <= mine
            for place in mine - passed:
                assert breaks_alone(instance, activity.source, place)
            places += len(mine)

    try_drawn(are_passed, examples=60)
    assert places > 500


def pinned(drawn: Any) -> Instance:
    """Pin every second activity of a planted timetable to where it is."""
    rows = drawn.instance.model_dump()
    starts = {place.activity: place.start for place in drawn.planted.placements[::2]}
    for row in rows["activities"]:
        if row["id"] in starts:
            row |= {"pin_start": starts[row["id"]], "optional": False}
    return Instance.model_validate(rows)


def test_cleared_takes_no_start_of_a_legal_timetable(try_drawn: Callable[..., None]) -> None:
    """Starts that clash with fixed engagements go; those that a planted timetable uses stay."""
    taken = 0

    def takes_none(drawn: Any, chance: Chance) -> None:
        nonlocal taken
        instance = pinned(drawn)
        before = compile_instance(instance)
        after = cleared(before)
        taken += sum(len(a.starts) for a in before.activities)
        taken -= sum(len(a.starts) for a in after.activities)
        for place in drawn.planted.placements:
            activity = after.activities[after.position[place.activity]]
            start = instance.clock.minute(place.start)
            assert start in activity.starts
            possible = [
                starts is None or start in starts
                for room, starts in activity.rooms.items()
                if after.rooms[room].id == place.room
            ]
            assert any(possible)

    try_drawn(takes_none, examples=50, planted=True)
    assert taken > 20
