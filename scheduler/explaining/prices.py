"""The price of a change in points, multiplied by the weights of the policy where it has them."""

from models import Goal, Instance
from scheduler.explaining.fact import Fact

POINTS: dict[tuple[str, str], int] = {
    ("activities", "pin_start"): 5,
    ("activities", "slots"): 3,
    ("activities", "pin_room"): 2,
    ("activities", "rooms"): 2,
    ("activities", "seats"): 3,
    ("activities", "equipment"): 3,
    ("activities", "set_up_minutes"): 3,
    ("activities", "resources"): 4,
    ("activities", "people"): 6,
    ("availability", "busy"): 6,
    ("availability", "present"): 20,
    ("people", "daily_minutes"): 2,
    ("people", "daily_activities"): 2,
    ("people", "rest_minutes"): 2,
    ("people", "night_rest_minutes"): 2,
    ("transfers", "minutes"): 2,
    ("rooms", "open"): 12,
    ("rooms", "kinds"): 4,
    ("rooms", "equipment"): 4,
    ("rooms", "capacity"): 8,
    ("rooms", "turnaround_minutes"): 3,
    ("rooms", "units"): 8,
    ("resources", "level"): 6,
    ("rules", "kind"): 5,
    ("days", "start"): 40,
}
"""Price of one step of a number, or of one row dropped."""

POINTS_PER_HOUR = {"availability": 4, "rooms": 2, "days": 5}
"""Price of an hour more of a stay, an opening or a day."""

LEAVING_OUT = 10
"""A mandatory activity left out costs this many times a request of the same priority."""

RETIMED = {"pin_start", "slots"}
"""Columns whose change means that everybody required has to be told of another time."""


def price_of_dropping(instance: Instance, fact: Fact) -> int:
    """Return the price of dropping a fact: its points times the weight in the policy."""
    activity = instance.activity.get(fact.subjects[0].partition("/")[0])
    if fact.column == "optional" and activity is not None:
        return LEAVING_OUT * weight(instance, "coverage") * activity.priority
    points = POINTS[fact.table, fact.column]
    if fact.column in RETIMED and activity is not None:
        return points + weight(instance, "stability") * len(activity.people)
    return points * (weight(instance, "rules") if fact.table == "rules" else 1)


def weight(instance: Instance, goal: Goal) -> int:
    """Return the weight of a goal in its tier; 1 if the policy does not have it."""
    return next((tier[goal] for tier in instance.policy.tiers if goal in tier), 1)
