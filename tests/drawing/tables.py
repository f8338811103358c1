"""The tables of a random small instance; every table and column is used."""

from dataclasses import dataclass
from typing import Any, get_args

from models import DeclaredRule
from models.rule import COLUMNS
from tests.drawing.chance import Chance
from tests.rules.people import limits

Row = dict[str, Any]
Window = tuple[str, int, int]
"""Date, and start and length in minutes."""

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
STATES = (
    ("activities", "cancelled", 0.15),
    ("people", "withdrawn", 0.2),
    ("delegations", "withdrawn", 0.1),
    ("rooms", "closed", 0.15),
)
"""Table, the state that its rows may have, and how often."""


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


class Tables:
    """One instance in the making."""

    def __init__(self, chance: Chance, size: Size) -> None:
        self.chance = chance
        self.size = size
        self.grid = chance.choice(GRIDS)
        self.dense = chance.maybe(0.5)
        self.market = chance.maybe(0.3)  # requested meetings in few published slots
        self.dates = chance.sample(["2025-10-25", "2025-10-26", "2025-10-28"], 3)[: self._count()]
        self.windows = [self._window(day) for day in sorted(self.dates)]
        if self.grid < 25:
            self.windows = touching(self.windows, self.grid)
        self.zones = "xyz"[: chance.choice([0, 0, 2, 2, 3])]
        self.rooms = [f"r{n}" for n in range(chance.integer(1, size.rooms))]
        self.people = [f"p{n}" for n in range(chance.integer(2, size.people))]
        self.resources = [f"k{n}" for n in range(chance.choice([0, 0, 1, 2]))]
        self.slots = [f"s{n}" for n in range(4 if self.market else chance.choice([0, 0, 2]))]
        self.activities = [f"a{n}" for n in range(chance.integer(2, size.activities))]
        self.wanted = self.people[: chance.choice([1, 2, 2, size.people])]
        self.least = chance.choice([0, 1, 1])

    def _count(self) -> int:
        return self.chance.integer(1, self.size.days)

    def _window(self, day: str) -> Window:
        hour = self.chance.choice([1, 9, 9, 9, 23])
        steps = self.chance.integer(2, self.size.steps) + 6 * self.market
        return day, hour * 60 + self.chance.choice([0, 0, 5]), steps * self.grid + self.some(3)

    def some(self, most: int) -> int:
        """Return a number that is 0 in most cases."""
        return self.chance.choice([0, 0, self.chance.integer(0, most)])

    def maybe(self, share: float) -> bool:
        """Return True with a given probability."""
        return self.chance.maybe(share)

    def pick(self, names: list[str] | str, most: int, least: int = 0) -> list[str]:
        """Return a few names."""
        return self.chance.sample(list(names), min(len(names), self.chance.integer(least, most)))

    def moment(self, *, on_grid: bool = False) -> str:
        """Return a time in a window."""
        day, start, length = self.chance.choice(self.windows)
        step = self.grid if on_grid else self.chance.choice([1, self.grid])
        return stamp(day, start + step * self.chance.below(max(1, length // step)))

    def span(self) -> str:
        """Return a span that begins in a window or a step before it."""
        day, start, length = self.chance.choice(self.windows)
        first = self.chance.integer(-self.grid, length - self.grid)
        last = first + self.chance.integer(self.grid, length + self.grid)
        return f"{stamp(day, start + first)}/{stamp(day, start + last)}"

    def tables(self) -> Row:
        """Return all of them; in some instances a few things are called off."""
        made = self._made()
        if self.maybe(0.25):
            for table, state, share in STATES:
                for row in made[table]:
                    row["state"] = state if self.maybe(share) else None
        return made

    def _made(self) -> Row:
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
                {"id": name, "name": name, "level": chance.integer(0, 3)} for name in self.resources
            ],
            "slots": [self.slot(name) for name in self.slots],
            "activities": [self.activity(name) for name in self.activities],
            "rules": [self.rule(n) for n in range(chance.integer(0, self.size.rules))],
        }

    def policy(self) -> Row:
        """Return goals in tiers, and what they weigh."""
        chance = self.chance
        goals = chance.sample(GOALS, chance.integer(1, len(GOALS)))
        tiers: list[dict[str, int]] = []
        for goal in goals:
            if not tiers or self.maybe(0.6):
                tiers.append({})
            tiers[-1][goal] = chance.choice([1, 1, 2, 7])
        return {
            "tiers": tiers,
            "break_minutes": chance.choice([0, 1, self.grid, 2 * self.grid]),
            "audience": {
                "parallel_minutes": chance.integer(0, 2),
                "seats_short": chance.integer(0, 2),
                "wished_missing": chance.choice([0, 1, 30]),
            },
            "room_fit": {"seats_wasted": chance.integer(0, 2), "track_rooms": chance.integer(0, 9)},
        }

    def transfers(self) -> list[Row]:
        """Return ways between zones, some both ways."""
        pairs = [(a, b) for a in self.zones for b in self.zones if a < b]
        if self.maybe(0.5):
            pairs += [(b, a) for a, b in pairs]
        most = 2 * self.grid
        return [
            {"from_zone": a, "to_zone": b, "minutes": self.chance.choice([0, 7, most])}
            for a, b in pairs
        ]

    def room(self, name: str) -> Row:
        """Return a room, sometimes with hours and kinds of its own."""
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
            row["open"] = [self.span() for _ in range(chance.integer(1, 2))]
        return row

    def person(self, name: str) -> Row:
        """Return a person, sometimes with limits."""
        row: Row = {"id": name, "name": name}
        row["delegation"] = self.chance.choice(["d0", "d1", None])
        return row | limits(self.chance, self.grid)

    def stay(self) -> Row:
        """Return when somebody is there, or is busy."""
        start, end = self.span().split("/")
        state = self.chance.choice(["present", "busy", "busy"])
        person = self.chance.choice(self.people)
        return {"person": person, "start": start, "end": end, "state": state}

    def slot(self, name: str) -> Row:
        """Return a published slot."""
        day, start, length = self.chance.choice(self.windows)
        first = start + self.grid * self.chance.below(length // self.grid)
        end = first + self.grid * self.chance.integer(1, 2)
        return {"id": name, "start": stamp(day, first), "end": stamp(day, end)}

    def activity(self, name: str) -> Row:
        """Return an activity; in a market mostly a meeting in published slots."""
        chance, grid = self.chance, self.grid
        row: Row = {
            "id": name,
            "title": name,
            "kind": chance.choice(KINDS),
            "minutes": chance.choice([grid, grid, 2 * grid, grid + 3, max(1, grid - 2)]),
            "set_up_minutes": self.some(grid),
            "clear_down_minutes": self.some(grid),
            "optional": self.maybe(0.3 if self.dense else 0.6),
            "priority": chance.integer(1, 5),
            "people": self.pick(self.wanted, 2, self.least),
            "wished_people": self.pick(self.people, 2) if self.maybe(0.4) else [],
            "topics": self.pick("uv", 2),
            "track": chance.choice([None, None, "t", "w"]),
            "audience": chance.choice([0, 0, 3, 8, 30]),
            "seats": chance.choice([0, 0, 0, 5, 15]),
            "equipment": self.pick("uv", 1) if self.maybe(0.1) else [],
            "resources": {name: chance.integer(1, 2) for name in self.pick(self.resources, 2)},
            "rooms": self.pick(self.rooms, 2) if self.maybe(0.3) else [],
            "wished_rooms": self.wishes() * chance.choice([0, 1, 1, 2]),
            "wished_spans": [self.span() for _ in range(self.some(2))],
            "start_costs": [f"{self.span()}={chance.integer(0, 4)}" for _ in range(self.some(2))],
            "slots": self.pick(self.slots, 2) or chance.choice([None] * 9 + [[]]),
        }
        if self.maybe(0.15):
            row["spans"] = [self.span() for _ in range(chance.integer(1, 2))]
        if self.maybe(0.1):
            row["pin_start"] = self.moment(on_grid=True)
        if self.maybe(0.15):
            row["pin_room"] = chance.choice(self.rooms)
            row["pin_unit"] = chance.choice([None, 1])
        if self.market and self.maybe(0.8):
            row |= {"kind": "bilateral", "minutes": grid, "seats": 0, "optional": self.maybe(0.6)}
            row["slots"] = chance.sample(self.slots, chance.integer(2, 3))
            row["people"] = chance.sample(self.people, min(2, len(self.people)))
        return row

    def wishes(self) -> list[str]:
        """Return rooms, half of them with a cost."""
        cost = self.chance.choice(["", f"={self.chance.integer(0, 3)}"])
        return [room + cost for room in self.pick(self.rooms, 2)]

    def rule(self, number: int) -> Row:
        """Return a rule of any kind, hard or with a weight."""
        chance = self.chance
        kind = chance.choice(get_args(DeclaredRule))
        row: Row = {"id": f"rule{number}", "kind": kind}
        row["weight"] = chance.choice([None, 1, 3])
        several = chance.integer(2, min(len(self.activities), 4))
        about = kind != "fair-breaks"
        listed = chance.sample(self.activities, several)
        stated = {
            "activities": listed,
            "others": self.pick([name for name in self.activities if name not in listed], 2),
            "people": self.pick(self.people, 3),
            "minutes": chance.choice([0, self.grid, self.grid + 2, 90]),
            "least_days": chance.integer(0, 2),
            "most_days": chance.choice([None, 2, 3]),
            "limit": chance.integer(about, 1 + about),
        }
        return row | {column: stated[column] for column in COLUMNS[kind]}


def touching(windows: list[Window], grid: int) -> list[Window]:
    """Let two dates in a row meet in the small hours, between two starts on the grid."""
    if [day for day, _, _ in windows[:2]] == ["2025-10-25", "2025-10-26"]:
        (one, _, evening), (other, start, morning) = windows[:2]
        at, evening = 60 + start % 10, evening + grid // 2
        windows[:2] = [(one, 24 * 60 + at - evening, evening), (other, at, morning)]
    return windows


def stamp(day: str, minute: int) -> str:
    """Return a local time; minutes may lie before or after the date."""
    minute = min(max(minute, 0), 48 * 60 - 1)
    return f"{day}T{hhmm(minute)}"


def hhmm(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
