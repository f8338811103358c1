"""What goals count, and what less of them means, for whoever has not read the formulas."""

from collections.abc import Mapping

from models import Goal

MEASURES: Mapping[Goal, str] = {
    "coverage": "Requests without a place (priority points)",
    "stability": "Changes (points of people told and activities moved)",
    "rules": "Broken soft rules (their costs)",
    "breaks": "Long waits (breaks)",
    "preference": "Wishes not met (points)",
    "audience": "Audiences badly served (points)",
    "fairness": "Unequal shares of requests (per mille)",
    "room-fit": "Rooms that do not fit (points)",
}
"""Goal -> what it counts, and in what unit; less is better."""

LESS: Mapping[Goal, str] = {
    "coverage": "fewer requests without a place",
    "stability": "fewer changes",
    "rules": "fewer broken soft rules",
    "breaks": "fewer long waits",
    "preference": "more wishes met",
    "audience": "better served audiences",
    "fairness": "more equal shares",
    "room-fit": "rooms that fit better",
}
"""Goal -> what it means that there is less of it."""
