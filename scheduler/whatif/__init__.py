"""What if an activity were elsewhere: why it is where it is, and every place it could have."""

from scheduler.whatif.proposal import proposal
from scheduler.whatif.slots import slots
from scheduler.whatif.why import why

__all__ = ["proposal", "slots", "why"]
