"""A problem as a document: whoever reads it has the same possibilities, in the same order."""

from collections.abc import Callable
from typing import Any

from models import Omit, Request, Stay
from scheduler.compiling import by_lot
from scheduler.solving.core.problem import Problem, of_document, pose, to_document


def stated(problem: Problem) -> object:
    """Return what a search may choose from, and what it compares with."""
    activities = [
        (a.source.id, a.must, tuple(a.starts), dict(a.rooms), a.minutes)
        for a in problem.compiled.activities
    ]
    rooms = [(room.id, room.unit) for room in problem.compiled.rooms]
    return activities, rooms, problem.before, problem.tiers, problem.request


def test_document_is_read_as_the_same_problem(draw: Callable[..., Any]) -> None:
    """Also with holds, whose effect is in what is left of the instance already."""
    for seed in range(12):
        drawn = draw(seed)
        held = [p.activity for p in drawn.planted.placements] if drawn.planted else []
        holds = (*(Stay(activity=a) for a in held[:1]), *(Omit(activity=a) for a in held[1:2]))
        request = Request(previous=drawn.previous, start=drawn.planted, holds=holds)
        problem = pose(by_lot(drawn.instance, seed), request)
        assert stated(of_document(to_document(problem))) == stated(problem)
