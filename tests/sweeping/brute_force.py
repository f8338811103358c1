"""All timetables of a small instance, by trying every place."""

from itertools import product
from typing import Any

from models import Goal, Timetable
from scheduler.checking import check
from tests.drawing.drawn import Drawn


def all_timetables(drawn: Drawn) -> list[Timetable]:
    """Return all legal timetables, by trying every place."""
    options = [
        [*([None] if drawn.instance.activity[name].optional else []), *places]
        for name, places in drawn.choices.items()
    ]
    every = (
        timetable_of(tuple(place for place in places if place is not None))
        for places in product(*options)
    )
    return [one for one in every if not check(drawn.instance, one).violations]


def all_scores(drawn: Drawn) -> list[dict[Goal, int]]:
    """Return the scores of all legal timetables."""
    return [
        {goal: score.value for goal, score in check(drawn.instance, one).scores.items()}
        for one in all_timetables(drawn)
    ]


def timetable_of(placed: tuple[Any, ...]) -> Timetable:
    return Timetable.model_construct(placements=placed)
