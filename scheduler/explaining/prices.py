"""The price of a change in points, multiplied by the weights of the policy where it has them."""

from models import Activity, Goal, Instance
from scheduler.explaining.fact import Fact
from scheduler.wording.rules import row_of


def price_of_dropping(instance: Instance, fact: Fact) -> int:
    """Return the price of dropping a fact: its points times the weight in the policy."""
    points = fact.row.price
    activity = instance.activity.get(fact.subjects[0].partition("/")[0])
    if fact.rule == "mandatory" and activity is not None:
        return price_of_leaving_out(instance, activity)
    if fact.row.retimes and activity is not None:
        return points + weight(instance, "stability") * len(activity.people)
    return points * (weight(instance, "rules") if fact.table == "rules" else 1)


def price_of_leaving_out(instance: Instance, activity: Activity) -> int:
    """Return the price of leaving out an activity, mandatory or not."""
    points = row_of("mandatory", "activities", "optional").price
    return points * weight(instance, "coverage") * activity.priority


def weight(instance: Instance, goal: Goal) -> int:
    """Return the weight of a goal in its tier; 1 if the policy does not have it."""
    return next((tier[goal] for tier in instance.policy.tiers if goal in tier), 1)
