"""Sheets for the wall and to hand out say what people look for: names, order, date."""

import re

import pytest
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from models import Activity, Delegation, Placement, Timetable
from scheduler.plotting import plot_delegation_day, plot_key, plot_overview
from scheduler.plotting.style import KINDS


def placed(event, **changes):
    """Return an event with some tables replaced."""
    instance = event.instance.model_copy(update=changes)
    for view in ("activity", "person", "room"):
        instance.__dict__.pop(view, None)
    return instance


def test_rooms_have_one_order_on_all_days(small):
    """A room with a plenary on one day is above one with workshops on the other day, too."""
    rows = (("hall-1", "plenary", "25", "BIL"), ("hall-2", "bilateral", "26", "BIL"),
            ("work-1", "workshop", "25", "R313"), ("work-2", "workshop", "26", "R313"))  # fmt: skip
    activities = tuple(Activity(id=n, kind=k, title=n, minutes=60) for n, k, _, _ in rows)
    timetable = Timetable(
        placements=tuple(
            Placement(activity=n, start=f"2025-10-{day}T10:00", room=room)  # type: ignore[arg-type]
            for n, _, day, room in rows
        )
    )
    instance = placed(small, activities=activities)
    texts = plot_overview(timetable, instance).findobj(Text)
    names = {instance.room[room].name: room for room in ("BIL", "R313")}
    found = [(t.get_position()[1], names[t.get_text()]) for t in texts if t.get_text() in names]
    assert [room for _, room in sorted(found)] == ["BIL", "R313", "BIL", "R313"]


def test_the_key_names_every_bilateral_once_and_in_order(small, seen):
    """B9 before B10; with its day, hour and room."""
    texts = seen(plot_key(small.timetable, small.instance).figure)
    ids = [text for text in texts if re.fullmatch(r"B\d+", text)]
    bilaterals = [a.id for a in small.instance.activities if a.kind == "bilateral"]
    assert ids == sorted(bilaterals, key=lambda name: int(name[1:]))
    titles = {small.instance.activity[name].title for name in ids}
    assert sum(text in titles for text in texts) == len(ids)
    assert sum(re.search(r"^S(at|un) 2[56] Oct \d\d:\d\d · BIL", text) is not None
               for text in texts) > len(ids) / 2  # fmt: skip


def test_the_legend_has_set_up_in_the_colours_that_it_has(small):
    """Of each kind with set-up or clear-down one stripe."""
    activities = tuple(
        a.model_copy(update={"set_up_minutes": 30 if a.kind in ("plenary", "press") else 0,
                             "clear_down_minutes": 0})
        for a in small.instance.activities
    )  # fmt: skip
    ax = plot_overview(small.timetable, placed(small, activities=activities))
    kinds = {a.kind for a in activities if a.set_up_minutes}
    stripes = {
        patch.get_facecolor() for patch in ax.findobj(Rectangle) if patch.get_height() == 5.0
    }
    assert len(stripes) == len(kinds)
    pale = {tuple(round(part * 255) for part in face[:3]) for face in stripes}
    assert pale == {tuple(bytes.fromhex(KINDS[kind].pale[1:])) for kind in kinds}


@pytest.mark.parametrize("letters", [10, 60, 300])
def test_the_date_is_whole_however_long_the_name(letters, small, seen, text_faults):
    """Of a delegation; its time zone may be left out, and the name is cut last of all."""
    long = ("Délégation de la République " * 12)[:letters]
    delegations = tuple(
        Delegation(id=d.id, name=long if d.id == "del-1" else d.name)
        for d in small.instance.delegations
    )
    instance = placed(small, delegations=delegations)
    figure = plot_delegation_day(small.timetable, instance, "del-1", "2025-10-25").figure
    assert any(text.startswith("Saturday 25 October 2025") for text in seen(figure))
    assert text_faults(figure) == []


def test_the_office_is_named_even_if_one_alone_is_engaged(small, seen):
    """Of the host's several people."""
    host = [p for p in small.instance.people if p.delegation == "del-host"]
    assert len(host) > 1
    meeting = Activity(id="x", kind="bilateral", title="Call", minutes=30, people=(host[1].id,))
    timetable = Timetable(
        placements=(Placement(activity="x", start="2025-10-25T09:30", room="BIL"),)  # type: ignore[arg-type]
    )
    instance = placed(small, activities=(meeting,))
    texts = seen(plot_delegation_day(timetable, instance, "del-host", "2025-10-25").figure)
    assert host[1].name in " ".join(texts)
