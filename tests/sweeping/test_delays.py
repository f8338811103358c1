"""Delays that are drawn: by seed and ids alone, with the chances that are stated."""

from pathlib import Path

import pytest

from models import Instance
from scheduler import DelayChances, load_instance
from scheduler.sweeping.delays import drawn

TINY = Path(__file__).parents[2] / "instances" / "tiny"


@pytest.fixture(scope="module")
def tiny() -> Instance:
    return load_instance(TINY)


def test_draws_depend_on_seed_and_ids_alone(tiny: Instance) -> None:
    """Another timetable, other shares and another order of rows see the same minutes."""
    turned = tiny.model_copy(update={"people": tiny.people[::-1]})
    often = DelayChances(late_share=1, overrun_share=1)
    usual = DelayChances()
    for number in range(20):
        rare, every = drawn(tiny, usual, 4, number), drawn(turned, often, 4, number)
        assert rare.late.items() <= every.late.items()
        assert rare.longer.items() <= every.longer.items()
    assert str(drawn(tiny, often, 4, 0)) != str(drawn(tiny, often, 5, 0))


def test_draws_have_the_chances_that_are_stated(tiny: Instance) -> None:
    """Shares and means of many draws, the rounding up of minutes included."""
    chances = DelayChances(late_share=0.2, late_minutes=10, overrun_share=0.5, overrun_minutes=5)
    draws = [drawn(tiny, chances, 0, number) for number in range(2000)]
    late = [minutes for one in draws for minutes in one.late.values()]
    longer = [minutes for one in draws for minutes in one.longer.values()]
    assert len(late) / (2000 * 5) == pytest.approx(0.2, abs=0.02)
    assert len(longer) / (2000 * 2) == pytest.approx(0.5, abs=0.03)
    assert sum(late) / len(late) == pytest.approx(10.5, abs=0.6)
    assert sum(longer) / len(longer) == pytest.approx(5.5, abs=0.4)
    assert min(late) == min(longer) == 1
