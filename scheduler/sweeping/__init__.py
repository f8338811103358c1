"""Trade-offs: what would it buy, and what would it cost."""

from scheduler.sweeping.prices import shadow_prices

__all__ = ["shadow_prices"]
