"""Why each activity without a place has none: true, complete, and without a search."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Activity, Instance, Omit, Only, Placement, Request, Timetable
from scheduler import check, load_instance, solve
from scheduler.compiling import compile_instance, demands, effective
from scheduler.solving import unmet
from scheduler.solving.unmet import with_reasons, with_waiting
from scheduler.viewing.programme import read_programme
from scheduler.viewing.unmet import Search
from tests.drawing.chance import Chance
from tests.drawing.drawn import Drawn

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"
DAY = "2025-10-25T"
PLACED = (
    ("OPEN", "09:00", "HALL"),
    ("CLOSE", "11:30", "HALL"),
    ("W1", "10:30", "STUDY"),
    ("W2", "09:30", "STUDY"),
    ("b1", "09:30", "BOOTH"),
    ("b2", "10:30", "BOOTH"),
    ("b4", "10:00", "BOOTH"),
)


@pytest.fixture(name="tiny", scope="module")
def tiny_fixture() -> Instance:
    """The instance that can be followed by hand."""
    return load_instance(TINY)


def timetable(*out: str) -> Timetable:
    """Return the timetable that can be followed by hand, without some activities."""
    return Timetable(
        placements=tuple(
            Placement(activity=name, start=DAY + start, room=room, unit=1)  # type: ignore[arg-type]
            for name, start, room in PLACED
            if name not in out
        )
    )


def reasons(instance: Instance, given: Timetable, request: Request | None = None) -> dict[str, str]:
    """Return the reason of each activity without a place."""
    told = with_reasons(instance, request or Request(), given)
    return {p.activity: p.reason for p in told.placements if p.start is None}


def without(drawn: Drawn, chance: Chance) -> tuple[Timetable, list[Activity]]:
    """Return the planted timetable without some requests, and these."""
    assert drawn.planted is not None
    placed = {p.activity for p in drawn.planted.placements if p.start is not None}
    requests = [a for a in effective(drawn.instance).activities if a.optional]
    out = [a for a in requests if a.id not in placed or chance.maybe(0.4)]
    names = {a.id for a in out}
    kept = tuple(p for p in drawn.planted.placements if p.activity not in names)
    return Timetable(placements=kept), out


def test_what_is_said_to_be_in_the_way_is(try_drawn: Callable[..., None]) -> None:
    """Where somebody or something is in the way, the referee finds a rule broken; else maybe not.

    And what is said to fit, fits; nobody has more requests met than are said to fit at most.
    """
    said: set[str] = set()

    def judge(drawn: Drawn, chance: Chance) -> None:
        if drawn.planted is None:
            return
        given, out = without(drawn, chance)
        compiled = compile_instance(drawn.instance)
        search = Search(read_programme(given, drawn.instance), compiled)
        told = reasons(drawn.instance, given)
        for activity in out:
            found = search.hindered(compiled.activities[compiled.position[activity.id]])
            free = {(p.start, p.room) for places in found.left for p in places}
            legal = [
                place
                for place in drawn.choices[activity.id]
                if not check(
                    drawn.instance, Timetable(placements=(*given.placements, place))
                ).violations
            ]
            assert {(p.start, p.room) for p in legal} <= free
            if "would fit at" in told[activity.id]:
                assert legal
            assert not (legal and "no room" in told[activity.id]), told[activity.id]
            said.add(told[activity.id][:12])
        met = {p.activity for p in drawn.planted.placements if p.start is not None}
        for demand in demands(compiled):
            assert len(met & set(demand.requests)) <= demand.fitting

    try_drawn(judge, examples=60)
    assert len(said) >= 3, said


def test_persons_and_rooms_are_counted_by_hand(tiny: Instance) -> None:
    """The host is at three activities already; before that, b1 and b2 are in the way."""
    (told,) = reasons(tiny, timetable()).values()
    assert told == (
        "proven: of 3 requests of Minister of the host (host) at most 2 fit beside 1 activity that "
        "they must attend, with at most 3 a day; 2 have a place; no room for it beside what was "
        "placed: Minister of the host (host) is engaged at 3 and has reached the limit of the day "
        "at 1 of 4 starts"
    )


def test_what_fits_is_told_as_that(tiny: Instance) -> None:
    """Nothing is in the way of b2 where it was, so that is no reason."""
    told = reasons(tiny, timetable("b2", "b3"))
    assert told["b2"].startswith("would fit at Sat 25 Oct 09:30") is False
    assert "would fit at Sat 25 Oct 1" in told["b2"]


def test_other_rules_are_told_in_the_words_of_the_referee(tiny: Instance) -> None:
    """A rule between activities is in the way, which nobody's time shows."""
    first = tiny.rules[0].model_copy(update={"weight": None, "activities": ("W2", "b4")})
    ruled = tiny.model_copy(update={"rules": (first,)})
    late = Placement(activity="W2", start=DAY + "10:30", room="STUDY")  # type: ignore[arg-type]
    given = timetable("b4", "W2", "W1")
    told = reasons(ruled, Timetable(placements=(*given.placements, late)))["b4"]
    assert "other rules forbid" in told
    assert "such as: " in told


def test_what_the_referee_was_not_asked_is_not_claimed(
    tiny: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it may not be asked any more, no word of there being no room."""
    monkeypatch.setattr(unmet, "MOST_TRIED_IN_ALL", 0)
    told = reasons(tiny, timetable("b2", "b3"))["b2"]
    assert "no room" not in told
    assert "of 4 starts not looked at one by one" in told


def test_what_can_be_nowhere_and_what_a_hold_keeps_out_is_told_as_that(tiny: Instance) -> None:
    """The clause of the preflight; and no reason is made up for a hold."""
    long = tuple(
        a.model_copy(update={"minutes": 400}) if a.id == "b3" else a for a in tiny.activities
    )
    told = reasons(tiny.model_copy(update={"activities": long}), timetable())
    assert told == {"b3": "no legal time and room: 400 minutes do not fit into any day"}
    held = Request(holds=(Omit(activity="b3"),))
    assert reasons(tiny, timetable(), held) == {"b3": "kept without a place"}
    only = Request(holds=(Only(activity="b2", rooms=("BOOTH",)),))
    assert "would fit" in reasons(tiny, timetable("b2"), only)["b2"]


def test_what_waits_says_so_first(tiny: Instance) -> None:
    """With the place it could have, or with what is in the way beside those that would fit."""
    told = with_waiting(tiny, timetable("b2"), ["b2", "b3"])
    waits = {p.activity: p.reason for p in told.placements if p.start is None}
    assert waits["b2"].startswith("waits as before; would fit at Sat 25 Oct")
    place = Placement(activity="b2", start=DAY + "10:30", room="BOOTH")  # type: ignore[arg-type]
    both = with_waiting(tiny, timetable("b2"), ["b2", "b3"], [place])
    waits = {p.activity: p.reason for p in both.placements if p.start is None}
    assert waits["b2"] == "waits as before; would fit at Sat 25 Oct 10:30, Booths (BOOTH)"
    assert waits["b3"].startswith("waits as before; proven: of 3 requests")


@pytest.mark.searches
def test_a_solve_gives_every_reason(tiny: Instance) -> None:
    """The same each time; and none for what has a place."""
    told = [solve(tiny, time_limit=5, deterministic=True).timetable for _ in range(2)]
    assert told[0] == told[1]
    assert told[0] is not None
    for place in told[0].placements:
        assert bool(place.reason) == (place.start is None)
