"""The instance that fits on a page; its README proves the optimum of every goal."""

from datetime import date, datetime, time

from hanoi.common import synthetic
from models import (
    Activity,
    Availability,
    Day,
    Delegation,
    Instance,
    Person,
    Policy,
    Resource,
    Room,
    Rule,
    Span,
    StartCost,
)

DAY = date(2025, 10, 25)
STATES = {"a": "Avalon", "b": "Brigadoon", "c": "Cockaigne", "d": "Dilmun"}


def _at(hour: str) -> datetime:
    return datetime.combine(DAY, time.fromisoformat(hour))


def _span(start: str, end: str) -> Span:
    return Span(start=_at(start), end=_at(end))


def tiny() -> Instance:
    """Return one morning of five people, four ceremonies and workshops, four requests."""
    made_up = synthetic("made up, nothing drawn")
    return Instance(
        name="tiny",
        title="One morning, small enough to follow by hand",
        time_zone="Asia/Ho_Chi_Minh",
        grid_minutes=30,
        days=(Day(date=DAY, start=time(9), end=time(12)),),
        policy=Policy(break_minutes=30),
        rooms=_rooms(),
        delegations=(
            Delegation(id="del-host", name="Host", level=1, **made_up),
            *(
                Delegation(id=f"del-{key}", name=name, level=4, **made_up)
                for key, name in STATES.items()
            ),
        ),
        people=(
            Person(
                id="host",
                name="Minister of the host",
                delegation="del-host",
                rank=1,
                daily_activities=3,
                **made_up,
            ),
            *(
                Person(
                    id=key,
                    name=f"Head of delegation, {name}",
                    delegation=f"del-{key}",
                    rank=rank,
                    **made_up,
                )
                for rank, (key, name) in enumerate(STATES.items(), 2)
            ),
        ),
        availability=(
            Availability(person="host", start=_at("09:00"), end=_at("11:00"), **made_up),
        ),
        resources=(Resource(id="interpreters", name="Interpreter team", level=1, **made_up),),
        activities=(*_fixed(), *_workshops(), *_requests()),
        rules=(
            Rule(
                id="host-first",
                kind="precedence",
                activities=("b1", "b4"),
                weight=5,
                **made_up,
            ),
        ),
    )


def _rooms() -> tuple[Room, ...]:
    made_up = synthetic("made up, nothing drawn")
    return (
        Room(
            id="HALL",
            name="Hall",
            capacity=40,
            kinds=("plenary", "workshop"),
            turnaround_minutes=30,
            **made_up,
        ),
        Room(id="STUDY", name="Study", capacity=20, kinds=("workshop",), **made_up),
        Room(id="BOOTH", name="Booths", capacity=6, kinds=("bilateral",), units=2, **made_up),
    )


def _fixed() -> tuple[Activity, ...]:
    made_up = synthetic("made up, nothing drawn")
    return (
        Activity(
            id="OPEN",
            kind="plenary",
            title="Opening",
            minutes=30,
            people=("host", "a", "b", "c", "d"),
            audience=35,
            pin_start=_at("09:00"),
            pin_room="HALL",
            **made_up,
        ),
        Activity(
            id="CLOSE",
            kind="plenary",
            title="Closing",
            minutes=30,
            people=("a", "b", "d"),
            audience=30,
            pin_start=_at("11:30"),
            pin_room="HALL",
            **made_up,
        ),
    )


def _workshops() -> tuple[Activity, ...]:
    made_up = synthetic("made up, nothing drawn")
    return (
        Activity(
            id="W1",
            kind="workshop",
            title="Evidence in the cloud",
            minutes=60,
            people=("a",),
            wished_people=("c",),
            audience=30,
            topics=("evidence",),
            track="Evidence",
            wished_spans=(_span("09:30", "10:30"),),
            **made_up,
        ),
        Activity(
            id="W2",
            kind="workshop",
            title="Evidence on phones",
            minutes=60,
            people=("b",),
            audience=25,
            topics=("evidence",),
            track="Evidence",
            **made_up,
        ),
    )


def _requests() -> tuple[Activity, ...]:
    made_up = synthetic("made up, nothing drawn")
    late = StartCost(span=_span("10:30", "11:00"), cost=2)
    plans: tuple[tuple[str, int, str, str, dict[str, int], tuple[StartCost, ...]], ...] = (
        ("b1", 3, "host", "a", {"interpreters": 1}, (late,)),
        ("b2", 2, "host", "b", {}, ()),
        ("b3", 2, "host", "c", {}, ()),
        ("b4", 1, "c", "d", {"interpreters": 1}, ()),
    )
    names = {"host": "Host", **STATES}
    return tuple(
        Activity(
            id=key,
            kind="bilateral",
            title=f"{names[one]} – {names[other]}",
            minutes=30,
            optional=True,
            priority=priority,
            people=(one, other),
            resources=resources,
            start_costs=costs,
            **made_up,
        )
        for key, priority, one, other, resources, costs in plans
    )
