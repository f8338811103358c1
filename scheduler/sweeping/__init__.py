"""Trade-offs: what would it buy, and what would it cost."""

from scheduler.sweeping.front import front
from scheduler.sweeping.prices import shadow_prices

__all__ = ["front", "shadow_prices"]
