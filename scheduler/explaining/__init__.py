"""Why an instance cannot be planned: conflicts, repairs, preflight."""

from scheduler.explaining import frames
from scheduler.explaining.conflicts import Conflict
from scheduler.explaining.explain import explain
from scheduler.explaining.fact import Fact, relaxed
from scheduler.explaining.finding import Finding
from scheduler.explaining.preflight import Preflight, preflight
from scheduler.explaining.repairs import Repair
from scheduler.explaining.values import Explanation, Partial

__all__ = [
    "Conflict",
    "Explanation",
    "Fact",
    "Finding",
    "Partial",
    "Preflight",
    "Repair",
    "explain",
    "frames",
    "preflight",
    "relaxed",
]
