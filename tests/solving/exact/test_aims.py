"""When a search of the whole is out of date."""

import pytest

from scheduler.solving.core.cpsat import Stop
from scheduler.solving.exact import aims
from scheduler.solving.exact.aims import Attained, Better


def test_aim_below_the_bound_is_given_up() -> None:
    """Only a bound that has risen since stops a search under way."""
    stop = Stop()
    aim = Attained(stop, value=3)
    aim.reconsider(best=9, bound=3)
    assert not stop.is_set()
    aim.reconsider(best=9, bound=4)
    assert stop.is_set()


def test_aim_is_given_up_where_the_incumbent_has_it() -> None:
    """And not before, as near as that may be; then the search ends."""
    stop = Stop()
    aim = Attained(stop, value=5)
    aim.reconsider(best=6, bound=0)
    assert not stop.is_set()
    aim.reconsider(best=5, bound=0)
    assert stop.is_set()


@pytest.mark.parametrize(("best", "seconds", "stopped"), [(8, 0, True), (9, 0, False), (8, 60, 0)])
def test_search_for_something_better_is_given_up_for_a_better_one(
    best: int, seconds: float, stopped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for one that is as good, and not before it has had some time."""
    monkeypatch.setattr(aims, "ATTEMPT_SECONDS", seconds - 1e-9)
    stop = Stop()
    aim = Better(stop, value=9)
    aim.reconsider(best=best, bound=0)
    assert stop.is_set() == stopped
