"""Every goal against values worked out by hand."""

from collections.abc import Callable
from typing import Any, get_args

import pytest

from models import Goal, Instance, Score, Timetable
from scheduler.checking import check
from tests.checking.judged import score

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]
NO_TWO_LAKES: dict[str, Any] = {"zones": [], "transfers": []}


def rooms(**capacities: int) -> list[dict[str, Any]]:
    return [{"id": name, "name": name, "capacity": seats} for name, seats in capacities.items()]


def test_scores_are_given_for_every_goal(summit: Summit, timetable: Places) -> None:
    """An empty timetable of an empty instance costs nothing, and says so of each goal."""
    scores = check(summit(), timetable()).scores
    assert tuple(scores) == get_args(Goal)
    assert {score.value for score in scores.values()} == {0}


def test_coverage_adds_priorities_of_optional_activities(summit: Summit, timetable: Places) -> None:
    """Optional b and c are left out, 5 + 1; mandatory d is a violation and no cost."""
    instance = summit(
        activities=[
            {"id": "a", "optional": True, "priority": 100},
            {"id": "b", "optional": True, "priority": 5},
            {"id": "c", "optional": True},
            {"id": "d", "priority": 50},
        ]
    )
    assert score("coverage", instance, timetable("a 09:00 hall", "b")) == Score(
        value=6, parts={"left_out": 2}
    )


PEOPLE = {"a": ["P", "C"], "b": ["P"], "c": ["C"]}


@pytest.mark.parametrize(
    ("now", "told", "time_moves", "room_moves"),
    [
        (("a 09:00 hall", "b 10:00 hall", "c"), 0, 0, 0),
        (("a 2025-10-25T02:00Z hall", "b 10:00 hall 1"), 0, 0, 0),  # the same, otherwise said
        (("a 09:15 hall", "b 10:15 hall"), 2, 2, 0),  # Peru is told once, Cuba of a
        (("a 09:00 salon", "b 10:15 salon"), 2, 1, 2),
        (("a 09:00 hall", "b 10:00 booths"), 1, 0, 1),
        (("a 09:00 hall", "b"), 1, 0, 0),  # left out: told, but no move
        (("a 09:00 hall", "b 10:00 hall", "c 11:00 hall"), 1, 0, 0),  # newly placed
        (("a 09:00 hall", "b 10:00 hall", "b 10:00 salon"), 1, 0, 1),  # a second room
    ],
)
def test_stability_counts_told_then_times_then_rooms(
    now: tuple[str, ...],
    told: int,
    time_moves: int,
    room_moves: int,
    summit: Summit,
    timetable: Places,
) -> None:
    """Three activities and one that was cancelled: n + 1 is 5."""
    instance = summit(activities=[{"id": one, "people": two} for one, two in PEOPLE.items()])
    before = timetable("a 09:00 hall", "b 10:00 hall", "c", "gone 09:00 attic")
    assert score("stability", instance, timetable(*now), before) == Score(
        value=25 * told + 5 * time_moves + room_moves,
        parts={"told": told, "time_moves": time_moves, "room_moves": room_moves},
    )


def test_stability_takes_units_of_a_room_as_alike(summit: Summit, timetable: Places) -> None:
    """From booth 1 to booth 2 is no move, and nobody has to be told."""
    instance = summit(activities=[{"id": "a", "people": ["P"]}])
    before = timetable("a 09:00 booths 1")
    assert score("stability", instance, timetable("a 09:00 booths 2"), before).value == 0


def test_stability_is_nothing_without_a_previous_timetable(
    summit: Summit, timetable: Places
) -> None:
    """An empty previous timetable is not none: placing a tells Peru, (1 + 1)**2 points."""
    instance = summit(activities=[{"id": "a", "people": ["P"]}])
    now = timetable("a 09:00 hall")
    zeros = {"told": 0, "time_moves": 0, "room_moves": 0}
    assert score("stability", instance, now) == Score(value=0, parts=zeros)
    assert score("stability", instance, now, timetable()).value == 4


def test_rules_adds_weights_of_soft_rules_alone(summit: Summit, timetable: Places) -> None:
    """a, b, c at once: 3 pairs at 2, one beyond the limit of 2 at 10; the hard rule is no cost."""
    instance = summit(
        activities=[{"id": one} for one in "abc"],
        rules=[
            {"id": "pairs", "kind": "apart", "activities": "a;b;c", "weight": 2},
            {
                "id": "most",
                "kind": "at-most-parallel",
                "activities": "a;b;c",
                "limit": 2,
                "weight": 10,
            },
            {"id": "kept", "kind": "together", "activities": "a;b", "weight": 1000},
            {"id": "hard", "kind": "apart", "activities": "a;b"},
        ],
    )
    report = check(instance, timetable("a 09:00 hall", "b 09:00 salon", "c 09:00 villa"))
    assert report.scores["rules"] == Score(value=16, parts={"pairs": 3, "most": 1, "kept": 0})
    assert [violation.subject for violation in report.violations] == ["hard"]


