"""Every figure at full size: legible, nothing over anything else, nothing cut off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from models import Instance, Placement, Timetable
from scheduler.plotting import (
    plot_changes,
    plot_delegation_day,
    plot_heads,
    plot_load,
    plot_overview,
    plot_rooms,
)
from scheduler.viewing.changes import diff

Plot = Callable[..., Axes]


def draw_changes(timetable: Timetable, instance: Instance, **more: Any) -> Axes:
    """Draw what changes if every sixth activity was elsewhere, later, or not at all before."""
    before = []
    for number, place in enumerate(timetable.placements):
        assert place.start is not None
        elsewhere: dict[str, Any] = {
            0: {"room": "HALL"},
            6: {"start": place.start + timedelta(hours=1)},
            12: {"start": None, "room": None, "unit": None},
            18: {"start": place.start - timedelta(hours=2), "room": "R339"},
        }.get(number % 24, {})
        before.append(place.model_copy(update=elsewhere))
    earlier = Timetable(placements=(*before, *GONE))
    return plot_changes(diff(instance, earlier, timetable), timetable, instance, **more)


GONE = (Placement(activity="gone", start="2025-10-26T15:30", room="CLOSED-NOW", unit=1),)
"""What was planned and is no longer in the instance."""


FIGURES: dict[str, tuple[Plot, tuple[Any, ...], dict[str, Any]]] = {
    "rooms": (plot_rooms, (), {}),
    "rooms-day-1": (plot_rooms, (), {"day": "2025-10-25"}),
    "rooms-day-2": (plot_rooms, (), {"day": "2025-10-26"}),
    "heads": (plot_heads, (), {}),
    "heads-day-1": (plot_heads, (), {"day": "2025-10-25"}),
    "heads-named": (plot_heads, (), {"people": ["head-3", "host-1"], "day": "2025-10-26"}),
    "delegation": (plot_delegation_day, ("del-1", "2025-10-25"), {}),
    "delegation-of-four": (plot_delegation_day, ("del-host", "2025-10-25"), {}),
    "delegation-idle": (plot_delegation_day, ("del-91", "2025-10-26"), {}),
    "load": (plot_load, (), {}),
    "load-day-2": (plot_load, (), {"day": "2025-10-26"}),
    "overview": (plot_overview, (), {}),
    "changes": (draw_changes, (), {}),
}
each_figure = pytest.mark.parametrize("name", FIGURES)


def draw(name: str, event: Any, **more: Any) -> Axes:
    plot, arguments, options = FIGURES[name]
    return plot(event.timetable, event.instance, *arguments, **{**options, **more})


@pytest.mark.no_cover
@each_figure
def test_texts_neither_overlap_nor_leave_the_sheet(name, reference, text_faults):
    """Also: none is smaller than 7 points, and all of the font that was measured."""
    figure = draw(name, reference).figure
    assert text_faults(figure) == []
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    assert min(text.get_fontsize() for text in texts) >= 7
    assert {text.get_fontfamily()[0] for text in texts} == {"DejaVu Sans"}
    assert not any(text.get_parse_math() for text in texts)


@pytest.mark.no_cover
def test_chart_of_all_heads_is_a_higher_sheet(reference, text_faults):
    """Rows keep a legible height."""
    figure = plot_heads(reference.timetable, reference.instance, busiest=96).figure
    assert text_faults(figure) == []
    assert figure.get_size_inches()[1] > 16


@pytest.mark.parametrize("name", ["rooms-day-1", "heads-day-1"])
def test_sheet_is_a3_landscape(name, reference):
    """The reference event fits on the paper it is meant for."""
    assert draw(name, reference).figure.get_size_inches() == pytest.approx((16.54, 11.69), abs=0.01)


def test_delegation_day_is_a4(reference):
    """For one column; the host's four have A3."""
    sizes = [draw(name, reference).figure.get_size_inches() for name in FIGURES if "deleg" in name]
    assert sizes[0] == pytest.approx((8.27, 11.69), abs=0.01)
    assert sizes[1] == pytest.approx((16.54, 11.69), abs=0.01)


@each_figure
def test_axes_given_are_drawn_on_and_returned(name, small):
    """And no new figure is made."""
    ax = Figure(figsize=(6.4, 4.8)).subplots()
    assert draw(name, small, ax=ax) is ax
    assert ax.figure.axes == [ax]
    ax.figure.canvas.draw()


@each_figure
def test_empty_timetable_is_drawn(name, small, seen):
    """With the number of activities that have no place: a delegation's sheet counts its own."""
    plot, arguments, options = FIGURES[name]
    ax = plot(Timetable(), small.instance, *arguments, **options)
    count = len(small.instance.activities)
    if plot is plot_delegation_day:
        own = {p.id for p in small.instance.people if p.delegation == arguments[0]}
        count = sum(bool(own & set(a.people)) for a in small.instance.activities)
    assert any(text.endswith(f"no place: {count}") for text in seen(ax.figure))


@each_figure
def test_sheet_shows_event_dates_zone_and_input(name, small, seen):
    """A printed chart says what it is of."""
    shown = " ".join(seen(draw(name, small).figure))
    for part in ("Hội nghị", "October 2025", "Asia/Ho_Chi_Minh (UTC+07:00)", "0123456789ab ·"):
        assert part in shown


def test_overview_shows_titles_and_leaves_idle_rooms_out(small, seen):
    """Workshops by title, stands as one, and no room that is not in use."""
    shown = seen(draw("overview", small).figure)
    assert "24 stands" in shown
    assert "Chain of custody" in shown
    assert not any("Palace" in text for text in shown)
    assert any("Palace" in text for text in seen(draw("rooms", small).figure))


def test_heads_show_how_many_of_their_requests_are_met(small, seen):
    """On all days together, whatever day is drawn; nothing is said where all are met."""
    instance = small.instance
    first, person = next((a.id, a.people[0]) for a in instance.activities if a.optional)
    requests = [a.id for a in instance.activities if a.optional and person in a.people]
    placed = tuple(p for p in small.timetable.placements if p.activity != first)
    fewer = Timetable(placements=placed)
    met = len({p.activity for p in placed} & set(requests))
    for day in instance.days:
        shown = seen(plot_heads(fewer, instance, people=[person], day=day.date).figure)
        assert any(f"{met} of {len(requests)} requests met" in text for text in shown)
    whole = seen(plot_heads(small.timetable, instance, people=[person]).figure)
    assert met + 1 == len(requests)
    assert not any("requests met" in text for text in whole)


def test_hours_are_ticks_in_local_time(reference):
    """As HH:MM, each above its minute."""
    ax = draw("rooms-day-2", reference)
    clock = reference.instance.clock
    labels = [label.get_text() for label in ax.get_xticklabels()][:10]  # then again, on top
    assert labels == [f"{hour:02}:00" for hour in range(7, 17)]
    assert [f"{clock.moment(int(x)):%H:%M}" for x in ax.get_xticks()] == labels


def test_unknown_names_are_refused_in_words(small):
    """Day, person and delegation; the days are listed."""
    with pytest.raises(ValueError, match="allowed: 2025-10-25, 2025-10-26"):
        plot_rooms(small.timetable, small.instance, day="2025-10-27")
    with pytest.raises(ValueError, match="found day 'tomorrow'"):
        plot_load(small.timetable, small.instance, day="tomorrow")
    with pytest.raises(ValueError, match="found person nobody"):
        plot_heads(small.timetable, small.instance, people=["nobody"])
    with pytest.raises(ValueError, match="found delegation 'del'"):
        plot_delegation_day(small.timetable, small.instance, "del", "2025-10-25")
