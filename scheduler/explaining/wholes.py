"""Large wholes, where one plain search finds nothing: the solver with all its means."""

from models import Instance, Outcome, Policy, Timetable
from scheduler.explaining.editing import edited
from scheduler.solving import solve

COVERAGE = Policy(tiers=({"coverage": 1},))


def planned(core: Instance, *, seconds: float, workers: int | None, seed: int) -> Outcome:
    """Look for any timetable of all that must take place."""
    lean = edited(core, policy=COVERAGE)
    return solve(lean, time_limit=seconds, workers=workers, seed=seed)


def most_of(core: Instance, *, seconds: float, workers: int | None, seed: int) -> Timetable | None:
    """Return a timetable that leaves out little, as the dearest requests are placed first."""
    activities = tuple(a.model_copy(update={"optional": True}) for a in core.activities)
    free = edited(core, activities=activities)
    return planned(free, seconds=seconds, workers=workers, seed=seed).timetable
