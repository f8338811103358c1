"""Days that go on after midnight, or touch, on the axes of charts."""

from models import Instance, Placement, Timetable
from scheduler.plotting.shown import show
from scheduler.plotting.timescale import hours, stacked
from scheduler.viewing.programme import read_programme

DAYS = [
    {"date": "2025-10-25", "start": "20:00", "end": "24:00"},
    {"date": "2025-10-26", "start": "00:00", "end": "02:00"},
    {"date": "2025-10-28", "start": "21:00", "end": "25:30"},
]


def event() -> Instance:
    """Return three evenings; what is in the night of the second is set up before midnight."""
    rows = [
        {"id": name, "kind": "plenary", "title": name, "minutes": 60, "set_up_minutes": set_up}
        for name, set_up in (("ball", 0), ("early", 30), ("late", 0))
    ]
    return Instance.model_validate(
        {
            "name": "evenings",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": DAYS,
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 9}],
            "activities": rows,
        }
    )


def test_charts_show_each_day_to_its_end() -> None:
    """What starts at 01:00 is of the evening, and what is before midnight left of it."""
    instance = event()
    starts = {"ball": "2025-10-25T23:30", "early": "2025-10-26T00:00", "late": "2025-10-29T00:30"}
    places = [
        Placement.model_validate({"activity": name, "start": start, "room": "hall", "unit": 1})
        for name, start in starts.items()
    ]
    shown = show(read_programme(Timetable(placements=tuple(places)), instance))
    assert [shown.day(booking) for booking in shown.bookings] == [0, 1, 2]
    scale = stacked(shown.days, instance.clock)
    left = [scale.x(booking.start, shown.day(booking)) for booking in shown.bookings]
    midnight = left[0] + 30
    assert left == [midnight - 30, midnight - 24 * 60, midnight + 30]
    assert scale.left == midnight - 25 * 60  # the hour in which the second is set up
    assert [text for _, text in hours(shown.days[2], instance.clock)][-2:] == ["00:00", "01:00"]
