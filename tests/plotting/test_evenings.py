"""Days that go on after midnight, or touch, on the axes of charts."""

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from models import Instance, Placement, Timetable
from scheduler.plotting import plot_load
from scheduler.plotting.shown import DayShown, show
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
    assert texts(shown.days[2], instance) == ["21:00", "22:00", "23:00", "29 Oct", "01:00"]


def texts(day: DayShown, instance: Instance) -> list[str]:
    return [mark.text for mark in hours(day, instance.clock, "en")]


def test_midnight_names_its_date_unless_the_day_ends_with_it() -> None:
    """Whoever reads 01:00 below ``Saturday`` would come a day early."""
    instance = event()
    shown = show(read_programme(Timetable(), instance))
    first, second, _ = (texts(day, instance) for day in shown.days)
    assert first[-2:] == ["23:00", "24:00"]
    assert second == ["00:00", "01:00", "02:00"]


def night_in_paris(day: dict[str, str]) -> Instance:
    """Return the event with another day, where clocks change."""
    document = event().model_dump(mode="json", exclude_defaults=True)
    return Instance.model_validate(document | {"days": [day], "time_zone": "Europe/Paris"})


@pytest.mark.parametrize(
    ("date", "end", "axis", "legend"),
    [
        (
            "2025-10-25",
            "27:00",
            ["23:00", "26 Oct", "01:00", "02:00", "\u22121 h", "03:00"],
            "\u22121 h: clocks go from 03:00 to 02:00",
        ),
        (
            "2025-03-29",
            "28:00",
            ["23:00", "30 Mar", "01:00", "+1 h", "04:00"],
            "+1 h: clocks go from 02:00 to 03:00",
        ),
    ],
)
def test_night_of_a_clock_change_says_so(date: str, end: str, axis: list[str], legend: str) -> None:
    """An hour that comes twice, or never, has no name of its own; the legend explains it."""
    ax = plot_load(Timetable(), night_in_paris({"date": date, "start": "23:00", "end": end}))
    assert [tick.get_text() for tick in ax.xaxis.get_majorticklabels()][: len(axis)] == axis
    assert legend in {text.get_text() for text in ax.figure.findobj(Text)}


def test_narrow_axes_keep_the_change_and_the_date() -> None:
    """Hours beside them are left out rather than run into them."""
    instance = night_in_paris({"date": "2025-10-25", "start": "12:00", "end": "28:00"})
    ax = plot_load(Timetable(), instance, ax=Figure(figsize=(4, 3)).add_subplot())
    shown = [tick.get_text() for tick in ax.get_xticklabels()]
    assert "26 Oct" in shown
    assert "\u22121 h" in shown
    assert "02:00" not in shown
