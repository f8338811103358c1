"""QuickXplain: from many facts that cannot all be true to a minimal subset.

Junker, "QuickXplain: preferred explanations and relaxations for over-constrained
problems", AAAI 2004.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Test = Callable[[list[Item]], bool]
"""Returns whether some items can be true together, with those in the background."""


def minimal(items: Sequence[Item], can_hold: Test[Item]) -> list[Item]:
    """Return a minimal subset that cannot all be true; earlier items are preferred.

    Parameters
    ----------
    items
        Items that cannot all be true.
    can_hold
        Must say yes for every subset of items for which it says yes. If it does not know, it says
        yes; the result may then be larger than necessary, but still cannot be true.
    """
    if not can_hold([]):
        return []
    return _within([], False, list(items), can_hold)


def minimal_by_kind(
    items: Sequence[Item], kind: Callable[[Item], Hashable], can_hold: Test[Item]
) -> list[Item]:
    """Return the same as :func:`minimal`, but find out first which kinds of items are needed."""
    groups: dict[Hashable, list[Item]] = {}
    for item in items:
        groups.setdefault(kind(item), []).append(item)

    def can_hold_all(some: list[list[Item]]) -> bool:
        return can_hold([item for group in some for item in group])

    needed = minimal(list(groups.values()), can_hold_all)
    return minimal([item for group in needed for item in group], can_hold)


def _within(held: list[Item], grown: bool, items: list[Item], can_hold: Test[Item]) -> list[Item]:
    if grown and not can_hold(held):
        return []
    if len(items) == 1:
        return items
    half = (len(items) + 1) // 2
    first, second = items[:half], items[half:]
    of_second = _within(held + first, True, second, can_hold)
    of_first = _within(held + of_second, bool(of_second), first, can_hold)
    return of_first + of_second
