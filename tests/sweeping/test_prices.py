"""What one more would buy: known answers, and bounds that hold."""

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from models import Instance, Outcome, Request
from scheduler import load_instance, shadow_prices
from scheduler.sweeping.changes import small_changes
from scheduler.sweeping.running import solve_document

pytestmark = pytest.mark.searches

DAY = "2025-10-25T"


def made(booths: int, teams: int, *, end: str = "09:30", priorities: tuple[int, ...]) -> Instance:
    """Three pairs that all wish to meet at the one time there is, each with an interpreter."""
    people = [f"{side}{n}" for n in range(3) for side in "ab"]
    return load_instance(
        {
            "name": "made",
            "time_zone": "UTC",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": end}],
            "policy": {"tiers": [{"coverage": 1}]},
            "rooms": [
                {"id": "BOOTH", "name": "Booths", "capacity": 4, "kinds": ["bilateral"]}
                | {"units": booths, "turnaround_minutes": 10}
            ],
            "delegations": [{"id": name, "name": name, "level": 1} for name in people],
            "people": [
                {"id": f"h{name}", "name": name, "delegation": name, "rank": 1} for name in people
            ],
            "resources": [{"id": "teams", "name": "Interpreter teams", "level": teams}],
            "activities": [
                {"id": f"r{n}", "kind": "bilateral", "title": f"r{n}", "minutes": 30}
                | {"people": [f"ha{n}", f"hb{n}"], "resources": {"teams": 1}}
                | {"optional": True, "priority": priorities[n]}
                for n in range(3)
            ],
        }
    )


def test_one_more_booth_buys_exactly_one() -> None:
    """One booth, three requests at the same time: a booth buys one, a team nothing."""
    prices = shadow_prices(made(1, 3, priorities=(1, 1, 1)), workers=1)
    assert prices["what"][0] == "one more unit of Booths (2 instead of 1)"
    assert list(prices["buys"]) == [
        "buys 1 request (proven)",
        "nothing (proven)",
        "nothing (proven)",
    ]
    assert list(prices["estimate"]) == [1, 0, 0]
    assert list(prices["unmet_before"] - prices["unmet"]) == [1, 0, 0]


def test_prices_are_in_points_where_requests_differ() -> None:
    """What is bought is the second best request; of what is only estimated there are no values."""
    prices = shadow_prices(made(1, 3, priorities=(5, 3, 2)), prove=1, workers=1)
    assert prices["buys"][0] == "buys 3 priority points (proven)"
    assert prices["buys"][1] == "about nothing (an estimate)"
    assert prices["value"].isna().tolist() == [False, True, True]
    assert prices["proven"].count() == 1


@pytest.mark.parametrize(("booths", "teams"), [(1, 1), (2, 1), (2, 3)])
def test_prices_agree_with_counting(booths: int, teams: int) -> None:
    """At one time as many meet as there are booths and teams, so each price is known."""
    prices = shadow_prices(made(booths, teams, priorities=(1, 1, 1)), workers=1)
    met = min(booths, teams, 3)
    known = {"room": min(booths + 1, teams) - met, "resource": min(booths, teams + 1) - met}
    bought = prices.set_index("kind")["least"]
    assert {kind: bought[kind] for kind in known} == known
    assert prices["proven"].all()


def test_hours_are_those_inside_the_event() -> None:
    """An hour of somebody present counts if it is of a day; who is always there gets none."""
    stated = made(1, 1, end="12:00", priorities=(1, 1, 1)).model_dump(mode="json")
    stated["availability"] = [
        {"person": person, "start": f"{DAY}{start}", "end": f"{DAY}{end}", "state": "present"}
        for person, start, end in (("ha0", "09:00", "12:00"), ("ha1", "10:00", "11:00"))
    ]
    instance = load_instance(stated)
    hours = [c for c in small_changes(instance, {"ha0", "ha1", "ha2"}) if c.kind == "hour"]
    assert [(c.id, c.what) for c in hours] == [
        ("ha1", "a1 comes one hour earlier, at 2025-10-25 09:00"),
        ("ha1", "a1 leaves one hour later, at 2025-10-25 12:00"),
    ]
    assert all(len(c.instance.availability) == 3 for c in hours)


