"""All timetables of a small instance, by trying every place."""

from itertools import product
from typing import Any

from models import Goal, Timetable
from scheduler.checking import check
from tests.drawing.drawn import Drawn


def all_scores(drawn: Drawn) -> list[dict[Goal, int]]:
    """Return the scores of all legal timetables, by trying every place."""
    options = [
        [*([None] if drawn.instance.activity[name].optional else []), *places]
        for name, places in drawn.choices.items()
    ]
    found = []
    for places in product(*options):
        placed = tuple(place for place in places if place is not None)
        report = check(drawn.instance, timetable_of(placed))
        if not report.violations:
            found.append({goal: score.value for goal, score in report.scores.items()})
    return found


def timetable_of(placed: tuple[Any, ...]) -> Timetable:
    return Timetable.model_construct(placements=placed)
