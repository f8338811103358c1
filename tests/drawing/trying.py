"""Many drawn cases under one check; a case that fails is made as small as possible."""

from collections.abc import Callable
from functools import cache
from itertools import count
from typing import TypeVar

import coverage
import hypothesis
from hypothesis import HealthCheck, Phase, strategies
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from tests.drawing.chance import Chance
from tests.drawing.drawn import Drawn, drawn_by
from tests.drawing.tables import USUAL, Size

Case = TypeVar("Case")

MEASURED = 5
"""So many cases count for the coverage; measuring all of them would take most of the time."""


class Fresh(HypothesisProvider):
    """Where choices come from: evenly from all; no case is a variation of another."""

    def draw_integer(self, min_value: int, max_value: int, **given: object) -> int:
        """Draw a number; hypothesis itself prefers those that the code under test mentions."""
        return self._random.randint(min_value, max_value)


AVAILABLE_PROVIDERS["fresh"] = f"{Fresh.__module__}.{Fresh.__qualname__}"

QUIET = hypothesis.settings(
    backend="fresh",
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""The same cases in every run, however busy the machine is; nothing is left behind."""


@cache
def below(most: int) -> strategies.SearchStrategy[int]:
    """Numbers from 0 to one less than the most."""
    return strategies.integers(0, most - 1)


@strategies.composite
def cases(pick: strategies.DrawFn, make: Callable[[Chance], Case | None]) -> tuple[Case, Chance]:
    """Make a case by chance, and give chance for what is done to it; None is left out."""
    chance = Chance(lambda most: pick(below(most)))
    case = make(chance)
    hypothesis.assume(case is not None)
    assert case is not None
    return case, chance


def try_made(
    judge: Callable[[Case, Chance], None],
    make: Callable[[Chance], Case | None],
    *,
    examples: int,
    seed: int = 0,
) -> None:
    """Try a check on a number of cases that are made by chance."""
    measuring, tried = coverage.Coverage.current(), count(1)

    def judged(given: tuple[Case, Chance]) -> None:
        judge(*given)
        if measuring is not None and next(tried) == MEASURED:
            measuring.stop()

    every = hypothesis.given(cases(make))(judged)
    every = hypothesis.seed(seed)(hypothesis.settings(QUIET, max_examples=examples)(every))
    try:
        every()
    finally:
        if measuring is not None:
            measuring.start()


def try_drawn(
    judge: Callable[[Drawn, Chance], None],
    *,
    examples: int,
    size: Size = USUAL,
    planted: bool | None = None,
    seed: int = 0,
) -> None:
    """Try a check on a number of drawn instances, half of them with a timetable planted."""

    def make(chance: Chance) -> Drawn | None:
        wanted = chance.maybe(0.5) if planted is None else planted
        return drawn_by(chance, size, planted=wanted)

    try_made(judge, make, examples=examples, seed=seed)
