"""Why not: what stands in the way of an instance or of one activity, and what would help."""

from scheduler.explaining import frames
from scheduler.explaining.conflicts import Conflict
from scheduler.explaining.explain import explain
from scheduler.explaining.fact import Fact, relaxed
from scheduler.explaining.finding import Finding
from scheduler.explaining.forcing import Forced
from scheduler.explaining.options import Obstacle, Option
from scheduler.explaining.preflight import Preflight, preflight
from scheduler.explaining.repairs import Repair
from scheduler.explaining.slots import Slots, slots
from scheduler.explaining.values import Explanation, Partial
from scheduler.explaining.why import Why, why

__all__ = [
    "Conflict",
    "Explanation",
    "Fact",
    "Finding",
    "Forced",
    "Obstacle",
    "Option",
    "Partial",
    "Preflight",
    "Repair",
    "Slots",
    "Why",
    "explain",
    "frames",
    "preflight",
    "relaxed",
    "slots",
    "why",
]
