"""Rooms filled one after the other, as a first proposal where there is hardly more than needed."""

from collections.abc import Callable

from models import Instance
from scheduler import check
from scheduler.compiling import compile_instance
from scheduler.solving.core.placements import to_timetable
from scheduler.solving.lexicographic.packing import packed

Summit = Callable[..., Instance]


def test_rooms_that_are_full_to_the_minute_are_filled(summit: Summit) -> None:
    """Longest first, each person at one place at a time, with rest and turnaround."""
    minutes = [75, 75, 60, 60, 60, 60, 45, 45, 45, 30, 30, 15]
    instance = summit(
        grid_minutes=15,
        rooms=[{"id": "hall", "name": "Hall", "capacity": 10, "units": 2, "turnaround_minutes": 5}],
        people=[{"id": "p", "name": "Head, Peru", "rest_minutes": 15}],
        activities=[
            {
                "id": f"a{n}",
                "kind": "workshop",
                "title": "A",
                "minutes": length - 5,
                "people": ["p"] if n in (0, 4) else [],
            }
            for n, length in enumerate(minutes)
        ],
    )
    compiled = compile_instance(instance)
    places = packed(compiled)
    assert None not in places
    assert not check(instance, to_timetable(compiled, places)).violations


def test_what_fits_nowhere_has_no_place(summit: Summit) -> None:
    """And neither have requests: they come later."""
    activities = [
        {"id": n, "kind": "workshop", "title": n, "minutes": 90, "optional": n == "e"}
        for n in "abcde"
    ]
    places = packed(compile_instance(summit(activities=activities)))
    assert [place is None for place in places] == [False, False, False, True, True]
