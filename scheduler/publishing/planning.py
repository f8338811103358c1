"""The work of the child process: planning again, or explaining why that is impossible."""

from models import Instance, Limits, Outcome, Request, Timetable
from scheduler.explaining import explain
from scheduler.replanning import replan
from scheduler.solving import solve

EXPLAINING_SECONDS = 60.0

HARD_LIMIT = (1.5, 60.0)
"""A child is killed after so many times its limit, and so many seconds more."""

WORK_SECONDS = 4.0
"""A unit of deterministic work takes no longer than that, unless something is wrong."""


def killed_after(limits: Limits) -> float:
    """Return the seconds after which a child that was given limits is killed."""
    unit = WORK_SECONDS if limits.deterministic else 1.0
    return HARD_LIMIT[0] * unit * limits.seconds + HARD_LIMIT[1]


def plan(instance: Instance, last: Timetable | None, request: Request) -> Outcome:
    """Find the best timetable, or the one that keeps the most of the last.

    A replan lets requests wait that it knows had no place. Here they are not mentioned,
    so they are taken in like new ones.
    """
    if last is None:
        return solve(instance, request)
    met = tuple(place for place in last.placements if place.start is not None)
    known = last.model_copy(update={"placements": met})
    return replan(instance, request.model_copy(update={"previous": known}))


def to_explain(request: Request) -> Request:
    """Return what is asked of an explanation, where the same was asked of a plan."""
    limits = request.limits.model_copy(update={"seconds": EXPLAINING_SECONDS})
    return Request(limits=limits)


def explained(instance: Instance, request: Request) -> list[str]:
    """Return why an instance cannot be planned and what would help, a line each."""
    told = explain(instance, request)
    return [line.strip() for line in str(told).splitlines() if line.strip()]
