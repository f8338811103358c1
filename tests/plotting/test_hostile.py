"""Awkward text, timetables that break rules, days that are not 24 hours."""

import itertools
import warnings
from xml.etree import ElementTree

import pytest
from matplotlib.collections import PolyCollection

from models import Activity, Instance, Placement, Timetable
from scheduler.plotting import (
    plot_delegation_day,
    plot_heads,
    plot_load,
    plot_overview,
    plot_rooms,
    render,
)
from scheduler.plotting.scripts import unwritable
from scheduler.plotting.shown import DayShown, show
from scheduler.plotting.style import KINDS
from scheduler.plotting.timescale import hours, zone_text
from scheduler.viewing.programme import read_programme
from scheduler.wording.dates import date_range

LABELS = (
    r"$\foo$",
    r"\frac{1}{0} $x_",
    "_hidden",
    "two\nlines\x00\x1b[31m\u202e\ttab",
    "中文 🎉 \U000f0000",
    "W" * 280,
    "&<>\"'",
    "%s {0} #",
    "عربي",
)


def _hostile(first: int) -> Instance:
    """Return an instance in which each name is the next hostile label, from ``first`` on."""
    labels = itertools.cycle(LABELS[first:] + LABELS[:first])
    day = "2025-10-25"
    return Instance.model_validate(
        {
            "name": "hostile",
            "title": next(labels),
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 15,
            "days": [{"date": day, "start": "08:00", "end": "12:00"}],
            "zones": [{"id": zone, "name": next(labels)} for zone in "zy"],
            "transfers": [{"from_zone": "z", "to_zone": "y", "minutes": 30}],
            "delegations": [{"id": d, "name": next(labels)} for d in "de"],
            "people": [
                {"id": person, "name": next(labels), "delegation": delegation}
                for person, delegation in ("pd", "oe", "qe")
            ],
            "rooms": [
                {"id": room, "name": next(labels), "capacity": 9, "zone": zone, "units": units}
                for room, zone, units in (("r", "z", 2), ("q", "y", 1))
            ],
            "resources": [{"id": "s", "name": next(labels), "level": 1}],
            "activities": [
                {
                    "id": kind,
                    "kind": kind,
                    "title": next(labels),
                    "minutes": 60,
                    "people": ["p", "o"],
                    "resources": {"s": 1},
                }
                for kind in KINDS
            ],
        }
    )


@pytest.mark.no_cover
@pytest.mark.parametrize("first", range(0, len(LABELS), 2))
def test_hostile_text_is_only_text(first, tmp_path, text_faults):
    """In every name there is, on every chart, in every format; without a warning."""
    instance = _hostile(first)
    timetable = Timetable(
        placements=tuple(
            Placement(activity=kind, start=f"2025-10-25T{8 + n // 2:02}:00", room="rq"[n % 2])  # type: ignore[arg-type]
            for n, kind in enumerate(KINDS)
        )
    )
    unwritable(instance)  # asked, so that charts need not say it
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for plot in (plot_rooms, plot_heads, plot_load, plot_overview):
            assert text_faults(plot(timetable, instance).figure) == []
        ax = plot_delegation_day(timetable, instance, "d", "2025-10-25")
        assert text_faults(ax.figure) == []
        for suffix in ("svg", "pdf"):
            render(ax, tmp_path / f"x.{suffix}")
    ElementTree.parse(tmp_path / "x.svg")


def test_clashes_are_drawn_side_by_side(small, text_faults):
    """One unit, one person, the same time three times over: three bars, none over another."""
    activities = [
        Activity(id=f"a{n}", kind="workshop", title=f"T{n}", minutes=60, people=("head-1",))
        for n in range(3)
    ]
    instance = small.instance.model_copy(update={"activities": tuple(activities)})
    instance.__dict__.pop("activity", None)
    timetable = Timetable(
        placements=tuple(
            Placement(activity=f"a{n}", start="2025-10-25T09:30", room="R313")  # type: ignore[arg-type]
            for n in range(3)
        )
    )
    for plot in (plot_rooms, plot_heads):
        ax = plot(timetable, instance, day="2025-10-25")
        bars = [
            path.get_extents()
            for shapes in ax.findobj(PolyCollection)
            if shapes.get_hatch() == KINDS["workshop"].hatch
            for path in shapes.get_paths()
        ]
        assert len(bars) == 3
        bars.sort(key=lambda box: box.y0)
        assert all(a.y1 <= b.y0 + 1e-6 for a, b in itertools.pairwise(bars))
        assert text_faults(ax.figure) == []


def test_unknown_and_skipped_placements_are_passed_over(small):
    """A hand-edited timetable still gives a chart."""
    timetable = Timetable(
        placements=(
            Placement(activity="nothing", start="2025-10-25T09:00", room="MAIN"),  # type: ignore[arg-type]
            Placement(activity="P-opening", start="2025-10-25T09:00", room="nowhere"),  # type: ignore[arg-type]
            Placement(activity="P-signing", start="2025-12-24T09:00", room="MAIN"),  # type: ignore[arg-type]
            Placement(activity="P-banquet", reason="no room"),
        )
    )
    assert show(read_programme(timetable, small.instance)).bookings == ()
    plot_rooms(timetable, small.instance)


def _paris() -> Instance:
    return Instance.model_validate(
        {
            "name": "paris",
            "time_zone": "Europe/Paris",
            "grid_minutes": 30,
            "days": [
                {"date": "2025-10-25", "start": "00:00", "end": "06:00"},
                {"date": "2025-10-26", "start": "00:00", "end": "06:00"},
            ],
            "rooms": [{"id": "r", "name": "Salle", "capacity": 9}],
            "activities": [
                {"id": "a", "kind": "workshop", "title": "Nuit", "minutes": 60},
                {"id": "b", "kind": "workshop", "title": "Nuit", "minutes": 60},
            ],
        }
    )


def test_hour_that_comes_twice_is_the_change_of_clocks():
    """The night daylight saving ends has seven hours between 00:00 and 06:00."""
    instance = _paris()
    days = [DayShown(instance.clock.date(s), s, e) for s, e in instance.windows]
    labels = [mark.text for mark in hours(days[1], instance.clock, "en")]
    change = "\u22121 h"
    assert labels == ["00:00", "01:00", "02:00", change, "03:00", "04:00", "05:00", "06:00"]
    assert zone_text(instance, days) == "Europe/Paris (UTC+02:00 / UTC+01:00)"
    assert date_range([day.date for day in days]) == "25 to 26 October 2025"


def test_night_that_clocks_change_is_drawn_in_elapsed_time(text_faults):
    """Two activities that start at 02:30, an hour apart, stand one after the other."""
    instance = _paris()
    timetable = Timetable(
        placements=(
            Placement(activity="a", start="2025-10-26T02:30+02:00", room="r"),  # type: ignore[arg-type]
            Placement(activity="b", start="2025-10-26T02:30+01:00", room="r"),  # type: ignore[arg-type]
        )
    )
    bookings = read_programme(timetable, instance).bookings
    assert [b.start - bookings[0].start for b in bookings] == [0, 60]
    for plot in (plot_rooms, plot_overview, plot_load):
        assert text_faults(plot(timetable, instance).figure) == []
