"""Generated instances: their mandatory part can be planned, and they have the size asked for."""

import os
import subprocess
import sys
from collections import Counter
from itertools import product

import pytest

from models import InstanceError, Policy
from scheduler.checking import check
from scheduler.generating import Size, planted
from scheduler.generating.size import HALLS
from scheduler.generating.venue import HALL
from scheduler.solving import solve

UN_WEEK = Size(193, 5, 1500, 100, 20, seed=1)
SIZES = {
    "least": Size(2, 1),
    "one of each": Size(2, 1, 1, 1, 1),
    "small": Size(20, 2, 30, 8, 2),
    "a month": Size(3, 30, 3, 40, 10),
    "one full day": Size(300, 1, 100, 150, 20),
    "side events alone": Size(50, 2, 0, 0, 40),
    "one room": Size(20, 1, 5, 4, 1, rooms=1, booths=1),
    "hanoi": Size(93, 3, 400, 40, 8),
    "un week": UN_WEEK,
}
SEEDS = (0, 1, 2)


def sized(size: Size, **changes: object) -> Size:
    return Size(**{**vars(size), **changes})


@pytest.mark.parametrize(("name", "seed"), list(product(SIZES, SEEDS)))
def test_hidden_timetable_breaks_no_hard_rule(name: str, seed: int) -> None:
    """The referee passes it; it places all that is mandatory and nothing else."""
    instance, hidden = planted(sized(SIZES[name], seed=seed))
    assert check(instance, hidden).violations == ()
    mandatory = {activity.id for activity in instance.activities if not activity.optional}
    assert {place.activity for place in hidden.placements} == mandatory


@pytest.mark.parametrize("grid", [1, 5, 10, 20, 30, 60])
def test_hidden_timetable_stands_on_any_grid(grid: int) -> None:
    """Also where events last no multiple of it."""
    instance, hidden = planted(sized(SIZES["small"], grid=grid))
    assert instance.grid_minutes == grid
    assert check(instance, hidden).violations == ()


@pytest.mark.parametrize("name", SIZES)
def test_there_is_as_much_as_was_asked_for(name: str) -> None:
    """Heads, days and activities are counted; rooms and booths are the size's own."""
    size = SIZES[name]
    instance, _ = planted(size)
    kinds = Counter(activity.kind for activity in instance.activities)
    assert len(instance.delegations) == size.heads
    assert len(instance.days) == size.days
    assert kinds["bilateral"] == size.bilaterals
    assert (kinds["workshop"], kinds["side-event"]) == (size.workshops, size.side_events)
    event_rooms = [room for room in instance.rooms if "workshop" in room.kinds]
    assert sum(room.units for room in event_rooms) == size.event_rooms
    assert instance.room["BOOTH"].units == size.meeting_rooms


def test_rooms_and_booths_are_scaled_to_the_load() -> None:
    """A UN week and a COP get what such events have; the least of a summit gets one of each."""
    assert (UN_WEEK.event_rooms, UN_WEEK.meeting_rooms) == (20, 25)
    cop = Size(193, 10, 4000, 300, 60)
    assert (cop.event_rooms, cop.meeting_rooms) == (30, 34)
    assert (SIZES["least"].event_rooms, SIZES["least"].meeting_rooms) == (1, 1)


@pytest.mark.parametrize("rooms", [*range(1, 12), 50, 1000])
def test_enough_rooms_are_halls(rooms: int) -> None:
    """The share that the default number of rooms assumes, and always one."""
    instance, _ = planted(Size(2, 1, rooms=rooms))
    halls = [room.units for room in instance.rooms if "side-event" in room.kinds]
    assert sum(halls) >= max(1, int(HALLS * rooms))
    assert all(room.capacity >= HALL for room in instance.rooms if "side-event" in room.kinds)


def test_where_room_is_short_everything_is_packed() -> None:
    """Activities that were spread over the day are moved together before any is refused."""
    instance, hidden = planted(Size(20, 1, 0, 22, 0, rooms=4))
    assert check(instance, hidden).violations == ()


def test_more_than_fits_is_refused() -> None:
    """With what was asked, what there is, and how many found a place."""
    with pytest.raises(InstanceError, match=r"found 1000 and 0; .*--rooms 1 in --days 1; \d"):
        planted(Size(20, 1, 0, 1000, 0, rooms=1))


def test_all_that_no_summit_can_have_is_reported_at_once() -> None:
    """Too few heads for the bilaterals, and an odd grid."""
    with pytest.raises(InstanceError) as refused:
        planted(Size(4, 1, 7, grid=7))
    assert [fault.file for fault in refused.value.faults] == ["--grid", "--bilaterals"]
    assert len(planted(Size(4, 1, 6))[0].activities) > 6


