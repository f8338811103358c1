"""What planners met on their sheets: names whole, legends true, nobody without a reason."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from models import Instance, Language, Placement, Timetable
from scheduler.plotting import (
    plot_changes,
    plot_delegation_day,
    plot_heads,
    plot_load,
    plot_overview,
    plot_rooms,
    render,
)
from scheduler.plotting.heads import busiest_people
from scheduler.plotting.key import bilateral_keys
from scheduler.plotting.shown import show
from scheduler.plotting.wording import natural
from scheduler.viewing.changes import diff
from scheduler.viewing.programme import read_programme
from scheduler.wording.languages.chart_dates import long_day, weekday_day
from tests.plotting.conftest import Event, drawn_texts

Seen = Callable[[Figure], list[str]]
DAYS = ("2025-10-25", "2025-10-26")
WHO = "Head of A – Country b"
LONG = "Ministère de l'Intégration africaine, des Affaires étrangères et de la Francophonie"


def event(activities: list[dict[str, Any]], **more: Any) -> Event:
    """Return two days of three delegations in two rooms; ``at`` of an activity is its place."""
    placements = [
        Placement.model_validate({"activity": row["id"], "room": room, "start": start})
        for row in activities
        for room, _, start in [row.pop("at").partition("/")]
    ]
    people = [
        {"id": "boss", "name": "Head of A", "delegation": "a", "rank": 1},
        {"id": "aide", "name": "Deputy of A", "delegation": "a", "rank": 2},
        {"id": "solo", "name": "Head of B", "delegation": "b"},
        {"id": "idle", "name": "Head of C", "delegation": "c"},
    ]
    instance = Instance.model_validate(
        {
            "name": "sheets",
            "title": "Two days",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 15,
            "days": [{"date": day, "start": "08:00", "end": "18:00"} for day in DAYS],
            "rooms": [
                {"id": "r1", "name": "First hall", "capacity": 90},
                {"id": "r2", "name": "Second hall", "capacity": 90},
            ],
            "delegations": [{"id": id, "name": f"Country {id}"} for id in "abc"],
            "people": people,
            "activities": [{"minutes": 60, **row} for row in activities],
        }
        | more
    )
    return Event(instance, Timetable(placements=tuple(placements)))


def event_row(id: str, kind: str, at: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "title": id.upper(), "at": at, **more}


def bilateral(id: str, at: str, people: tuple[str, str] = ("boss", "solo")) -> dict[str, Any]:
    return {"id": id, "kind": "bilateral", "title": id, "minutes": 15, "people": people, "at": at}


def test_rooms_are_in_one_order_on_both_days() -> None:
    """By what they have on any day."""
    rows = [
        event_row("p", "plenary", f"r2/{DAYS[0]}T09:00"),
        event_row("w", "workshop", f"r1/{DAYS[0]}T09:00"),
        event_row("x", "workshop", f"r2/{DAYS[1]}T09:00"),
        event_row("y", "side-event", f"r1/{DAYS[1]}T09:00"),
    ]
    given = event(rows)
    figure = plot_overview(given.timetable, given.instance).figure
    halls = [(-box.y0, text.get_text()) for text, box in drawn_texts(figure)]
    found = [text for _, text in sorted(halls) if text.endswith("hall")]
    assert found == ["Second hall", "First hall"] * 2


def test_key_says_who_meets_by_id(small: Event, reference: Event, seen: Seen) -> None:
    """On the sheet itself if there is room, else, printed, on a second one."""
    given = event([bilateral("b10", f"r1/{DAYS[0]}T09:00"), bilateral("b9", f"r1/{DAYS[0]}T09:15")])
    figure = plot_overview(given.timetable, given.instance).figure
    shown = seen(figure)
    first = shown.index("b9")
    assert shown[first : first + 4] == ["b9", WHO, "b10", WHO]
    assert not figure.more_pages
    figure = plot_overview(reference.timetable, reference.instance).figure
    (page,) = figure.more_pages
    assert page.top == pytest.approx(11.69 * 72, abs=1)
    placed = {p.activity for p in reference.timetable.placements if p.activity.startswith("B")}
    assert placed <= set(seen(figure))


def test_pdf_has_the_key_on_pages_of_its_own(reference: Event, tmp_path: Path) -> None:
    """What is on one page is not hidden on another, and the figure is as it was."""
    figure = plot_overview(reference.timetable, reference.instance).figure
    visible = [text.get_visible() for text in figure.findobj(Text)]
    for name in ("a.pdf", "b.pdf"):
        render(figure, tmp_path / name)
    content = (tmp_path / "a.pdf").read_bytes()
    assert content == (tmp_path / "b.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", content)) == 2
    assert [text.get_visible() for text in figure.findobj(Text)] == visible


def test_long_key_goes_on_from_page_to_page(small: Event) -> None:
    """As many lines as an A3 sheet takes; none is lost."""
    kinds = {activity.id: activity.kind for activity in small.instance.activities}
    programme = show(read_programme(small.timetable, small.instance))
    wide = bilateral_keys(programme, 2000)
    narrow = bilateral_keys(programme, 40)
    assert len(wide) == 1
    shown = [entry[0] for key in narrow for entry in key.entries]
    assert shown == sorted(shown, key=natural)
    assert {kinds[id] for id in shown} == {"bilateral"}
    assert len(shown) == len(wide[0].entries)
    assert all(key.height < 842 for key in (*wide, *narrow))


def test_office_is_named_on_a_sheet_of_one(seen: Seen) -> None:
    """Whoever of the delegation is engaged."""
    given = event([bilateral("b1", f"r1/{DAYS[0]}T09:00", ("aide", "solo"))])
    ax = plot_delegation_day(given.timetable, given.instance, "a", DAYS[0])
    assert "Deputy of A" in seen(ax.figure)
    assert "Head of A" not in seen(ax.figure)


def test_long_names_cut_neither_date_nor_zone(seen: Seen, text_faults: Any) -> None:
    """They have a line of their own then."""
    given = event([bilateral("b1", f"r1/{DAYS[0]}T09:00")], title=f"{LONG} – {LONG}")
    rows = [row.model_copy(update={"name": LONG}) for row in given.instance.delegations]
    instance = given.instance.model_copy(update={"delegations": tuple(rows)})
    ax = plot_delegation_day(given.timetable, instance, "a", DAYS[0])
    shown = seen(ax.figure)
    assert "Saturday 25 October 2025 · times in Asia/Ho_Chi_Minh (UTC+07:00)" in shown
    assert LONG in shown
    assert text_faults(ax.figure) == []


def test_heads_come_first_and_nobody_who_is_idle(seen: Seen) -> None:
    """A deputy is shown after the heads, if engaged."""
    rows = [
        bilateral("b1", f"r1/{DAYS[0]}T09:00"),
        event_row("w", "workshop", f"r2/{DAYS[0]}T10:00", people=["aide"], minutes=15),
    ]
    given = event(rows)
    programme = read_programme(given.timetable, given.instance)
    assert busiest_people(show(programme), 20) == ["boss", "solo", "aide"]
    shown = seen(plot_heads(given.timetable, given.instance).figure)
    assert "Heads of delegation and others, the 3 busiest" in shown
    assert "no engagement" not in shown


def test_names_stand_beside_bars_that_are_too_narrow(seen: Seen) -> None:
    """With what the bar has by its id explained."""
    given = event(
        [
            bilateral("b1", f"r1/{DAYS[0]}T09:00"),
            bilateral("b2", f"r1/{DAYS[0]}T09:15"),
            event_row("p", "plenary", f"r2/{DAYS[0]}T17:00"),
        ]
    )
    shown = seen(plot_rooms(given.timetable, given.instance, day=DAYS[0]).figure)
    assert {"b1", "b1 and the like: see the key of the overview"} <= set(shown)
    assert "b2" not in shown
    assert any("Country b" in text for text in shown)


def test_set_up_has_its_hour_and_the_colour_of_its_legend(seen: Seen) -> None:
    """Also before the day begins."""
    given = event([event_row("p", "plenary", f"r1/{DAYS[0]}T08:00", set_up_minutes=15)])
    ax = plot_rooms(given.timetable, given.instance, day=DAYS[0])
    assert [label.get_text() for label in ax.get_xticklabels()][:2] == ["07:00", "08:00"]
    drawn = {to_hex(boxes.get_facecolor()[0]) for boxes in ax.findobj(PolyCollection)}
    signs = {to_hex(patch.get_facecolor()) for patch in ax.findobj(Rectangle)}
    (load,) = {
        to_hex(boxes.get_facecolor()[0])
        for boxes in plot_load(given.timetable, given.instance, day=DAYS[0]).findobj(PolyCollection)
    } - {"#0b4f7d"}
    assert load in drawn & signs


def test_load_counts_rooms_while_they_are_open() -> None:
    """One is closed, the other has a pause: the level is 1, then 0, then 1 again, each day."""
    hours = [f"{day}T{span}" for day in DAYS for span in ("08:00/12:00", "13:00/18:00")]
    spans = [f"{span[:16]}/{span[:11]}{span[17:]}" for span in hours]
    rooms = [
        {"id": "r1", "name": "First hall", "capacity": 90, "state": "closed"},
        {"id": "r2", "name": "Second hall", "capacity": 90, "open": spans},
    ]
    given = event([event_row("w", "workshop", f"r2/{DAYS[0]}T09:00")], rooms=rooms)
    ax = plot_load(given.timetable, given.instance)
    assert "at most 1 of 1 in use" in {text.get_text() for text in ax.figure.findobj(Text)}
    lines = [line for drawn in ax.findobj(LineCollection) for line in drawn.get_segments()]
    assert [[len(set(line[:, 1])), len(line)] for line in lines if len(line) > 2] == [[2, 6]] * 2


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_headings_of_days_are_alike(language: Language, seen: Seen) -> None:
    """A Wednesday of September is longer than the day after it: both are long, or both short."""
    days = [
        {"date": f"2025-09-{n}", "start": "08:00", "end": "18:00"} for n in (24, 25, 26, 27, 28)
    ]
    given = event([event_row("w", "workshop", "r1/2025-09-24T09:00")], days=days)
    shown = seen(plot_overview(given.timetable, given.instance, language=language).figure)
    dates = [date(2025, 9, n) for n in range(24, 29)]
    forms = [[form(day, language) in shown for day in dates] for form in (long_day, weekday_day)]
    assert sorted(forms) == [[False] * 5, [True] * 5]


@pytest.fixture
def moved() -> Event:
    """One meeting at the end of the first day."""
    return event([bilateral("b1", f"r1/{DAYS[0]}T17:45")])


def test_day_without_changes_is_only_named(moved: Event, seen: Seen) -> None:
    """Its hours would be empty."""
    place = moved.timetable.placements[0]
    later = Timetable(placements=(place.model_copy(update={"start": place.start, "room": "r2"}),))
    changes = diff(moved.instance, moved.timetable, later)
    shown = seen(plot_changes(changes, later, moved.instance).figure)
    assert "What changes; nothing on Sun 26 Oct" in shown
    assert not any("Sunday" in text for text in shown)


def test_labels_of_changes_stay_in_their_day(moved: Event) -> None:
    """Even one that starts minutes before the end, with a day after it."""
    place = moved.timetable.placements[0]
    start = place.start.replace(day=26, hour=9)
    later = Timetable(placements=(place.model_copy(update={"start": start}),))
    ax = plot_changes(diff(moved.instance, moved.timetable, later), later, moved.instance)
    clock = moved.instance.clock
    ends = clock.minute(place.start.replace(hour=18, minute=0))
    (label,) = [
        box for text, box in drawn_texts(ax.figure) if text.get_text().startswith("was 17:45")
    ]
    right = ax.transData.transform((ends, 0))[0]
    assert label.x1 <= right
    assert clock.moment(ends).date() == date(2025, 10, 25)


def test_a_long_title_leaves_room_for_what_changes() -> None:
    """It is cut instead; and what does not fit beside an empty box stands in it."""
    long = {"title": f"{LONG} " * 3, "minutes": 480}
    given = event([event_row("w", "workshop", f"r1/{DAYS[0]}T09:00") | long])
    later = Timetable()
    ax = plot_changes(diff(given.instance, given.timetable, later), later, given.instance)
    found = {text.get_text(): box for text, box in drawn_texts(ax.figure)}
    assert any(text.endswith("…") for text in found)
    label = found["does not take place"]
    assert not any(
        text != "does not take place" and label.overlaps(box) for text, box in found.items()
    )


def test_a_minister_who_is_busier_than_their_president_comes_first() -> None:
    """By minutes, as heads do."""
    at = f"/{DAYS[0]}T08:00"
    given = event(
        [bilateral("b", "r1" + at), event_row("w", "workshop", "r2" + at, people=["aide"])]
    )
    programme = show(read_programme(given.timetable, given.instance))
    assert busiest_people(programme, 2) == ["aide", "boss"]


def test_time_on_the_way_is_not_free(seen: Seen) -> None:
    """It is said how long the way is, and what is left."""
    hours = (("b1", "r1", "09:00"), ("b2", "r2", "09:45"), ("b3", "r1", "11:00"))
    given = event([bilateral(id, f"{room}/{DAYS[0]}T{hour}") for id, room, hour in hours])
    halls = zip(given.instance.rooms, "ab", strict=True)
    facts = given.instance.model_dump(exclude_none=True, exclude_defaults=True)
    facts["rooms"] = [hall.model_dump(exclude_none=True) | {"zone": zone} for hall, zone in halls]
    facts["zones"] = [{"id": zone, "name": f"Étoile {zone}"} for zone in "ab"]
    facts["transfers"] = [{"from_zone": "a", "to_zone": "b", "minutes": 30}]
    instance = Instance.model_validate(facts)
    notes = seen(plot_delegation_day(given.timetable, instance, "a", DAYS[0]).figure)
    assert [note for note in notes if "Étoile" in note and "min" in note] == [
        "30 min to Étoile b",
        "30 min to Étoile a · 30 min free",
    ]
