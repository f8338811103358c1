"""Ranges of starts against sets of minutes."""

import random

from models.clock import Interval, merged
from scheduler.compiling.ranges import common, on_grid, starts_inside


def draw(chance: random.Random, most: int = 4) -> list[Interval]:
    """Draw sorted, disjoint intervals within 40 minutes."""
    ends = [sorted(chance.sample(range(40), 2)) for _ in range(chance.randint(0, most))]
    return merged((start, end) for start, end in ends)


def minutes(intervals: list[Interval]) -> set[int]:
    return {minute for start, end in intervals for minute in range(start, end)}


def assert_sorted_and_disjoint(ranges: list[Interval]) -> None:
    assert all(low < high for low, high in ranges)
    assert ranges == sorted(ranges)
    assert sum(high - low for low, high in ranges) == len(minutes(ranges))


def test_starts_inside_are_those_that_fit() -> None:
    """A start is in if everything from it on, for so long, is in one interval."""
    for seed in range(500):
        chance = random.Random(seed)
        intervals, length = draw(chance), chance.randint(1, 15)
        fitting = {
            start
            for low, high in intervals
            for start in range(low, high)
            if set(range(start, start + length)) <= set(range(low, high))
        }
        ranges = starts_inside(intervals, length)
        assert_sorted_and_disjoint(ranges)
        assert minutes(ranges) == fitting, f"seed {seed}"


def test_common_is_the_intersection() -> None:
    """Of any two lists, whichever comes first."""
    for seed in range(1000):
        chance = random.Random(seed)
        a, b = draw(chance), draw(chance)
        both = common(a, b)
        assert_sorted_and_disjoint(both)
        assert minutes(both) == minutes(a) & minutes(b), f"seed {seed}"
        assert both == common(b, a)


def test_on_grid_begins_anew_with_each_window() -> None:
    """Multiples of the grid from each window's own start, in order, inside the ranges."""
    for seed in range(1000):
        chance = random.Random(seed)
        ranges, windows, grid = draw(chance), draw(chance, 2), chance.randint(1, 7)
        expected = [
            start
            for first, last in windows
            for start in range(first, last)
            if (start - first) % grid == 0 and start in minutes(ranges)
        ]
        assert list(on_grid(ranges, windows, grid)) == expected, f"seed {seed}"
