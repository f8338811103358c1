"""Many drawn instances under one judge; what fails is made as small as it still fails."""

from collections.abc import Callable
from functools import cache

import hypothesis
from hypothesis import HealthCheck, Phase, strategies
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider

from tests.drawing.chance import Chance
from tests.drawing.drawn import Drawn, drawn_by
from tests.drawing.tables import USUAL, Size


class Fresh(HypothesisProvider):
    """Where choices come from: no example begins small, or is a variation of another."""


AVAILABLE_PROVIDERS["fresh"] = f"{Fresh.__module__}.{Fresh.__qualname__}"

QUIET = hypothesis.settings(
    backend="fresh",
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""The same examples in every run, however busy the machine is; nothing is left behind."""


@cache
def below(most: int) -> strategies.SearchStrategy[int]:
    """Numbers from 0 to one less than the most."""
    return strategies.integers(0, most - 1)


@strategies.composite
def instances(
    pick: strategies.DrawFn, size: Size = USUAL, planted: bool | None = None
) -> tuple[Drawn, Chance]:
    """Draw an instance, with a timetable planted or not, and chance for what is done to it."""
    chance = Chance(lambda most: pick(below(most)))
    planted = chance.maybe(0.5) if planted is None else planted
    drawn = drawn_by(chance, size, planted=planted)
    hypothesis.assume(drawn is not None)
    assert drawn is not None
    return drawn, chance


def try_drawn(
    judge: Callable[[Drawn, Chance], None],
    *,
    examples: int,
    size: Size = USUAL,
    planted: bool | None = None,
    seed: int = 0,
) -> None:
    """Let a judge look at so many drawn instances."""

    def judged(given: tuple[Drawn, Chance]) -> None:
        judge(*given)

    every = hypothesis.given(instances(size, planted))(judged)
    every = hypothesis.seed(seed)(hypothesis.settings(QUIET, max_examples=examples)(every))
    every()
