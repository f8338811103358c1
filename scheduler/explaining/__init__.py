"""Why an activity stands where it stands, why it does not, and where else it could."""

from scheduler.explaining.options import Obstacle, Option
from scheduler.explaining.slots import Slots, slots

__all__ = ["Obstacle", "Option", "Slots", "Slots", "slots"]
