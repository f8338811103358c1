"""What if one activity stood elsewhere: why it is where it is, and every place it could have."""

from scheduler.whatif.forcing import Forced
from scheduler.whatif.options import Obstacle, Option
from scheduler.whatif.slots import Slots, slots
from scheduler.whatif.why import Why, why

__all__ = ["Forced", "Obstacle", "Option", "Slots", "Why", "slots", "why"]