def test_every_row_is_marked_and_names_an_office() -> None:
    """Synthetic, by which generator and seed; heads are called by their state alone."""
    instance, _ = planted(sized(SIZES["hanoi"], seed=7))
    assert "Synthetic" in instance.title
    tables = [getattr(instance, name) for name in type(instance).model_fields]
    rows = [row for table in tables if isinstance(table, tuple) for row in table]
    marked = [row for row in rows if hasattr(row, "status")]
    assert len(marked) == len(rows) - len(instance.days)
    for row in marked:
        assert (row.status, row.source) == ("synthetic", "summit generate, seed 7")
    heads = [person for person in instance.people if person.rank]
    assert {head.name for head in heads} == {
        f"Head of delegation, State {number:03}" for number in range(1, 94)
    }


def hashes(hash_seed: str) -> str:
    """Return the hash of an instance that another process makes."""
    code = (
        "from scheduler.generating import Size, planted\n"
        "instance, hidden = planted(Size(40, 2, 90, 20, 5, seed=3))\n"
        "print(instance.sha256, hidden.model_dump_json())"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    ).stdout


def test_same_seed_gives_the_same_in_every_process() -> None:
    """Whatever order sets of texts have there; another seed gives another."""
    assert hashes("1") == hashes("2") != ""
    size = Size(40, 2, 90, 20, 5, seed=3)
    assert planted(size) == planted(size)
    assert planted(size)[0].activities != planted(sized(size, seed=4))[0].activities


def test_more_bilaterals_change_nothing_else() -> None:
    """Each purpose has its random numbers, so instances of a series can be compared."""
    small, large = (planted(Size(93, 3, n, 40, 8, booths=20))[0] for n in (100, 400))
    assert small.people == large.people
    assert small.availability == large.availability
    fixed = [[a for a in one.activities if not a.optional] for one in (small, large)]
    assert fixed[0] == fixed[1]


def test_demand_is_skewed_and_stays_are_short_at_the_top() -> None:
    """A tenth of the heads has over a quarter of the requests; levels 1 stay half as long as 6."""
    instance, _ = planted(UN_WEEK)
    asked = Counter(p for a in instance.activities if a.optional for p in a.people)
    most = sum(count for _, count in asked.most_common(19))
    assert most > sum(asked.values()) / 4
    level = {delegation.id: delegation.level for delegation in instance.delegations}
    stay: dict[int, list[int]] = {1: [], 6: []}
    for head in instance.people:
        if head.rank and (of := level[head.delegation]) in stay:
            stay[of].append(sum(end - start for start, end in instance.free[head.id]))
    short, long = (sum(stay[of]) / len(stay[of]) for of in (1, 6))
    assert short < long / 2


def test_un_week_has_all_that_summits_have() -> None:
    """Every priority and duration, ways, busy people, wishes, costs, pins, shared teams, rules."""
    instance, hidden = planted(UN_WEEK)
    bilaterals = [a for a in instance.activities if a.kind == "bilateral"]
    events = [a for a in instance.activities if a.kind in ("workshop", "side-event")]
    assert {a.priority for a in bilaterals} == {1, 2, 3, 4, 5}
    assert Counter(a.minutes for a in bilaterals).most_common(1)[0][0] == 30
    assert {a.minutes for a in bilaterals} == {15, 20, 30, 45}
    assert {a.optional for a in bilaterals} == {True}
    assert {rule.kind for rule in instance.rules if rule.weight is None} == {
        "precedence", "apart", "same-day", "minimum-gap"
    }  # fmt: skip
    assert {rule.kind for rule in instance.rules if rule.weight} == {"at-most-parallel"}
    for column in ("wished_spans", "start_costs", "resources"):
        assert any(getattr(a, column) for a in bilaterals), column
    for column in (
        "topics", "track", "wished_people", "slots", "spans", "set_up_minutes",
        "clear_down_minutes", "pin_start", "seats", "audience", "people", "wished_spans",
    ):  # fmt: skip
        assert any(getattr(a, column) for a in events), column
    assert {row.state for row in instance.availability} == {"present", "busy"}
    assert {instance.room[str(place.room)].zone for place in hidden.placements} == {
        "CENTRE", "ANNEX", "GUEST"
    }  # fmt: skip
    speakers = {person.partition("-")[0] for a in events for person in a.people}
    assert {"head", "deputy", "expert"} <= speakers


@pytest.mark.searches
def test_a_small_one_is_solved_to_full_coverage() -> None:
    """There are places for all requests of a small summit with the default booths."""
    instance, _ = planted(SIZES["small"])
    outcome = solve(instance, time_limit=20, policy=Policy(tiers=({"coverage": 1},)))
    assert (outcome.status, outcome.unscheduled) == ("optimal", ())
