"""Meetings with travel times (CSPLib problem 046) as instances."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Annotated

from pydantic import Field

from models import Activity, Instance, Person, Policy, Room, Transfer, Zone
from scheduler.benching.published_problem import PublishedProblem
from scheduler.benching.source import Odd, Source
from scheduler.benching.ticks import Ticks
from scheduler.files.documents import read_json
from scheduler.files.reading import read_text

MINUTES = 10
"""Length of a slot; any would do, as meetings and ways are counted in slots."""

MOST_SLOTS = Ticks(1, 1, MINUTES).latest


class Case(Source):
    """One case; meetings and agents count from 0, ways in slots."""

    id: Annotated[int, Field(ge=0)]
    meetings: Annotated[int, Field(ge=1)]
    slots: Annotated[int, Field(ge=1, le=MOST_SLOTS)]
    attends: tuple[tuple[int, ...], ...]
    dist: tuple[tuple[Annotated[int, Field(ge=0, le=MOST_SLOTS)], ...], ...]

    def odd(self) -> Iterator[Odd]:
        """Yield meetings that do not exist and a table of ways that is not square."""
        for agent, meetings in enumerate(self.attends):
            for meeting in meetings:
                if not 0 <= meeting < self.meetings:
                    allowed = f"0 to {self.meetings - 1}"
                    yield Odd("unknown-id", ("attends", agent), str(meeting), allowed)
        if len(self.dist) != self.meetings:
            yield Odd("wrong-shape", ("dist",), f"{len(self.dist)} rows", f"{self.meetings} rows")
        for number, row in enumerate(self.dist):
            if len(row) != self.meetings:
                yield Odd(
                    "wrong-shape",
                    ("dist", number),
                    f"{len(row)} entries",
                    f"{self.meetings} entries",
                )


class Cases(Source):
    """All cases of a file."""

    cases: Annotated[tuple[Case, ...], Field(min_length=1)]

    def odd(self) -> Iterator[Odd]:
        """Yield what is odd in each case."""
        for number, case in enumerate(self.cases):
            for odd in case.odd():
                yield odd._replace(where=("cases", number, *odd.where))


def read(path: Path) -> list[PublishedProblem]:
    """Read a JSON file with one case or a list of them.

    A meeting is mandatory, one slot long, and in a room and zone of its own, so that
    the slots an agent needs from one meeting to another are transfer minutes between
    their zones: the later starts at least one slot and the way after the earlier. Where
    ``dist`` differs by direction the longer way counts, as the condition has no
    direction. Nothing is optional, so the one goal, ``coverage``, is 0: only whether
    there is a timetable is asked.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    raw, faults = read_json(read_text(path, path.name), path.name)
    whole = {"cases": raw if isinstance(raw, list) else [raw]}
    cases = Cases.of(whole, path.name, faults=faults).cases
    return [PublishedProblem(str(case.id), _instance(case)) for case in cases]


def _instance(case: Case) -> Instance:
    meetings = range(case.meetings)
    ways = {
        (a, b): max(case.dist[a][b], case.dist[b][a]) * MINUTES
        for a, b in combinations(meetings, 2)
    }
    return Instance(
        name=f"csplib046-{case.id}",
        time_zone="UTC",
        grid_minutes=MINUTES,
        days=Ticks(1, case.slots, MINUTES).rows(),
        policy=Policy(tiers=({"coverage": 1},)),
        zones=tuple(Zone(id=f"Z{m}", name=f"Place of meeting {m}") for m in meetings),
        transfers=tuple(
            Transfer(from_zone=f"Z{a}", to_zone=f"Z{b}", minutes=minutes)
            for (a, b), minutes in ways.items()
        ),
        rooms=tuple(
            Room(id=f"R{m}", name=f"Room of meeting {m}", capacity=0, zone=f"Z{m}")
            for m in meetings
        ),
        people=tuple(Person(id=f"A{n}", name=f"Agent {n}") for n in range(len(case.attends))),
        activities=tuple(
            Activity(
                id=f"M{m}",
                kind="side-event",
                title=f"Meeting {m}",
                minutes=MINUTES,
                people=tuple(f"A{n}" for n, own in enumerate(case.attends) if m in own),
                rooms=(f"R{m}",),
            )
            for m in meetings
        ),
    )
