"""Random small instances that touch every table and column; what may search."""

import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from itertools import count
from math import prod
from typing import Any

import pytest
from ortools.sat.python.cp_model import CpSolver

from models import HardRule, Instance, Placement, Timetable
from scheduler.checking import check
from scheduler.solving.lexicographic import improvement, tier, tiers
from scheduler.solving.workers.process import WorkerProcess

Row = dict[str, Any]

GRIDS = (5, 10, 15, 30, 25)
KINDS = ("bilateral", "bilateral", "workshop", "workshop", "plenary", "press")
GOALS = (
    "coverage",
    "stability",
    "rules",
    "breaks",
    "preference",
    "audience",
    "fairness",
    "room-fit",
)
RULES = (
    "precedence",
    "apart",
    "together",
    "same-room",
    "same-day",
    "minimum-gap",
    "at-most-parallel",
    "fair-breaks",
)
Choices = dict[str, list[Placement]]

CURED_BY_MORE: tuple[HardRule, ...] = ("mandatory", "fair-breaks")
"""Rules that a timetable may break although a larger one keeps them."""


@dataclass(frozen=True)
class Drawn:
    """A random instance, where its activities may be each by itself, and timetables.

    ``planted`` is a timetable that keeps every hard rule, None if none was planted.
    """

    instance: Instance
    choices: Choices
    previous: Timetable | None = None
    planted: Timetable | None = None

    @property
    def work(self) -> int:
        """How many timetables there are to try, legal or not."""
        optional = {a.id for a in self.instance.activities if a.optional}
        return prod(max(1, len(c) + (name in optional)) for name, c in self.choices.items())


@dataclass(frozen=True)
class Size:
    """How large drawn instances may get; ``work`` bounds what brute force has to try."""

    activities: int = 5
    rooms: int = 3
    people: int = 4
    days: int = 2
    steps: int = 6
    rules: int = 3
    work: int = 3000


USUAL = Size()


