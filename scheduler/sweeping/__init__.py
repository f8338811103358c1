"""Trade-offs: what would it buy, and what would it cost."""

from scheduler.sweeping.asked import Refused
from scheduler.sweeping.buffers import buffers
from scheduler.sweeping.delays import DelayChances
from scheduler.sweeping.fairness import fairness_cost
from scheduler.sweeping.front import front
from scheduler.sweeping.prices import shadow_prices
from scheduler.sweeping.robustness import robustness
from scheduler.sweeping.running import NothingToCompare
from scheduler.sweeping.scenarios import scenarios

__all__ = [
    "DelayChances",
    "NothingToCompare",
    "Refused",
    "buffers",
    "fairness_cost",
    "front",
    "robustness",
    "scenarios",
    "shadow_prices",
]
