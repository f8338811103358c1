"""Business-to-business meetings (Bofill et al., JAIR 74, 2022) as an instance."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from models import Activity, Availability, Instance, Person, Policy, Room, Rule, Span
from scheduler.benching.dzn import parse
from scheduler.benching.published_problem import PublishedProblem, safe
from scheduler.benching.source import Odd, Source
from scheduler.benching.ticks import NOWHERE, Ticks
from scheduler.files.reading import read_text

MINUTES = 10
"""Length of a slot; any would do, as all meetings are one slot long."""

MORNING, AFTERNOON = 1, 2


class Data(Source):
    """The items that matter, as the format calls them; numbers count from 1, 0 is nothing."""

    nBusiness: Annotated[int, Field(ge=1)]
    nMeetings: Annotated[int, Field(ge=0)]
    nTables: Annotated[int, Field(ge=1, le=1000)]
    nTotalSlots: Annotated[int, Field(ge=1, le=Ticks(1, 1, MINUTES).latest)]
    nMorningSlots: Annotated[int, Field(ge=0)]
    requested: list[tuple[int, int, Literal[1, 2, 3]]]
    forbidden: list[frozenset[int]] | None = None
    fixed: list[int] | None = None
    precedences: list[frozenset[int]] | None = None

    def odd(self) -> Iterator[Odd]:
        """Yield lengths and numbers that do not fit the sizes."""
        if self.nMorningSlots > self.nTotalSlots:
            yield Odd(
                "out-of-range",
                ("nMorningSlots",),
                str(self.nMorningSlots),
                f"at most {self.nTotalSlots}",
            )
        lengths = {
            "requested": self.nMeetings,
            "forbidden": self.nBusiness,
            "fixed": self.nMeetings,
            "precedences": self.nMeetings,
        }
        for name, length in lengths.items():
            given = getattr(self, name)
            if given is not None and len(given) != length:
                yield Odd("wrong-shape", (name,), f"{len(given)} entries", f"{length} entries")
        for row, (one, other, _) in enumerate(self.requested):
            if one == other or not all(1 <= who <= self.nBusiness for who in (one, other)):
                allowed = f"two participants of 1 to {self.nBusiness}"
                yield Odd("unknown-id", ("requested", row), f"{one} and {other}", allowed)
        for row, slot in enumerate(self.fixed or ()):
            if not 0 <= slot <= self.nTotalSlots:
                yield Odd("out-of-range", ("fixed", row), str(slot), f"0 to {self.nTotalSlots}")
        for row, earlier in enumerate(self.precedences or ()):
            for meeting in sorted(earlier):
                if meeting == row + 1 or not 0 <= meeting <= self.nMeetings:
                    allowed = f"another meeting of 1 to {self.nMeetings}"
                    yield Odd("unknown-id", ("precedences", row), str(meeting), allowed)


def read(path: Path, fairness: int) -> list[PublishedProblem]:
    """Read a ``.dzn`` file.

    Meetings are mandatory bilaterals of one slot on one day, the tables one room with
    units. A participant's forbidden slots are when they are busy, a fixed slot is a pin,
    a session a span, a meeting that must be earlier a rule ``precedence``. One hard
    rule ``fair-breaks`` binds all participants, those with fewer than two meetings (no
    breaks) included. The one goal is ``breaks``: stretches of idle slots of any
    length between two meetings, over lunch too.

    Parameters
    ----------
    path
        The file. ``forbidden``, ``fixed`` and ``precedences`` may be missing; other
        items are ignored.
    fairness
        Largest difference of breaks between two participants; not in the file.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    items, faults = parse(read_text(path, path.name), path.name)
    raw = {name: item.value for name, item in items.items()}
    lines = {name: item.line for name, item in items.items()}
    data = Data.of(raw, path.name, lines, faults)
    ticks = Ticks(1, data.nTotalSlots, MINUTES)
    instance = Instance(
        name=safe(path.stem),
        time_zone="UTC",
        grid_minutes=MINUTES,
        days=ticks.rows(),
        policy=Policy(tiers=({"breaks": 1},), break_minutes=0),
        rooms=(Room(id="tables", name="Tables", capacity=2, units=data.nTables),),
        people=tuple(
            Person(id=f"P{who}", name=f"Participant {who}") for who in _numbers(data.nBusiness)
        ),
        availability=tuple(_busy(data, ticks)),
        activities=tuple(_meeting(data, ticks, meeting) for meeting in _numbers(data.nMeetings)),
        rules=(Rule(id="fair", kind="fair-breaks", limit=fairness), *_precedences(data)),
    )
    return [PublishedProblem(path.stem, instance)]


def _numbers(last: int) -> range:
    return range(1, last + 1)


def _busy(data: Data, ticks: Ticks) -> Iterator[Availability]:
    for who, slots in enumerate(data.forbidden or (), start=1):
        for slot in sorted(slots):
            if 1 <= slot <= data.nTotalSlots:  # in other slots nobody could meet anyway
                start, end = ticks.start(slot - 1), ticks.end(slot)
                yield Availability(person=f"P{who}", start=start, end=end, state="busy")


def _meeting(data: Data, ticks: Ticks, meeting: int) -> Activity:
    one, other, session = data.requested[meeting - 1]
    slot = data.fixed[meeting - 1] if data.fixed else 0
    spans = _session(data, ticks, session)
    pin = ticks.start(slot - 1) if slot else None
    if slot and data.forbidden and slot in data.forbidden[one - 1] | data.forbidden[other - 1]:
        # the problem has no solution then, while such a pin is a fault of an instance
        pin, spans = None, (NOWHERE,)
    return Activity(
        id=f"M{meeting}",
        kind="bilateral",
        title=f"Participants {one} and {other}",
        minutes=MINUTES,
        people=(f"P{one}", f"P{other}"),
        spans=spans,
        pin_start=pin,
    )


def _session(data: Data, ticks: Ticks, session: int) -> tuple[Span, ...]:
    noon, night = data.nMorningSlots, data.nTotalSlots
    if session not in (MORNING, AFTERNOON):
        return ()
    low, high = (0, noon) if session == MORNING else (noon, night)
    return (ticks.span(low, high) if low < high else NOWHERE,)


def _precedences(data: Data) -> Iterator[Rule]:
    for meeting, earlier in enumerate(data.precedences or (), start=1):
        for first in sorted(earlier - {0}):
            rule = f"M{first}-before-M{meeting}"
            yield Rule(id=rule, kind="precedence", activities=(f"M{first}", f"M{meeting}"))
