"""A knob: a way to loosen a fact by steps."""

from collections.abc import Callable
from dataclasses import dataclass

from models import Instance


def _nothing(_steps: int) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Knob:
    """A way to loosen a fact by steps.

    Attributes
    ----------
    most
        Number of steps it has; each loosens more than the one before.
    edit
        Turns an instance loose by so many steps.
    says
        What planners would do then.
    price
        In points, see docs/explaining.md.
    moved
        Activities whose new place is worth telling, for so many steps.
    """

    most: int
    edit: Callable[[Instance, int], Instance]
    says: Callable[[int], str]
    price: Callable[[int], int]
    moved: Callable[[int], tuple[str, ...]] = _nothing