@pytest.mark.parametrize(
    ("places", "breaks"),
    [
        (("a 09:00 hall", "b 10:00 hall"), 0),  # no wait
        (("a 09:00 hall", "b 11:00 hall"), 0),  # 60 minutes is not more than 60
        (("a 09:00 hall", "b 11:15 hall"), 1),
        (("a 09:00 hall", "b 26T09:00 hall"), 0),  # a night is no break
        (("a 09:00 hall", "b 12:00 hall", "c 15:00 hall"), 2),
        (("a 09:00 hall", "b 12:00 hall", "c 10:30 salon"), 0),  # c parts it in 30 and 30
        (("a 09:00 hall", "b 10:00 hall", "c 14:00 hall", "long 09:00 villa"), 0),
        # long ends 13:00 and hides that b, inside it, has ended at 10:30
        (("b 09:30 hall", "c 14:15 hall", "long 09:00 villa"), 1),
        (("b 09:30 hall", "c 14:00 hall", "long 09:00 villa"), 0),
    ],
)
def test_breaks_counts_long_waits_of_a_date(
    places: tuple[str, ...], breaks: int, summit: Summit, timetable: Places
) -> None:
    """Waits of more than 60 minutes between activities of one person and date."""
    activities = [{"id": one, "people": ["P"], "optional": True} for one in "abc"]
    activities.append({"id": "long", "people": ["P"], "minutes": 240, "optional": True})
    instance = summit(activities=activities)
    assert score("breaks", instance, timetable(*places)) == Score(
        value=breaks, parts={"persons": min(breaks, 1)}
    )


def test_breaks_counts_required_people_only(summit: Summit, timetable: Places) -> None:
    """Peru and Cuba wait together: two breaks, two persons; a wished-for person does not wait."""
    both = {"people": ["P", "C"]}
    instance = summit(activities=[{"id": "a", **both}, {"id": "b", **both}])
    places = timetable("a 09:00 hall", "b 12:00 hall")
    assert score("breaks", instance, places) == Score(value=2, parts={"persons": 2})
    wished = {"wished_people": ["P", "C"]}
    instance = summit(activities=[{"id": "a", **wished}, {"id": "b", **wished}])
    assert score("breaks", instance, places).value == 0


@pytest.mark.parametrize(("zone", "breaks"), [("Europe/Paris", 1), ("Asia/Ho_Chi_Minh", 0)])
def test_breaks_are_elapsed_time(zone: str, breaks: int, summit: Summit, timetable: Places) -> None:
    """On 26 October 02:00-03:30 are 150 minutes in Paris, where clocks go back, else 90."""
    instance = summit(
        time_zone=zone,
        days=[{"date": "2025-10-26", "start": "00:00", "end": "20:00"}],
        policy={"break_minutes": 100},
        activities=[{"id": "a", "people": ["P"]}, {"id": "b", "people": ["P"]}],
    )
    places = timetable("a 26T01:00 hall", "b 26T03:30 hall")
    assert score("breaks", instance, places).value == breaks


def test_preference_adds_what_is_missed(summit: Summit, timetable: Places) -> None:
    """Costs of spans add up, their end is outside; wishes cost 1 each; the left out nothing."""
    costs = "2025-10-25T09:00/2025-10-25T10:00=2;2025-10-25T09:30/2025-10-25T11:00=3"
    wishes = {
        "wished_spans": "2025-10-25T09:00/2025-10-25T10:00;2025-10-25T10:00/2025-10-25T11:00",
        "wished_rooms": "hall;salon",
    }
    instance = summit(
        activities=[
            {"id": "a", "start_costs": costs},
            {"id": "b", "optional": True, "start_costs": costs, **wishes},
            {"id": "c", "start_costs": costs},
            {"id": "d", "start_costs": costs},
            {"id": "e", **wishes},
            {"id": "f", **wishes},
            {"id": "g", **wishes},
            {"id": "h", **wishes},
            *({"id": name, "wished_rooms": "hall;salon=3"} for name in "ijk"),
        ]
    )
    places = timetable(
        "a 09:30 hall",  # 2 + 3
        "c 10:00 villa",  # the first span is over: 3
        "d 11:00 hall",  # both are over
        "e 09:30 booths",  # in neither span as a whole, in neither room: 1 + 1
        "f 10:00 salon",  # as wished
        "g 10:15 salon",  # in neither span: 1
        "h 15:00 hall",  # in neither span: 1
        "i 26T09:00 hall",
        "j 26T09:00 salon",  # 3
        "k 26T09:00 villa",  # 1 more than the dearest
    )
    assert score("preference", instance, places) == Score(
        value=19, parts={"start_costs": 8, "wished_spans": 3, "wished_rooms": 8, "usual_hours": 0}
    )