def test_a_room_in_one_slot_is_among_the_changes() -> None:
    """For rooms that something in that slot may be in, and no others."""
    instance = load_instance("instances/hanoi-2025-10-14")
    slots = [change for change in small_changes(instance, ()) if change.kind == "slot"]
    assert len(slots) == 9
    assert {change.id for change in slots} == {"WS-60", "WS-80", "WS-100"}
    assert slots[0].what == "one more room like Side-event rooms, 60 seats, in slot SE1 alone"
    assert [room.id for room in slots[0].instance.rooms][-1] == "WS-60.SE1"


def test_less_turnaround_buys_a_request() -> None:
    """Two meetings of half an hour fill an hour of one booth only if nothing is between them."""
    prices = shadow_prices(made(1, 3, end="10:00", priorities=(1, 1, 1)), workers=1)
    bought = prices.set_index("kind")["buys"]
    assert bought["turnaround"] == bought["room"] == "buys 1 request (proven)"
    assert bought["resource"] == "nothing (proven)"


def test_an_hour_buys_a_request() -> None:
    """Two requests of one person who is there for one of them: an hour buys the other."""
    stated = made(3, 3, end="11:00", priorities=(1, 1, 1)).model_dump(mode="json")
    for request in stated["activities"]:
        request["people"] = ["ha0", f"hb{request['id'][1]}"]
    stated["availability"] = [
        {"person": "ha0", "start": f"{DAY}09:00", "end": f"{DAY}09:30", "state": "present"}
    ]
    prices = shadow_prices(load_instance(stated), workers=1)
    assert (prices["kind"][0], prices["buys"][0]) == ("hour", "buys 2 requests (proven)")


def test_bounds_of_the_relaxation_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that proves nothing in its time leaves what the relaxation proves."""

    def unproven(document: str, request: Request) -> Outcome:
        outcome = solve_document(document, request)
        goals = tuple(goal.model_copy(update={"bound": 0}) for goal in outcome.goals)
        return outcome.model_copy(update={"goals": goals})

    monkeypatch.setattr("scheduler.sweeping.prices.solve_document", unproven)
    with ThreadPoolExecutor(1) as pool:
        prices = shadow_prices(made(1, 3, priorities=(1, 1, 1)), workers=1, executor=pool)
    assert prices["buys"][0] == "buys 1 request (proven)"
    assert list(prices["bound"]) == [1, 2, 2]


def test_what_is_neither_estimated_nor_solved_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A relaxation that was cut short is no estimate of nothing."""
    monkeypatch.setattr("scheduler.sweeping.prices.relaxed_coverage", lambda *_: math.nan)
    prices = shadow_prices(made(1, 3, priorities=(1, 1, 1)), prove=1, workers=1)
    assert prices["buys"][0] == "buys 1 request (proven)"
    assert set(prices["buys"][1:]) == {"not known: neither estimated nor solved"}
    assert prices["estimate"].isna().all()


def test_without_a_timetable_there_are_no_prices() -> None:
    """What must take place and cannot leaves nothing to compare with."""
    must = made(1, 3, priorities=(1, 1, 1)).model_dump(mode="json")
    for request in must["activities"]:
        request["optional"] = False
    with pytest.raises(ValueError, match="no timetable to compare with"):
        shadow_prices(load_instance(must), time_limit=2, workers=1)
    with pytest.raises(ValueError, match="at least 0"):
        shadow_prices(load_instance("instances/tiny"), prove=-1)


def test_tiny_is_not_short_of_anything() -> None:
    """Its host may have three activities a day, so no room, team or hour buys anything."""
    instance = load_instance("instances/tiny")
    prices = shadow_prices(instance, workers=1)
    assert set(prices["buys"]) == {"nothing (proven)"}
    assert set(prices["instance_sha256"]) == {instance.sha256}
    assert set(prices["value_before"]) == {2}
