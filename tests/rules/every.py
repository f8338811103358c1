"""Every hard rule."""

from models import HardRule
from tests.rules import declared, distances, people, resources, rooms, times
from tests.rules.forms import Fault, Triplet

TRIPLETS: dict[HardRule, Triplet] = {
    **times.TRIPLETS,
    **rooms.TRIPLETS,
    **people.TRIPLETS,
    **resources.TRIPLETS,
    **declared.TRIPLETS,
    **distances.TRIPLETS,
}

FAULTS: dict[HardRule, Fault] = {
    **times.FAULTS,
    **rooms.FAULTS,
    **people.FAULTS,
    **resources.FAULTS,
    **declared.FAULTS,
    **distances.FAULTS,
}
