"""Which starts are left where an activity keeps few of them."""

from typing import Any

from models import Instance
from scheduler.compiling import compile_instance, thinned


def starts_left(most: int, *, at: str | None = None, **asked: Any) -> list[str]:
    """Return when a meeting of half an hour may start beside one of P's, from 12:00 to 12:30."""
    talk = {"kind": "bilateral", "title": "T", "minutes": 30}
    instance = Instance.model_validate(
        {
            "name": "test",
            "time_zone": "UTC",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "17:00"}],
            "rooms": [{"id": "booth", "name": "Booth", "capacity": 4, "units": 2}],
            "people": [{"id": "P", "name": "Peru"}, {"id": "Q", "name": "Qatar"}],
            "policy": {"break_minutes": 0},
            "activities": [
                {**talk, "id": "engaged", "people": ["P"]},
                {**talk, "id": "asked", "people": ["P", "Q"], **asked},
            ],
        }
    )
    clock = instance.clock

    def place(time: str) -> tuple[int, int]:
        noon = compiled.activities[0].starts[6]
        hours, minutes = map(int, time.split(":"))
        return noon + 60 * (hours - 12) + minutes, 0

    compiled = compile_instance(instance)
    places = (place("12:00"), place(at) if at else None)
    few = thinned(compiled, places, {1}, most, seed=1)
    return [f"{clock.moment(start):%H:%M}" for start in few.activities[1].starts]


def test_starts_beside_an_engagement_are_kept_first() -> None:
    assert starts_left(2) == ["11:30", "12:30"]


def test_where_it_stands_is_kept_and_does_not_count_as_an_engagement() -> None:
    assert starts_left(2, at="16:00") == ["11:30", "12:30", "16:00"]


def test_least_cost_comes_before_what_is_close() -> None:
    cheap = "2025-10-25T09:00/2025-10-25T15:00=1"
    assert starts_left(4, start_costs=cheap) == ["15:00", "15:30", "16:00", "16:30"]


def test_chance_fills_what_nothing_is_close_to() -> None:
    left = starts_left(4)
    assert len(left) == 4
    assert {"11:30", "12:30"} < set(left)
