"""An adjustment: a way to loosen a fact by steps."""

from collections.abc import Callable
from dataclasses import dataclass

from models import Instance


def _nothing(_steps: int) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True)
class Adjustment:
    """A way to loosen a fact by steps.

    Attributes
    ----------
    most
        Number of steps; each loosens more than the one before.
    edit
        Returns an instance loosened by a number of steps.
    says
        What planners would do, for a number of steps.
    price
        Its price in points (docs/explaining.md), for a number of steps.
    moved
        Ids of activities whose new places are shown, for a number of steps.
    """

    most: int
    edit: Callable[[Instance, int], Instance]
    says: Callable[[int], str]
    price: Callable[[int], int]
    moved: Callable[[int], tuple[str, ...]] = _nothing
