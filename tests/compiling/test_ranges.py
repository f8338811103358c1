"""Ranges of starts against sets of minutes."""

from models.clock import Interval, merged
from scheduler.compiling.ranges import common, on_grid, starts_inside
from tests.drawing.chance import Chance
from tests.drawing.trying import try_made


def draw(chance: Chance, most: int = 4) -> list[Interval]:
    """Draw sorted, disjoint intervals within 40 minutes."""
    ends = [sorted(chance.sample(range(40), 2)) for _ in range(chance.integer(0, most))]
    return merged((start, end) for start, end in ends)


def minutes(intervals: list[Interval]) -> set[int]:
    return {minute for start, end in intervals for minute in range(start, end)}


def assert_sorted_and_disjoint(ranges: list[Interval]) -> None:
    assert all(low < high for low, high in ranges)
    assert ranges == sorted(ranges)
    assert sum(high - low for low, high in ranges) == len(minutes(ranges))


def test_starts_inside_are_those_that_fit() -> None:
    """A start is inside if the whole duration from it on is in one interval."""

    def judge(intervals: list[Interval], chance: Chance) -> None:
        length = chance.integer(1, 15)
        fitting = {
            start
            for low, high in intervals
            for start in range(low, high)
            if set(range(start, start + length)) <= set(range(low, high))
        }
        ranges = starts_inside(intervals, length)
        assert_sorted_and_disjoint(ranges)
        assert minutes(ranges) == fitting

    try_made(judge, draw, examples=500)


def test_common_is_the_intersection() -> None:
    """Of any two lists, whichever comes first."""

    def judge(a: list[Interval], chance: Chance) -> None:
        b = draw(chance)
        both = common(a, b)
        assert_sorted_and_disjoint(both)
        assert minutes(both) == minutes(a) & minutes(b)
        assert both == common(b, a)

    try_made(judge, draw, examples=500)


def test_on_grid_begins_anew_with_each_window() -> None:
    """Multiples of the grid from each window's own start, in order, inside the ranges."""

    def judge(ranges: list[Interval], chance: Chance) -> None:
        windows, grid = draw(chance, 2), chance.integer(1, 7)
        expected = [
            start
            for first, last in windows
            for start in range(first, last)
            if (start - first) % grid == 0 and start in minutes(ranges)
        ]
        assert list(on_grid(ranges, windows, grid)) == expected

    try_made(judge, draw, examples=500)
