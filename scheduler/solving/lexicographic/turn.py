"""What the turn of a tier is for."""

from enum import Enum


class Turn(Enum):
    """What is done until the turn ends."""

    WHOLE = "everything that pays"
    BOUND = "a bound by relaxations, in a short time"
    PROOF = "relaxations and a proof, once neighbourhoods gain nothing"