class _Draw:
    """One instance in the making."""

    def __init__(self, chance: random.Random, size: Size) -> None:
        self.chance = chance
        self.size = size
        self.grid = chance.choice(GRIDS)
        self.dense = chance.random() < 0.5
        self.market = chance.random() < 0.3  # requested meetings in few published slots
        self.dates = chance.sample(["2025-10-25", "2025-10-26", "2025-10-28"], 3)[: self._count()]
        self.windows = [self._window(day) for day in sorted(self.dates)]
        self.zones = "xyz"[: chance.choice([0, 0, 2, 2, 3])]
        self.rooms = [f"r{n}" for n in range(chance.randint(1, size.rooms))]
        self.people = [f"p{n}" for n in range(chance.randint(2, size.people))]
        self.resources = [f"k{n}" for n in range(chance.choice([0, 0, 1, 2]))]
        self.slots = [f"s{n}" for n in range(4 if self.market else chance.choice([0, 0, 2]))]
        self.activities = [f"a{n}" for n in range(chance.randint(2, size.activities))]
        self.wanted = self.people[: chance.choice([1, 2, 2, size.people])]
        self.least = chance.choice([0, 1, 1])

    def _count(self) -> int:
        return self.chance.randint(1, self.size.days)

    def _window(self, day: str) -> tuple[str, int, int]:
        hour = self.chance.choice([1, 9, 9, 9, 20])
        steps = self.chance.randint(2, self.size.steps) + 6 * self.market
        return day, hour * 60 + self.chance.choice([0, 0, 5]), steps * self.grid + self.some(3)

    def some(self, most: int) -> int:
        """Mostly 0."""
        return self.chance.choice([0, 0, self.chance.randint(0, most)])

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def pick(self, names: list[str] | str, most: int, least: int = 0) -> list[str]:
        return self.chance.sample(list(names), min(len(names), self.chance.randint(least, most)))

    def moment(self, *, on_grid: bool = False) -> str:
        day, start, length = self.chance.choice(self.windows)
        step = self.grid if on_grid else self.chance.choice([1, self.grid])
        return stamp(day, start + step * self.chance.randrange(max(1, length // step)))

    def span(self) -> str:
        day, start, length = self.chance.choice(self.windows)
        first = self.chance.randint(-self.grid, length - self.grid)
        last = first + self.chance.randint(self.grid, length + self.grid)
        return f"{stamp(day, start + first)}/{stamp(day, start + last)}"

    def tables(self) -> Row:
        chance = self.chance
        return {
            "name": "drawn",
            "time_zone": chance.choice(["Asia/Ho_Chi_Minh", "Europe/Paris"]),
            "grid_minutes": self.grid,
            "days": [
                {"date": day, "start": hhmm(start), "end": hhmm(start + length)}
                for day, start, length in self.windows
            ],
            "policy": self.policy(),
            "zones": [{"id": zone, "name": zone} for zone in self.zones],
            "transfers": self.transfers(),
            "rooms": [self.room(name) for name in self.rooms],
            "delegations": [{"id": "d0", "name": "D0"}, {"id": "d1", "name": "D1"}],
            "people": [self.person(name) for name in self.people],
            "availability": [self.stay() for _ in range(self.some(3))],
            "resources": [
                {"id": name, "name": name, "level": chance.randint(0, 3)} for name in self.resources
            ],
            "slots": [self.slot(name) for name in self.slots],
            "activities": [self.activity(name) for name in self.activities],
            "rules": [self.rule(n) for n in range(chance.randint(0, self.size.rules))],
        }

    def policy(self) -> Row:
        chance = self.chance
        goals = chance.sample(GOALS, chance.randint(1, len(GOALS)))
        tiers: list[dict[str, int]] = []
        for goal in goals:
            if not tiers or self.maybe(0.6):
                tiers.append({})
            tiers[-1][goal] = chance.choice([1, 1, 2, 7])
        return {
            "tiers": tiers,
            "break_minutes": chance.choice([0, 1, self.grid, 2 * self.grid]),
            "audience": {
                "parallel_minutes": chance.randint(0, 2),
                "seats_short": chance.randint(0, 2),
                "wished_missing": chance.choice([0, 1, 30]),
            },
            "room_fit": {"seats_wasted": chance.randint(0, 2), "track_rooms": chance.randint(0, 9)},
        }

    def transfers(self) -> list[Row]:
        pairs = [(a, b) for a in self.zones for b in self.zones if a < b]
        if self.maybe(0.5):
            pairs += [(b, a) for a, b in pairs]
        most = 2 * self.grid
        return [
            {"from_zone": a, "to_zone": b, "minutes": self.chance.choice([0, 7, most])}
            for a, b in pairs
        ]

    def room(self, name: str) -> Row:
        chance = self.chance
        row: Row = {
            "id": name,
            "name": name,
            "capacity": chance.choice([4, 10, 20]),
            "units": chance.choice([1, 1, 2]),
            "turnaround_minutes": self.some(self.grid),
            "equipment": self.pick("uv", 2),
            "zone": chance.choice(self.zones) if self.zones else None,
        }
        if self.maybe(0.1):
            row["kinds"] = sorted({chance.choice(KINDS) for _ in range(3)})
        if self.maybe(0.15):
            row["open"] = [self.span() for _ in range(chance.randint(1, 2))]
        return row

    def person(self, name: str) -> Row:
        row: Row = {"id": name, "name": name, "rest_minutes": self.some(self.grid)}
        row["delegation"] = self.chance.choice(["d0", "d1", None])
        if self.maybe(0.15):
            row["daily_minutes"] = self.grid * self.chance.randint(0, 4)
        if self.maybe(0.15):
            row["daily_activities"] = self.chance.randint(0, 3)
        if self.maybe(0.5):
            row["night_rest_minutes"] = self.chance.choice([600, 1390, 1430, 1500, 2900])
        return row

    def stay(self) -> Row:
        start, end = self.span().split("/")
        state = self.chance.choice(["present", "busy", "busy"])
        person = self.chance.choice(self.people)
        return {"person": person, "start": start, "end": end, "state": state}

    def slot(self, name: str) -> Row:
        day, start, length = self.chance.choice(self.windows)
        first = start + self.grid * self.chance.randrange(length // self.grid)
        end = first + self.grid * self.chance.randint(1, 2)
        return {"id": name, "start": stamp(day, first), "end": stamp(day, end)}

    def activity(self, name: str) -> Row:
        chance, grid = self.chance, self.grid
        row: Row = {
            "id": name,
            "title": name,
            "kind": chance.choice(KINDS),
            "minutes": chance.choice([grid, grid, 2 * grid, grid + 3, max(1, grid - 2)]),
            "set_up_minutes": self.some(grid),
            "clear_down_minutes": self.some(grid),
            "optional": self.maybe(0.3 if self.dense else 0.6),
            "priority": chance.randint(1, 5),
            "people": self.pick(self.wanted, 2, self.least),
            "wished_people": self.pick(self.people, 2) if self.maybe(0.4) else [],
            "topics": self.pick("uv", 2),
            "track": chance.choice([None, None, "t", "w"]),
            "audience": chance.choice([0, 0, 3, 8, 30]),
            "seats": chance.choice([0, 0, 0, 5, 15]),
            "equipment": self.pick("uv", 1) if self.maybe(0.1) else [],
            "resources": {name: chance.randint(1, 2) for name in self.pick(self.resources, 2)},
            "rooms": self.pick(self.rooms, 2) if self.maybe(0.3) else [],
            "wished_rooms": self.pick(self.rooms, 2) * chance.choice([0, 1, 1, 2]),
            "wished_spans": [self.span() for _ in range(self.some(2))],
            "start_costs": [f"{self.span()}={chance.randint(0, 4)}" for _ in range(self.some(2))],
            "slots": self.pick(self.slots, 2),
        }
        if self.maybe(0.15):
            row["spans"] = [self.span() for _ in range(chance.randint(1, 2))]
        if self.maybe(0.1):
            row["pin_start"] = self.moment(on_grid=True)
        if self.maybe(0.15):
            row["pin_room"] = chance.choice(self.rooms)
            row["pin_unit"] = chance.choice([None, 1])
        if self.market and self.maybe(0.8):
            row |= {"kind": "bilateral", "minutes": grid, "seats": 0, "optional": self.maybe(0.6)}
            row["slots"] = chance.sample(self.slots, chance.randint(2, 3))
            row["people"] = chance.sample(self.people, min(2, len(self.people)))
        return row

    def rule(self, number: int) -> Row:
        chance = self.chance
        row: Row = {"id": f"rule{number}", "kind": chance.choice(RULES)}
        row["weight"] = chance.choice([None, 1, 3])
        row["minutes"] = chance.choice([0, self.grid, self.grid + 2, 90])
        if row["kind"] == "fair-breaks":
            row["people"] = self.pick(self.people, 3)
            row["limit"] = chance.randint(0, 1)
            return row
        several = min(len(self.activities), chance.randint(2, 4))
        row["activities"] = chance.sample(self.activities, several)
        row["limit"] = chance.randint(1, 2)
        return row


def stamp(day: str, minute: int) -> str:
    """Return a local time; minutes may lie before or after the date."""
    minute = min(max(minute, 0), 24 * 60 - 1)
    return f"{day}T{hhmm(minute)}"


def hhmm(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def choices_of(instance: Instance) -> Choices:
    """Return for each activity every place that the referee has nothing against by itself."""
    starts = [
        instance.clock.moment(minute)
        for opens, closes in instance.windows
        for minute in range(opens, closes, instance.grid_minutes)
    ]
    return {
        activity.id: [
            place
            for start in starts
            for room in instance.rooms
            for unit in range(1, room.units + 1)
            for place in [Placement(activity=activity.id, start=start, room=room.id, unit=unit)]
            if not wrong_for_good(instance, [place])
        ]
        for activity in instance.activities
    }


def wrong_for_good(instance: Instance, places: list[Placement]) -> bool:
    """Tell whether places break a rule that no further place can mend."""
    report = check(instance, timetable_of(places))
    return any(violation.rule not in CURED_BY_MORE for violation in report.violations)


def timetable_of(places: list[Placement]) -> Timetable:
    return Timetable.model_construct(placements=tuple(places))


def draw(seed: int, size: Size = USUAL) -> Drawn:
    """Draw an instance; every other seed gives one with a legal timetable planted in it."""
    for attempt in count():
        chance = random.Random(f"{seed}/{attempt}")
        instance = _valid(_Draw(chance, size).tables())
        if instance is None:
            continue
        drawn = Drawn(instance, choices_of(instance))
        drawn = _plant(chance, drawn) if seed % 2 == 0 else _loosen(chance, drawn)
        if drawn.work <= size.work:
            return replace(drawn, previous=_previous(chance, drawn))
    raise AssertionError("unreachable")


def _valid(tables: Row) -> Instance | None:
    try:
        return Instance.model_validate(tables)
    except ValueError:
        return None


def _loosen(chance: random.Random, drawn: Drawn) -> Drawn:
    """Sometimes make what has no place by itself optional: too easy to find infeasible."""
    rows = drawn.instance.model_dump()
    if chance.random() < 0.15:
        for row in rows["activities"]:
            row["optional"] |= not drawn.choices[row["id"]]
    return replace(drawn, instance=Instance.model_validate(rows))


def _plant(chance: random.Random, drawn: Drawn) -> Drawn:
    """Place at random; what is in the way of a rule becomes optional and is left out."""
    places = [chance.choice(some) for some in drawn.choices.values() if some]
    chance.shuffle(places)
    while wrong_for_good(drawn.instance, places):
        places.pop()
    placed = {place.activity for place in places}
    rows = drawn.instance.model_dump()
    for row in rows["activities"]:
        row["optional"] |= row["id"] not in placed
    for row in rows["rules"]:
        if row["kind"] == "fair-breaks" and row["weight"] is None:
            row["limit"] += 9
    instance = Instance.model_validate(rows)
    planted = timetable_of(places)
    assert not check(instance, planted).violations
    return replace(drawn, instance=instance, planted=planted)


def _previous(chance: random.Random, drawn: Drawn) -> Timetable | None:
    if chance.random() < 0.4:
        return None
    choices = drawn.choices
    places = [chance.choice(some) for some in choices.values() if some and chance.random() < 0.8]
    known = {place.activity for place in places}
    places += [Placement(activity=name) for name in choices if name not in known][:1]
    if chance.random() < 0.3:
        places.append(Placement(activity="gone", start="2025-10-25T09:00", room="elsewhere"))
    if chance.random() < 0.3:
        places.append(Placement(activity="withdrawn", reason="left out"))
    if chance.random() < 0.1:
        twice = chance.choice(places)
        places += [place for place in choices.get(twice.activity, ()) if place != twice][:1]
    return Timetable(placements=tuple(places))


@pytest.fixture(name="draw")
def draw_fixture() -> Callable[..., Drawn]:
    """Draw a random instance from a seed, and a size if need be."""
    return draw


@pytest.fixture
def size() -> Callable[..., Size]:
    """Say how large drawn instances may get."""
    return Size


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[..., Any]], None]:
    """Let another function stand in for one of the solver's tasks, wherever it is given out.

    Small instances are relaxed too if it stands in for that.
    """

    def replace_task(name: str, function: Callable[..., Any]) -> None:
        if name == "relax":
            monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
        for module in (tiers, improvement, tier):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, function)

    return replace_task


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let only tests that say so search, so that ``make check`` leaves out all that do."""
    with pytest.MonkeyPatch.context() as patched:
        if item.get_closest_marker("searches") is None:
            patched.setattr(CpSolver, "solve", _refuse)
            patched.setattr(WorkerProcess, "submit", _refuse)
        return (yield)


def _refuse(*given: object) -> None:
    pytest.fail("A test that searches has to be marked: pytest.mark.searches.")
