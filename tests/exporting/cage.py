"""A disturbed instance whose ids and texts are canaries, and who may see which; no test."""

import random
import re
from dataclasses import dataclass
from typing import Any

from models import Calendars, Instance, Placement, Timetable
from scheduler.exporting import advanced
from scheduler.exporting.writers import Results
from scheduler.viewing.audiences import PUBLIC, PUBLIC_KINDS, Audience
from scheduler.viewing.programme import read_programme

CANARY = re.compile(r"Q\d{5}")
KEYED = ("zones", "rooms", "delegations", "people", "resources", "slots", "activities", "rules")
TEXT = ("title", "name", "track", "note", "source", "topics", "equipment")
SHARED = ("id", "title", "name", "track", "topics")
"""Columns that those who take part may read; the others are for planners."""


class Cage:
    """The canaries: each belongs to a column of a row of a table."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[str, str, str]] = {}

    def canary(self, table: str, row: str, column: str) -> str:
        """Return a new one."""
        name = f"Q{len(self.rows):05}"
        self.rows[name] = table, row, column
        return name

    def of(self, table: str, row: str | None) -> set[str]:
        """Return those of a row that its readers may see."""
        return {n for n, (t, r, c) in self.rows.items() if (t, r) == (table, row) and c in SHARED}


def caged(instance: Instance, cage: Cage) -> Instance:
    """Return an instance with a canary in place of each id, and of each text that is typed."""
    document = instance.model_dump(mode="json")
    ids = {row["id"]: "" for table in KEYED for row in document[table]}
    for table in KEYED:
        for row in document[table]:
            ids[row["id"]] = name = cage.canary(table, "", "id")
            cage.rows[name] = table, name, "id"

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(part) for part in value]
        if isinstance(value, dict):
            return {ids.get(key, key): renamed(part) for key, part in value.items()}
        return ids.get(value, value) if isinstance(value, str) else value

    for table in (*KEYED, "transfers", "availability"):
        document[table] = renamed(document[table])
        for row in document[table]:
            for column in row.keys() & set(TEXT):
                canary = cage.canary(table, row.get("id", ""), column)
                row[column] = [canary] if isinstance(row[column], list) else canary
    return Instance.model_validate(document)


@dataclass
class Case:
    """An instance and a timetable that were, those that are, and all that is written of them."""

    cage: Cage
    before: tuple[Instance, Timetable]
    results: Results

    @property
    def calendars(self) -> Calendars:
        """What calendars have said before."""
        instance, timetable = self.before
        return advanced(None, read_programme(timetable, instance))

    def allowed(self, audience: Audience) -> set[str]:
        """Return the canaries that an audience may see, worked out from the rows alone."""
        if audience == PUBLIC:
            return self.announced()
        known = set()
        after = self.results.instance, self.results.timetable
        for instance, timetable in (self.before, after):
            own = {
                person.id
                for person in instance.people
                if audience.id in (person.delegation, person.id)
            }
            people, rooms = set(own), set()
            for activity in instance.activities:
                if own & set(activity.people):
                    known |= self.cage.of("activities", activity.id) - self.foreign(activity.title)
                    people |= set(activity.people)
                    rooms |= {p.room for p in timetable.placements if p.activity == activity.id}
            for person in people:
                known |= self.cage.of("people", person)
                known |= self.cage.of("delegations", instance.person[person].delegation)
            for room in rooms - {None}:
                known |= self.cage.of("rooms", room) | self.cage.of(
                    "zones", instance.room[room].zone
                )
        return known

    def announced(self) -> set[str]:
        """Return the titles of what is or was of a public kind, and the rooms that it is in."""
        known = set()
        for instance, timetable in (self.before, (self.results.instance, self.results.timetable)):
            kinds = {a.id: a.kind for a in instance.activities if a.kind in PUBLIC_KINDS}
            for place in timetable.placements:
                if place.activity in kinds and place.start:
                    room = instance.room[place.room]
                    known |= self.cage.of("activities", place.activity)
                    known |= self.cage.of("rooms", room.id) | self.cage.of("zones", room.zone)
        return known

    def foreign(self, title: str) -> set[str]:
        """Return the titles that an activity has on the other side of the change."""
        row = self.cage.rows[title][1]
        return {n for n, (_, r, c) in self.cage.rows.items() if (r, c) == (row, "title")} - {title}


def disturbed(instance: Instance, cage: Cage, chance: random.Random) -> Instance:
    """Cancel a meeting, give another one new people and a new title, ask for one, lose somebody."""
    document = instance.model_dump(mode="json")
    gone, swapped, *others = chance.sample(
        [row for row in document["activities"] if row["kind"] == "bilateral"], 5
    )
    document["activities"].remove(gone)
    free = [p.id for p in instance.people if p.delegation and p.id not in swapped["people"]]
    swapped["people"] = [swapped["people"][0], chance.choice(free)]
    swapped["title"] = cage.canary("activities", swapped["id"], "title")
    asked = {**others[0], "people": chance.sample(free, 2), "topics": [], "track": None}
    asked["id"] = cage.canary("activities", "", "id")
    cage.rows[asked["id"]] = "activities", asked["id"], "id"
    asked["title"] = cage.canary("activities", asked["id"], "title")
    document["activities"].append(asked)
    document["rules"] = []
    document["export"] = {"audiences": ["planner", "delegations", "public"]}
    for row in document["activities"]:
        row["pin_start"] = None  # or nobody who is required could be away
    day = instance.days[0].date
    away = {"person": chance.choice(others[1]["people"]), "state": "busy",
            "start": f"{day}T00:00", "end": f"{day}T23:00",
            "note": cage.canary("availability", "", "note")}  # fmt: skip
    document["availability"].append(away)
    return Instance.model_validate(document)


def strewn(instance: Instance, chance: random.Random, share: float) -> Timetable:
    """Put a share of all activities anywhere: what is written need not be legal."""
    starts = [start + 30 * n for start, _ in instance.windows for n in range(12)]
    placements = []
    for activity in instance.activities:
        place = Placement(activity=activity.id)
        if chance.random() < share:
            start = instance.clock.moment(chance.choice(starts))
            room = chance.choice(instance.rooms).id
            place = Placement(activity=activity.id, start=start, room=room)
        placements.append(place)
    return Timetable(placements=tuple(placements))


def moved(before: Timetable, anywhere: Timetable, chance: random.Random) -> Timetable:
    """Keep some places, take others from elsewhere."""
    there = {place.activity: place for place in before.placements}
    return anywhere.model_copy(
        update={
            "placements": tuple(
                there[p.activity] if p.activity in there and chance.random() < 0.4 else p
                for p in anywhere.placements
            )
        }
    )
