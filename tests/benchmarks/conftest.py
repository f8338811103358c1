"""Tiny instances of the kinds that the peers know."""

import random
from typing import Any

import pytest

from models import Instance

Row = dict[str, Any]
DAY = "2025-10-25"
UNIT = 20


def moment(slot: int) -> str:
    minute = 9 * 60 + UNIT * slot
    return f"{DAY}T{minute // 60:02}:{minute % 60:02}"


def draw_market(seed: int) -> Instance:
    """Draw mandatory meetings of one slot, few of them free to move; breaks, which must be fair."""
    chance = random.Random(seed)
    people, slots = [f"p{n}" for n in range(6)], chance.choice([5, 6])
    pairs = [chance.sample(people[:5], 2) for _ in range(chance.choice([6, 7, 8]))]
    busy = [(chance.choice(people), chance.randrange(slots)) for _ in range(4)]
    meetings: list[Row] = [
        {"id": f"m{n}", "kind": "bilateral", "title": f"m{n}", "minutes": UNIT, "people": pair}
        for n, pair in enumerate(pairs)
    ]
    meetings[0]["spans"] = [f"{moment(1)}/{moment(slots)}"]
    order = chance.sample(range(len(pairs)), 2)
    rules: list[Row] = [
        {"id": "fair", "kind": "fair-breaks", "limit": chance.choice([0, 1, 2])},
        {"id": "order", "kind": "precedence", "activities": [f"m{n}" for n in order]},
    ]
    return Instance.model_validate(
        {
            "name": "market",
            "time_zone": "UTC",
            "grid_minutes": UNIT,
            "days": [{"date": DAY, "start": "09:00", "end": moment(slots)[11:]}],
            "policy": {"tiers": [{"breaks": 3}], "break_minutes": 0},
            "rooms": [{"id": "booths", "name": "Booths", "capacity": 2, "units": 2}],
            "people": [{"id": name, "name": name} for name in people],
            "availability": [
                {"person": p, "start": moment(s), "end": moment(s + 1), "state": "busy"}
                for p, s in busy
            ],
            "activities": meetings,
            "rules": rules,
        }
    )


def draw_summit(seed: int) -> Instance:
    """Draw requests and workshops of several lengths, in zones, on two days; four goals."""
    chance = random.Random(seed)
    people = [f"p{n}" for n in range(4)]
    days = [DAY, "2025-10-26"]

    def activity(number: int) -> Row:
        kind = chance.choice(["bilateral", "bilateral", "workshop"])
        first = chance.choice(days)
        return {
            "id": f"a{number}",
            "title": f"a{number}",
            "kind": kind,
            "minutes": chance.choice([30, 60]),
            "optional": chance.random() < 0.8,
            "priority": chance.randint(1, 3),
            "people": chance.sample(people, 2),
            "topics": ["water"] if kind == "workshop" else [],
            "start_costs": [f"{first}T09:00/{first}T10:00={chance.randint(1, 4)}"],
            "clear_down_minutes": chance.choice([0, 0, 30]),
        }

    return Instance.model_validate(
        {
            "name": "summit",
            "time_zone": "UTC",
            "grid_minutes": 30,
            "days": [{"date": day, "start": "09:00", "end": "12:00"} for day in days],
            "policy": {
                "tiers": [{"coverage": 20, "preference": 2, "audience": 1, "breaks": 5}],
                "break_minutes": 30,
                "audience": {"parallel_minutes": 1, "seats_short": 0, "wished_missing": 0},
            },
            "zones": [{"id": "town", "name": "Town"}, {"id": "lake", "name": "Lake"}],
            "transfers": [
                {"from_zone": "town", "to_zone": "lake", "minutes": 30},
                {"from_zone": "lake", "to_zone": "town", "minutes": 60},
            ],
            "rooms": [
                {"id": "hall", "name": "Hall", "capacity": 9, "zone": "town"},
                {"id": "booths", "name": "Booths", "capacity": 9, "zone": "town", "units": 2},
                {
                    "id": "villa",
                    "name": "Villa",
                    "capacity": 9,
                    "zone": "lake",
                    "open": [f"{days[0]}T09:00/{days[0]}T11:00"],
                },
            ],
            "people": [
                {"id": name, "name": name, "rest_minutes": chance.choice([0, 0, 30])}
                for name in people
            ],
            "activities": [activity(number) for number in range(9)],
        }
    )


@pytest.fixture
def market():
    """Draw by seed."""
    return draw_market


@pytest.fixture
def summit():
    """Draw by seed."""
    return draw_summit
