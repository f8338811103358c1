"""Half-open ranges of start minutes, as small sorted lists."""

from collections.abc import Iterable, Iterator

from models.clock import Interval

Ranges = list[Interval]


def starts_inside(intervals: Iterable[Interval], minutes: int) -> Ranges:
    """Return when something that takes ``minutes`` may start to lie in one of ``intervals``.

    The intervals must be sorted and disjoint, as :func:`models.clock.merged` gives them.
    """
    return [(start, end - minutes + 1) for start, end in intervals if end - start >= minutes]


def common(a: Ranges, b: Ranges) -> Ranges:
    """Return the starts in both of two sorted lists of disjoint ranges."""
    both: Ranges = []
    i = j = 0
    while i < len(a) and j < len(b):
        low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if low < high:
            both.append((low, high))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return both


def on_grid(ranges: Ranges, windows: Iterable[Interval], grid: int) -> Iterator[int]:
    """Yield the grid starts in ``ranges``; the grid begins again with each window."""
    for first, last in windows:
        for low, high in common(ranges, [(first, last)]):
            yield from range(low + (first - low) % grid, high, grid)