def test_fairness_compares_delegations_by_share_left_out(summit: Summit, timetable: Places) -> None:
    """Peru: 3 requests, 2 left out, 2 x 333; Cuba: 1 request, kept; Chad: none, not judged.

    The deputy of Peru counts for Peru, and once where both attend.
    """
    instance = summit(
        delegations=[{"id": one, "name": one} for one in ("peru", "cuba", "chad")],
        people=[
            {"id": "P", "name": "P", "delegation": "peru"},
            {"id": "deputy", "name": "P2", "delegation": "peru"},
            {"id": "C", "name": "C", "delegation": "cuba"},
            {"id": "T", "name": "T", "delegation": "chad"},
            {"id": "guest", "name": "G"},
        ],
        activities=[
            {"id": "a", "optional": True, "people": ["P", "C"]},
            {"id": "b", "optional": True, "people": ["P", "deputy"]},
            {"id": "c", "optional": True, "people": ["deputy", "guest"]},
            {"id": "d", "people": ["P", "T"]},
            {"id": "e", "kind": "workshop", "optional": True, "people": ["P", "T"]},
        ],
    )
    assert score("fairness", instance, timetable("a 09:00 hall", "d 10:00 hall")) == Score(
        value=666, parts={"largest": 666, "smallest": 0}
    )


def test_fairness_of_a_tie_is_nothing(summit: Summit, timetable: Places) -> None:
    """Each loses its one request of two: 500 and 500."""
    both = {"optional": True, "people": ["P", "C"]}
    instance = summit(activities=[{"id": "a", **both}, {"id": "b", **both}])
    assert score("fairness", instance, timetable("a 09:00 hall")) == Score(
        value=0, parts={"largest": 500, "smallest": 500}
    )


def test_fairness_rounds_half_to_even(summit: Summit, timetable: Places) -> None:
    """1000 / 16 is 62.5, which is 62; 15 left out are 930."""
    requests = [{"id": f"a{n}", "optional": True, "people": ["P"]} for n in range(16)]
    instance = summit(activities=requests)
    assert score("fairness", instance, timetable("a0 09:00 hall")) == Score(
        value=0, parts={"largest": 930, "smallest": 930}
    )


def test_room_fit_counts_seats_and_rooms_of_tracks(summit: Summit, timetable: Places) -> None:
    """Wasted: 100 - 60 for a, none for b, c has no audience; track s uses 3 rooms, t one.

    Units of a room are one room. At 2 a seat and 10 a room: 80 + 20.
    """
    instance = summit(
        **NO_TWO_LAKES,
        rooms=[*rooms(big=100, mid=50), {"id": "b", "name": "b", "capacity": 6, "units": 2}],
        activities=[
            {"id": "a", "audience": 60, "track": "s"},
            {"id": "b", "audience": 60, "track": "s"},
            {"id": "c", "track": "s"},
            {"id": "d", "track": "t"},
            {"id": "e", "track": "t"},
            {"id": "f"},
        ],
        policy={"room_fit": {"seats_wasted": 2, "track_rooms": 10}},
    )
    places = timetable(
        "a 09:00 big", "b 09:00 mid", "c 09:00 b 1", "d 09:00 b 2", "e 10:00 b 1", "f 10:00 big"
    )
    assert score("room-fit", instance, places) == Score(
        value=100, parts={"seats_wasted": 40, "track_rooms": 2}
    )


def test_each_engagement_outside_usual_hours_costs(summit: Summit, timetable: Places) -> None:
    """Of each person who is required there, not of one wished for; partly outside is outside."""
    instance = summit(
        people=[
            {"id": "P", "name": "Peru", "usual_hours": "10:00/18:00=3"},
            {"id": "C", "name": "Cuba", "usual_hours": "09:00/12:00"},
        ],
        activities=[
            {"id": "a", "people": "P;C"},
            {"id": "b", "people": "P;C"},
            {"id": "c", "people": "P", "wished_people": "C"},
            {"id": "d", "people": "P", "optional": True},
        ],
    )
    places = timetable("a 09:30 hall", "b 11:30 hall", "c 26T17:00 hall")  # 3, 1, nothing
    assert score("preference", instance, places).parts["usual_hours"] == 4
