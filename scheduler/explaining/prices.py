"""The price of a change in points: what it does to people, by the weights of the policy.

Small shifts, rests, stays and opening hours are cheap. To move or leave out what people come for is
expensive, ceremonies above all. The ``priority`` of these does not say so, as planners seldom state
it for activities that are not optional.
"""

from models import Activity, Goal, Instance, Kind
from scheduler.explaining.fact import Fact
from scheduler.wording.rules import row_of

RANK: dict[Kind, int] = {
    "plenary": 10,
    "side-event": 5,
    "press": 4,
    "workshop": 3,
    "exhibition": 2,
    "bilateral": 1,
}
"""Price of moving or leaving out an activity, by kind, as a multiple of that of a bilateral."""

FIXED = 2
"""Price of leaving out an activity with a fixed start, as a multiple of one without."""


def price_of_dropping(instance: Instance, fact: Fact) -> int:
    """Return the price of dropping a fact: its points times the weight in the policy."""
    points = fact.row.price
    activity = instance.activity.get(fact.subjects[0].partition("/")[0])
    if fact.rule == "mandatory" and activity is not None:
        return price_of_leaving_out(instance, activity)
    if fact.column == "people" and activity is not None and activity.kind == "bilateral":
        return points + price_of_leaving_out(instance, activity)  # no meeting without both sides
    if fact.row.retimes and activity is not None:
        people = weight(instance, "stability") * len(activity.people)
        return points * RANK[activity.kind] + people
    return points * (weight(instance, "rules") if fact.table == "rules" else 1)


def price_of_leaving_out(instance: Instance, activity: Activity) -> int:
    """Return the price of leaving out an activity, mandatory or not, by kind and people."""
    points = row_of("mandatory", "activities", "optional").price * RANK[activity.kind]
    if activity.pin_start is not None:
        points *= FIXED
    return weight(instance, "coverage") * activity.priority * points + len(activity.people)


def weight(instance: Instance, goal: Goal) -> int:
    """Return the weight of a goal in its tier; 1 if the policy does not have it."""
    return next((tier[goal] for tier in instance.policy.tiers if goal in tier), 1)
