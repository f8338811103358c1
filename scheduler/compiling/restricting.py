"""The same instance with most activities held where they are."""

from collections.abc import Collection
from dataclasses import replace

from models.clock import Minute
from scheduler.compiling.clearing import cleared
from scheduler.compiling.compiled import Compiled, CompiledActivity

Place = tuple[Minute, int]
"""Start minute and position of the room."""

Places = tuple[Place | None, ...]
"""Where each activity stands, by position; None: no place."""


def restricted(compiled: Compiled, places: Places, free: Collection[int]) -> Compiled:
    """Hold every activity at its place, but for those at the positions in ``free``."""
    held = tuple(
        activity if position in free else _held(activity, place)
        for position, (activity, place) in enumerate(zip(compiled.activities, places, strict=True))
    )
    return cleared(replace(compiled, activities=held), free)


def _held(activity: CompiledActivity, place: Place | None) -> CompiledActivity:
    if place is None:
        return replace(activity, must=False, starts=(), rooms={})
    start, room = place
    return replace(activity, must=True, starts=(start,), rooms={room: None})
