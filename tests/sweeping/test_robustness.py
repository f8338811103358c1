"""Delays without replanning: against a simulation minute by minute, and argued by hand."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from models import Instance, Timetable
from scheduler import DelayChances, load_instance, robustness
from scheduler.sweeping.delays import Delays, drawn
from scheduler.sweeping.running import Advance
from scheduler.sweeping.shifting import shifted
from scheduler.viewing.programme import read_programme

TINY = Path(__file__).parents[2] / "instances" / "tiny"
DAY = date(2025, 10, 25)
BEST = {
    "OPEN": ("09:00", "HALL"),
    "CLOSE": ("11:30", "HALL"),
    "W1": ("10:30", "STUDY"),
    "W2": ("09:30", "STUDY"),
    "b1": ("09:30", "BOOTH"),
    "b2": ("10:30", "BOOTH"),
    "b4": ("10:00", "BOOTH"),
}
"""The best timetable of tiny, as its README argues."""


def placed(places: dict[str, tuple[str, str]]) -> Timetable:
    return Timetable.model_validate(
        {
            "placements": [
                {"activity": name, "start": f"{DAY}T{start}", "room": room}
                for name, (start, room) in places.items()
            ]
        }
    )


@pytest.fixture(scope="module")
def tiny() -> Instance:
    return load_instance(TINY)


def test_without_delays_nothing_happens(try_drawn: Callable[..., None]) -> None:
    """Whatever keeps all hard rules keeps them on a day without delays."""
    never = DelayChances(late_share=0, overrun_share=0)

    def still_valid(drawn_one: Any, _: Any) -> None:
        row = robustness(drawn_one.planted, drawn_one.instance, draws=1, chances=never).iloc[0]
        assert (row["late"], row["clashes"], row["valid"], row["delays"]) == (0, 0, 1, "")

    try_drawn(still_valid, examples=25, planted=True)


def test_tiny_is_as_argued_by_hand(tiny: Instance) -> None:
    """The opening lasts longer, and everything after it waits.

    Then b2 ends when the host has left at 11:00, W1 after the closing has begun, for which Avalon
    is needed, and the closing lasts longer than the day.
    """
    always = DelayChances(late_share=0, overrun_share=1)
    frame = robustness(placed(BEST), tiny, draws=3, chances=always)
    assert (frame["late"] == 5).all()
    assert set(frame["rules"]) == {"person-availability=1;person-overlap=1;window=1"}
    assert (frame["clashing"] == 3).all()
    assert frame["valid"].tolist() == pytest.approx([4 / 7] * 3)
    assert frame.attrs["summary"].startswith("Nothing clashes in 0 of 3 draws; on average 5.0 of 7")
    single = robustness(placed(BEST), tiny, draws=3, chances=always, by="activity")
    assert set(single["activity"][single["clashes"] == 1]) == {"b2", "W1", "CLOSE"}
    assert dict(zip(single["activity"], single["late"], strict=True))["OPEN"] == 0


def test_who_is_late_never_holds_up_a_ceremony(tiny: Instance) -> None:
    """They are late for the first of theirs that is no plenary; b2 waits for the booth of b4."""
    programme = read_programme(placed(BEST), tiny)
    held = shifted(programme, Delays(late={("host", DAY): 7, ("d", DAY): 40}, longer={}))
    late = {b.activity.id: b.start for b in held}
    minutes = {p.activity.id: late[p.activity.id] - p.start for p in programme.bookings}
    assert minutes == {"OPEN": 0, "b1": 7, "W2": 0, "b4": 40, "b2": 40, "W1": 0, "CLOSE": 0}


@pytest.mark.parametrize(("minutes", "clashes"), [(15, 0), (16, 1)])
def test_what_fills_a_slot_may_be_late_within_it(minutes: int, clashes: int) -> None:
    """A slot of 45 minutes bears 15 for a meeting of 30, even if the next slot touches it."""
    instance = load_instance(
        {
            "name": "slots",
            "time_zone": "UTC",
            "grid_minutes": 15,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
            "rooms": [
                {"id": "r", "name": "r", "capacity": 9},
                {"id": "q", "name": "q", "capacity": 9},
            ],
            "people": [{"id": "p", "name": "p"}],
            "slots": [
                {"id": "s1", "start": f"{DAY}T10:00", "end": f"{DAY}T10:45"},
                {"id": "s2", "start": f"{DAY}T10:45", "end": f"{DAY}T11:30"},
            ],
            "activities": [
                {"id": "open", "kind": "plenary", "title": "o", "minutes": 60, "people": ["p"]}
                | {"pin_start": f"{DAY}T09:00"},
                {"id": "w", "kind": "workshop", "title": "w", "minutes": 30, "people": ["p"]}
                | {"slots": ["s1", "s2"]},
            ],
        }
    )
    timetable = placed({"open": ("09:00", "r"), "w": ("10:00", "q")})
    chances = DelayChances(late_share=0, overrun_share=1, overrun_minutes=60)
    seeds = {drawn(instance, chances, seed, 0).longer["open"]: seed for seed in range(2000)}
    row = robustness(timetable, instance, draws=1, chances=chances, seed=seeds[minutes]).iloc[0]
    assert (row["late_minutes"], row["clashes"]) == (minutes, clashes)


def test_an_executor_gives_the_same_draws(tiny: Instance) -> None:
    """In any number of pieces; one that is shut down is told."""
    told: list[Advance] = []
    with ThreadPoolExecutor(2) as pool:
        there = robustness(placed(BEST), tiny, draws=60, executor=pool, on_progress=told.append)
    pd.testing.assert_frame_equal(there, robustness(placed(BEST), tiny, draws=60))
    assert [(one.done, one.of) for one in told][-1] == (60, 60)
    assert told[-1].value == (there["clashes"] == 0).sum()
    share = 100 * there["valid"].mean()
    assert told[-1].step == f"draws; {share:.1f} % of the activities are in no clash"
    with pytest.raises(RuntimeError, match=r"draws were not made: .*shutdown"):
        robustness(placed(BEST), tiny, executor=pool)


def test_ctrl_c_keeps_the_draws_that_are_done(tiny: Instance) -> None:
    """Each with its number; without any there are no rows."""

    def stop(_: Advance) -> None:
        raise KeyboardInterrupt

    whole = robustness(placed(BEST), tiny, draws=60)
    part = robustness(placed(BEST), tiny, draws=60, on_progress=stop)
    kept = whole[whole["draw"].isin(part["draw"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(part, kept)
    assert 0 < len(part) < 60
    said = f"Stopped on request: {len(part)} of 60 draws are done. Nothing clashes in"
    assert part.attrs["summary"].startswith(said)
    assert part.attrs["stopped"]
    assert not whole.attrs["stopped"]

    class Interrupted(ThreadPoolExecutor):
        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
            raise KeyboardInterrupt

    for by in ("draw", "activity"):
        none = robustness(placed(BEST), tiny, executor=Interrupted(1), by=by)  # type: ignore[arg-type]
        assert none.empty
        assert none.attrs["summary"] == "Stopped on request: 0 of 100 draws are done."


def test_what_cannot_be_judged_is_refused(tiny: Instance) -> None:
    """In one sentence each."""
    broken = placed(BEST | {"b2": ("09:30", "BOOTH")})
    with pytest.raises(ValueError, match=r"breaks .* hard rules even without delays: "):
        robustness(broken, tiny)
    with pytest.raises(ValueError, match="draws is 0; it must be at least 1"):
        robustness(placed(BEST), tiny, draws=0)
    with pytest.raises(ValueError, match="by is 'day'; it must be one of draw, activity"):
        robustness(placed(BEST), tiny, by="day")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="late_share is 2; it must be from 0 to 1"):
        DelayChances(late_share=2)
    with pytest.raises(ValueError, match="overrun_minutes is 0; it must be above 0, at most 120"):
        DelayChances(overrun_minutes=0)
