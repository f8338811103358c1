"""Which of two timetables of an instance is better, by the referee."""

from models import Instance, Timetable
from scheduler.checking import check
from scheduler.solving.core.problem import tier_values


def is_better(
    one: Timetable, other: Timetable, instance: Instance, previous: Timetable | None
) -> bool:
    """Tell whether a timetable keeps every hard rule and is better than another, tier by tier.

    Parameters
    ----------
    one, other
        Timetables of ``instance``.
    instance
        With the policy by which they are compared.
    previous
        The timetable that goal ``stability`` compares with.
    """
    first, second = (check(instance, given, previous=previous) for given in (one, other))
    if first.violations:
        return False
    tiers = instance.policy.tiers
    return bool(second.violations) or tier_values(tiers, first) < tier_values(tiers, second)
