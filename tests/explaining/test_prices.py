"""Repairs as a planner would order them: what people come for is dear, small shifts are cheap."""

from collections.abc import Callable
from typing import Any

import pytest

from models import Instance
from scheduler import explain
from scheduler.explaining.adjustments.catalogue import adjustments_of
from scheduler.explaining.prices import RANK, price_of_leaving_out
from scheduler.explaining.stated import stated

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

DAY = "2025-10-25T"


def short_stay(make: Callable[..., Instance]) -> Instance:
    """Return an opening, and two mandatory talks of somebody who is there for an hour of it."""
    talks: list[dict[str, Any]] = [
        {"id": name, "kind": "bilateral", "minutes": 60, "people": ["p", guest]}
        for name, guest in (("t1", "q"), ("t2", "r"))
    ]
    opening = {"id": "open", "kind": "plenary", "pin_start": f"{DAY}09:00", "people": ["p", "q"]}
    return make(
        activities=[opening, *talks],
        people=[{"id": name, "name": f"Head {name}"} for name in "pqr"],
        availability=[{"person": "p", "start": f"{DAY}09:00", "end": f"{DAY}11:00"}],
        rooms=[{"id": "hall", "name": "Hall", "capacity": 10, "units": 2}],
    )


def test_a_longer_stay_comes_before_a_ceremony(summit: Callable[..., Instance]) -> None:
    """And the ceremony is in the best partial timetable."""
    told = explain(short_stay(summit), time_limit=20)
    first = told.repairs[0]
    assert "until 25 Oct 12:00" in first.changes[0]
    dearest = max(told.repairs, key=lambda repair: repair.price)
    assert "OPEN" in dearest.changes[0] or "open" in dearest.changes[0]
    assert told.partial is not None
    assert "open" not in told.partial.left_out


def test_each_kind_of_change_that_works_is_offered(summit: Callable[..., Instance]) -> None:
    """A longer stay, presence throughout, a talk less, somebody who need not attend."""
    changes = [repair.changes[0] for repair in explain(short_stay(summit), time_limit=20).repairs]
    for words in ("until", "throughout", "Leave out", "need not attend"):
        assert any(words in change for change in changes), words


def test_a_bilateral_without_one_side_is_none(summit: Callable[..., Instance]) -> None:
    """To let somebody off it is no cheaper than to leave it out."""
    repairs = explain(short_stay(summit), time_limit=20).repairs
    off = [r.price for r in repairs if "need not attend 'T" in r.changes[0]]
    out = [r.price for r in repairs if r.changes[0].startswith("Leave out 'T")]
    assert min(off, default=99) > min(out)


def test_leaving_out_is_dearer_the_more_people_come_for_it(
    summit: Callable[..., Instance],
) -> None:
    """By kind; a fixed start, a priority and people on top."""
    instance = summit(
        activities=[{"id": kind, "kind": kind} for kind in RANK]
        + [
            {"id": "fixed", "kind": "workshop", "pin_start": f"{DAY}09:00"},
            {"id": "with", "kind": "workshop", "people": ["p", "q"]},
            {"id": "first", "kind": "workshop", "priority": 2},
        ]
    )
    price = {a.id: price_of_leaving_out(instance, a) for a in instance.activities}
    order = ["bilateral", "exhibition", "workshop", "press", "side-event", "plenary"]
    assert sorted(RANK, key=lambda kind: price[kind]) == order
    assert price["with"] == price["workshop"] + 2
    assert price["fixed"] == price["first"] == 2 * price["workshop"]


def test_a_part_of_a_concession_costs_less_than_all_of_it(
    summit: Callable[..., Instance],
) -> None:
    """However many hours it is: who stays longer gives less than who is there throughout."""
    instance = summit(
        days=[{"date": "2025-10-25", "start": "09:00", "end": "19:00"}],
        activities=[{"id": "talk", "people": ["p"]}],
        availability=[{"person": "p", "start": f"{DAY}09:00", "end": f"{DAY}09:30"}],
    )
    (stay,) = (fact for fact in stated(instance) if fact.table == "availability")
    later, throughout = adjustments_of(instance, stay)
    assert later.price(1) < later.price(later.most) < throughout.price(1)
