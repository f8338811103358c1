"""What a timetable has above the bound of a relaxation is found where it was lost."""

from collections.abc import Callable

from models import Instance
from scheduler.compiling import Places, cleared, compile_instance
from scheduler.formulation import linear_relaxation
from scheduler.solving.core.losses import losses
from scheduler.solving.core.problem import Problem


def test_losses_are_the_gap_between_a_timetable_and_the_relaxation(
    summit: Callable[..., Instance],
) -> None:
    """By activity: of two requests for one hour the less important one took place."""
    request = {"kind": "bilateral", "minutes": 60, "optional": True, "people": ["P"]}
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "10:00"}],
        people=[{"id": "P", "name": "Peru"}],
        activities=[
            {**request, "id": name, "title": name, "priority": points}
            for name, points in (("a", 5), ("b", 1))
        ],
        policy={"tiers": [{"coverage": 1}]},
    )
    compiled = cleared(compile_instance(instance))
    problem = Problem(instance, compiled)
    variables = problem.formulate(compiled)
    variables.minimize(problem.objective(variables, 0))
    relaxation = linear_relaxation(variables.model, 10)
    assert relaxation is not None
    known = losses(variables, relaxation.reduced)
    first = (instance.windows[0][0], 0)
    best: Places = (first, None)
    worse: Places = (None, first)
    assert sum(known.of(best).values()) < 0.01
    assert abs(sum(known.of(worse).values()) - 4) < 0.01
