"""What is used of a part is used of the whole; work does not depend on the clock."""

from types import SimpleNamespace

import pytest

from scheduler.solving.core import budget
from scheduler.solving.core.budget import Budget


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that a test sets."""
    hands = SimpleNamespace(now=0.0)
    monkeypatch.setattr(budget, "time", SimpleNamespace(monotonic=lambda: hands.now))
    return hands


def test_seconds_go_by_themselves(clock: SimpleNamespace) -> None:
    """In the whole and in the part, which begins when it is made; work done changes nothing."""
    whole = Budget(10.0)
    clock.now = 4.0
    part = whole.part(5.0)
    part.spend(3.0)
    clock.now = 6.0
    assert (whole.left, part.left) == (4.0, 3.0)
    assert (whole.used, part.used) == (6.0, 2.0)


def test_work_is_spent_of_the_whole_too(clock: SimpleNamespace) -> None:
    """Through as many parts as there are; the clock changes nothing."""
    whole = Budget(10.0, deterministic=True)
    part = whole.part(6.0)
    inner = part.part(2.0)
    inner.spend(1.5)
    part.spend(1.0)
    clock.now = 100.0
    assert (whole.left, part.left, inner.left) == (7.5, 3.5, 0.5)
    assert (whole.seconds, inner.deterministic) == (100.0, True)
