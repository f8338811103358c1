"""Why an activity stands where it stands, why it does not, and where else it could."""

from scheduler.explaining.forcing import Forced
from scheduler.explaining.options import Obstacle, Option
from scheduler.explaining.slots import Slots, slots
from scheduler.explaining.why import Why, why

__all__ = ["Forced", "Obstacle", "Option", "Slots", "Why", "slots", "why"]
