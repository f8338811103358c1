"""The work of the child process: planning again, or explaining why that is impossible."""

from models import Instance, Outcome, Timetable
from scheduler.explaining import explain
from scheduler.publishing.config import Config
from scheduler.replanning import replan
from scheduler.solving import solve

EXPLAINING_SECONDS = 60.0

HARD_LIMIT = (1.5, 60.0)
"""A child is killed after so many times its limit, and so many seconds more."""


def killed_after(limit: float) -> float:
    """Return the seconds after which a child that was given a limit is killed."""
    return HARD_LIMIT[0] * limit + HARD_LIMIT[1]


def plan(instance: Instance, last: Timetable | None, config: Config) -> Outcome:
    """Find the best timetable, or the one that keeps the most of the last.

    A replan lets requests wait that it knows had no place. Here they are not mentioned,
    so they are taken in like new ones.
    """
    seconds, workers, seed = config.time_limit, config.workers, config.seed
    if last is None:
        return solve(instance, time_limit=seconds, workers=workers, seed=seed)
    met = tuple(place for place in last.placements if place.start is not None)
    known = last.model_copy(update={"placements": met})
    return replan(instance, known, time_limit=seconds, workers=workers, seed=seed)


def explained(instance: Instance, config: Config) -> list[str]:
    """Return why an instance cannot be planned and what would help, a line each."""
    told = explain(
        instance, time_limit=EXPLAINING_SECONDS, workers=config.workers, seed=config.seed
    )
    return [line.strip() for line in str(told).splitlines() if line.strip()]
