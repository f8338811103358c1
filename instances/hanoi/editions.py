"""The three editions of the Hanoi programme."""

from datetime import time
from typing import get_args

from hanoi import workshops as ws
from hanoi.common import DAYS, draw
from hanoi.events import high_level, stands
from hanoi.people import Cast, build_cast
from hanoi.places import resources, rooms, slots, transfers, zones
from hanoi.plenaries import ceremonies, debates
from hanoi.requests import requests
from hanoi.rules import rules
from models import Activity, Day, Instance, Policy
from models.names import Kind

TIME_ZONE = "Asia/Ho_Chi_Minh"
HOURS = ((time(7), time(22)), (time(7), time(16)))
STANDS_EARLIER = 22
REQUESTS_EARLIER = 180
AUDIENCES_CHANGED = 10


def as_of_14_october() -> Instance:
    """Return the whole programme: 38 workshops, 93 delegations, 220 requests."""
    cast = build_cast()
    activities = [
        *ceremonies(cast),
        *debates(cast),
        *high_level(cast),
        *ws.workshops(cast),
        *requests(cast),
        *stands(),
    ]
    title = "Signing of the UN Convention against Cybercrime, Hanoi 2025, as of 14 October"
    return _instance("hanoi-2025-10-14", title, cast, activities)


def _instance(name: str, title: str, cast: Cast, activities: list[Activity]) -> Instance:
    return Instance(
        name=name,
        title=title,
        time_zone=TIME_ZONE,
        grid_minutes=15,
        days=tuple(
            Day(date=day, start=start, end=end)
            for day, (start, end) in zip(DAYS.values(), HOURS, strict=True)
        ),
        policy=Policy(break_minutes=60),
        zones=zones(),
        transfers=transfers(),
        rooms=rooms(),
        delegations=tuple(cast.delegations),
        people=tuple(cast.people),
        availability=tuple(cast.availability),
        resources=resources(),
        slots=slots(),
        activities=tuple(sorted(activities, key=lambda a: get_args(Kind).index(a.kind))),
        rules=tuple(rules()),
    )


def as_of_8_october(later: Instance) -> Instance:
    """Return the part of ``later`` that was known a week earlier; ids stay the same."""
    gone = {f"del-unlisted-delegation-{number:02}" for number in range(11, 20)}
    left = {person.id for person in later.people if person.delegation not in gone}
    changed = draw("audiences").sample(
        [a.id for a in later.activities if a.kind == "workshop" and a.id not in ws.LATER],
        AUDIENCES_CHANGED,
    )
    activities: list[Activity] = []
    for activity in later.activities:
        is_missing_stand = activity.kind == "exhibition" and int(activity.id[1:3]) > STANDS_EARLIER
        if activity.id in ws.LATER or is_missing_stand:
            continue
        if activity.kind == "bilateral":
            filed = sum(a.kind == "bilateral" for a in activities)
            if not left.issuperset(activity.people) or filed == REQUESTS_EARLIER:
                continue
        smaller = activity.id in changed
        activities.append(
            activity.model_copy(
                update={
                    "people": tuple(p for p in activity.people if p in left),
                    "wished_people": tuple(p for p in activity.wished_people if p in left),
                    "audience": max(10, activity.audience - 15) if smaller else activity.audience,
                }
            )
        )
    return _edition(
        later,
        name="hanoi-2025-10-08",
        title="Signing of the UN Convention against Cybercrime, Hanoi 2025, as of 8 October",
        delegations=tuple(d for d in later.delegations if d.id not in gone),
        people=tuple(p for p in later.people if p.id in left),
        availability=tuple(row for row in later.availability if row.person in left),
        activities=tuple(activities),
    )


def in_published_slots(whole: Instance) -> Instance:
    """Return ``whole`` with its workshops restricted to the three published slots."""
    return _edition(
        whole,
        name="hanoi-published-slots",
        title="As of 14 October, all 38 workshops in the three published slots: too many",
        activities=tuple(
            a.model_copy(update={"slots": ws.SLOTS, "spans": ()}) if a.kind == "workshop" else a
            for a in whole.activities
        ),
    )


def _edition(of: Instance, **changes: object) -> Instance:
    """Return a copy with other content, checked like any instance."""
    fields = {name: getattr(of, name) for name in Instance.model_fields}
    return Instance.model_validate({**fields, **changes})
