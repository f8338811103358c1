"""The work of the child process: planning again, or explaining why that is impossible."""

from models import Instance, Outcome, Request, Timetable
from scheduler.explaining import explain
from scheduler.replanning import replan
from scheduler.solving import solve

EXPLAINING_SECONDS = 60.0


def plan(instance: Instance, last: Timetable | None, request: Request) -> Outcome:
    """Find the best timetable, or the one that changes the least of the last.

    In a replan, requests that are listed without a place stay without one. Here they are not
    listed, so they get a place if they can, like new ones.
    """
    if last is None:
        return solve(instance, request)
    met = tuple(place for place in last.placements if place.start is not None)
    known = last.model_copy(update={"placements": met})
    return replan(instance, request.model_copy(update={"previous": known}))


def to_explain(request: Request) -> Request:
    """Return the limits of an explanation, given those of a plan."""
    limits = request.limits.model_copy(update={"seconds": EXPLAINING_SECONDS})
    return Request(limits=limits)


def explained(instance: Instance, request: Request) -> list[str]:
    """Return why an instance cannot be planned and what would help, one line each."""
    found = explain(instance, request)
    return [line.strip() for line in str(found).splitlines() if line.strip()]
