"""Chance that comes from wherever one likes, and is made simple by smaller numbers."""

import random
from collections.abc import Callable, MutableSequence, Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """What is drawn, from one kind of choice alone: a number below another.

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
        """Return True so often, to the hundredth."""
        return self.below(100) >= round(100 * (1 - share))

    def integer(self, least: int, most: int) -> int:
        """Return one of all that are not smaller and not larger."""
        return least + self.below(most - least + 1)

    def choice(self, items: Sequence[Item]) -> Item:
        """Return one of them."""
        return items[self.below(len(items))]

    def sample(self, items: Sequence[Item], number: int) -> list[Item]:
        """Return so many of them, in any order."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(number)]

    def shuffle(self, items: MutableSequence[Item]) -> None:
        """Put them in any order."""
        items[:] = self.sample(items, len(items))
