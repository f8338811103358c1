"""What each search of the portfolio tells of small instances, against brute force."""

from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.bounds import untrue
from scheduler.solving.exact.portfolio import NAMES

pytestmark = pytest.mark.searches


def test_no_search_tells_what_is_not_so(
    try_drawn: Callable[..., None], best_values: Callable[[Any], tuple[int, ...] | None]
) -> None:
    """Values, bounds on the way and at the end, and that there is no timetable; each alone.

    A best value that is made up is noticed, so the comparison can fail.
    """
    feasible: list[bool] = []

    def compare(drawn: Any, chance: Any) -> None:
        best, seed = best_values(drawn), chance.below(1000)
        feasible.append(best is not None)
        for name in NAMES:
            assert not list(untrue(drawn, best, name, seed))
        if best is not None:
            assert list(untrue(drawn, (best[0] + 1, *best[1:]), NAMES[0], seed))

    try_drawn(compare, examples=6, seed=3)
    assert 0 < sum(feasible) < len(feasible)
