"""Random choices from any source; smaller numbers make simpler choices."""

import random
from collections.abc import Callable, MutableSequence, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """Random choices, all made from one kind: a number below another.

    Attributes
    ----------
    below
        Return a number from 0 to one less than what is given.
    """

    def __init__(self, below: Callable[[int], int]) -> None:
        self.below = below

    @classmethod
    def of(cls, seed: object) -> "Chance":
        """Return chance that is the same for the same seed."""
        return cls(random.Random(str(seed)).randrange)

    def maybe(self, share: float) -> bool:
        """Return True with a probability, given to the hundredth."""
        return self.below(100) >= round(100 * (1 - share))

    def integer(self, least: int, most: int) -> int:
        """Return one of all that are not smaller and not larger."""
        return least + self.below(most - least + 1)

    def choice(self, items: Sequence[Item]) -> Item:
        """Return one of them."""
        return items[self.below(len(items))]

    def sample(self, items: Sequence[Item], number: int) -> list[Item]:
        """Return some of them, in any order; the number is given."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(number)]

    def shuffle(self, items: MutableSequence[Item]) -> None:
        """Put them in any order."""
        items[:] = self.sample(items, len(items))
