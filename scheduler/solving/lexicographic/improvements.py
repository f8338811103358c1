"""Which tiers are improved by neighbourhoods, in the turn of each tier."""

from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.improvement import Improvement
from scheduler.solving.workers.pool import Pool


class Improvements:
    """The large neighbourhood searches of a solve.

    The first tier and ``stability`` have one of their own each, all others are improved together.

    Attributes
    ----------
    shared
        The tiers that are improved together.
    """

    def __init__(self, state: State, pool: Pool) -> None:
        self._state, self._pool = state, pool
        self.shared = tuple(n for n in range(len(state.problem.tiers)) if not self._is_alone(n))
        self._together: Improvement | None = None

    def _is_alone(self, number: int) -> bool:
        """Tell whether a tier has neighbourhoods of its own.

        The first outweighs all others and is mostly quick to state, and what is near a previous
        timetable is best found by activities that are not where they were.
        """
        return number in (0, self._state.problem.stability_tier)

    def improved(self, number: int) -> tuple[int, ...]:
        """Return the tiers that are improved in the turn of a tier."""
        return (number,) if self._is_alone(number) else self.shared

    def of(self, number: int) -> Improvement:
        """Return the search that goes on in the turn of a tier."""
        if self._is_alone(number):
            return Improvement((number,), self._state, self._pool)
        if self._together is None:
            self._together = Improvement(self.shared, self._state, self._pool)
        return self._together

    def after(self, number: int) -> Improvement | None:
        """Return the search of the tiers after one, for when that one is improved no more.

        None if there are none, or if one before them is still open that they would spoil.
        """
        stability = self._state.problem.stability_tier
        if number != 0 or not self.shared:
            return None
        if stability is not None and not self._state.decided(stability):
            return None
        return self.of(self.shared[0])
