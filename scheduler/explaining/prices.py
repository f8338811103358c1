"""The price of a change in points: what it does to people, by the weights of the policy.

Small shifts, rests, stays and opening hours are cheap; to move or to leave out what people come for
is dear, ceremonies above all, whatever their ``priority``: nobody fills it in for what is not
optional.
"""

from models import Activity, Goal, Instance, Kind
from scheduler.explaining.fact import Fact
from scheduler.wording.rules import row_of

STANDING: dict[Kind, int] = {
    "plenary": 10,
    "side-event": 5,
    "press": 4,
    "workshop": 3,
    "exhibition": 2,
    "bilateral": 1,
}
"""How many times as dear it is to move or leave out an activity of a kind as a bilateral."""

FIXED = 2
"""How many times as dear it is to leave out an activity whose start is announced."""


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
        return points * STANDING[activity.kind] + people
    return points * (weight(instance, "rules") if fact.table == "rules" else 1)


def price_of_leaving_out(instance: Instance, activity: Activity) -> int:
    """Return the price of leaving out an activity, mandatory or not: its kind, and its people."""
    points = row_of("mandatory", "activities", "optional").price * STANDING[activity.kind]
    if activity.pin_start is not None:
        points *= FIXED
    return weight(instance, "coverage") * activity.priority * points + len(activity.people)


def weight(instance: Instance, goal: Goal) -> int:
    """Return the weight of a goal in its tier; 1 if the policy does not have it."""
    return next((tier[goal] for tier in instance.policy.tiers if goal in tier), 1)
