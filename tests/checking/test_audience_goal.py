"""The goal audience against values worked out by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance, Score, Timetable
from tests.checking.judged import score

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]


def test_audience_integrates_workshops_of_a_topic(summit: Summit, timetable: Places) -> None:
    """Topic x: a, b, c under way are 2 and 3 at times; y: a and d; the plenary does not count.

    x: a 9:00-10:00, b 9:15-10:15, c 9:30-10:30. From 9:15 two, from 9:30 three, from
    10:00 two, from 10:15 one: 15 x 1 + 30 x 2 + 15 x 1 = 90. y: a and d 9:45-10:45
    share 15 minutes. In all 105. b names x twice, which is once.
    """
    instance = summit(
        activities=[
            {"id": "a", "kind": "workshop", "topics": "x;y"},
            {"id": "b", "kind": "workshop", "topics": "x;x"},
            {"id": "c", "kind": "workshop", "topics": "x"},
            {"id": "d", "kind": "workshop", "topics": "y"},
            {"id": "p", "kind": "plenary", "topics": "x;y"},
            {"id": "q", "kind": "workshop"},
        ],
        policy={"audience": {"parallel_minutes": 2}},
    )
    places = timetable(
        "a 09:00 hall",
        "b 09:15 salon",
        "c 09:30 villa",
        "d 09:45 booths 1",
        "p 09:00 booths 2",
        "q 09:00 hall",
    )
    assert score("audience", instance, places) == Score(
        value=210, parts={"parallel_minutes": 105, "seats_short": 0, "wished_missing": 0}
    )


def test_audience_of_three_equal_workshops_counts_two_beyond_the_first(
    summit: Summit, timetable: Places
) -> None:
    """Three workshops for the same hour are 2 x 60 minutes; touching ones none."""
    instance = summit(activities=[{"id": one, "kind": "workshop", "topics": "x"} for one in "abcd"])
    places = timetable("a 09:00 hall", "b 09:00 salon", "c 09:00 villa", "d 10:00 hall")
    assert score("audience", instance, places).parts["parallel_minutes"] == 120


def test_audience_counts_seats_short(summit: Summit, timetable: Places) -> None:
    """30 expected for 20 seats are 10 short, 20 none; weight 3."""
    instance = summit(
        activities=[{"id": "a", "audience": 30}, {"id": "b", "audience": 20}, {"id": "c"}],
        policy={"audience": {"seats_short": 3}},
    )
    places = timetable("a 09:00 salon", "b 10:00 salon", "c 11:00 salon")
    assert score("audience", instance, places) == Score(
        value=30, parts={"parallel_minutes": 0, "seats_short": 10, "wished_missing": 0}
    )


WISH = {"wished_people": ["P"]}
NEED = {"people": ["P"]}
AWAY = [
    {"person": "P", "start": "2025-10-25T12:30", "end": "2025-10-25T13:00", "state": "busy"},
]


@pytest.mark.parametrize(
    ("activities", "places", "missing"),
    [
        # three wishes at once: 3 pairs; the fourth touches
        ([WISH, WISH, WISH, WISH], "09:00 09:00 09:00 10:00", 3),
        ([WISH, NEED], "09:00 09:45", 1),  # required elsewhere in between
        ([WISH, NEED], "09:00 10:00", 0),
        # required twice during one wish: the wish is missed once
        ([WISH | {"minutes": 180}, NEED, NEED], "09:00 09:00 11:00", 1),
        # away and required at once: the wish is missed once
        ([WISH | {"minutes": 180}, NEED], "11:00 11:00", 1),
        ([WISH, WISH], "12:00 13:00", 1),  # away 12:30-13:00
        # two wishes overlap, both overlap what requires the person: 2, and 1 for the two
        ([WISH, WISH, NEED], "09:00 09:00 09:00", 3),
        ([NEED, NEED], "09:00 09:00", 0),  # nobody wishes; that is person-overlap
        ([WISH | NEED, WISH], "09:00 09:00", 1),  # the required one comes first
        ([WISH | NEED, NEED], "09:00 10:00", 0),
    ],
)
def test_audience_counts_wished_people_missing(
    activities: list[dict[str, Any]],
    places: str,
    missing: int,
    summit: Summit,
    timetable: Places,
) -> None:
    """Wishes that cannot be met, and pairs of wishes at once, at 30 each."""
    instance = summit(
        activities=[{"id": one, **row} for one, row in zip("abcd", activities, strict=False)],
        availability=[
            {"person": "P", "start": "2025-10-25T08:00", "end": "2025-10-25T20:00"},
            *AWAY,
        ],
    )
    rooms_of = ("hall", "salon", "villa", "booths")
    starts = zip("abcd", places.split(), rooms_of, strict=False)
    result = score("audience", instance, timetable(*(" ".join(place) for place in starts)))
    assert result.parts["wished_missing"] == missing
    assert result.value == 30 * missing
