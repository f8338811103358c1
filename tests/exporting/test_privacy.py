"""Nobody is handed what is not theirs: over every writer, and every text of an instance.

Each id and each text of a generated instance is a number of its own, a canary. So whatever a file
says is followed to the row and the column that it comes from. The register of writers says for whom
each file is; what is in the folder and not in the register fails.
"""

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from matplotlib.axes import Axes
from matplotlib.text import Text

from models import Changes, Instance, Outcome, Placement, Timetable
from scheduler.exporting import write_results, writers
from scheduler.exporting.folder import write_files
from scheduler.exporting.writers import ANNOUNCEMENTS, CHARTS, TEXTS, Results, ended
from scheduler.generating import Size, planted
from scheduler.plotting import chart_set
from scheduler.replanning.reasons import with_reasons
from scheduler.viewing.audiences import (
    PUBLIC,
    PUBLIC_KINDS,
    Audience,
    changes_seen_by,
    seen_by,
)
from scheduler.viewing.changes import diff
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
        """Return the titles of what is of a public kind, and the rooms that it is in."""
        instance, timetable = self.results.instance, self.results.timetable
        kinds = {a.id: a.kind for a in instance.activities if a.kind in PUBLIC_KINDS}
        shown = [p for p in timetable.placements if p.activity in kinds and p.start]
        titles = {canary for p in shown for canary in self.cage.of("activities", p.activity)}
        return titles | {canary for p in shown for canary in self.cage.of("rooms", p.room)}

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


@pytest.fixture(scope="module", params=range(3))
def case(request: pytest.FixtureRequest) -> Case:
    """Two days of a summit that was disturbed, with the referee's reasons for what is lost."""
    chance = random.Random(request.param)
    size = Size(heads=8, days=2, bilaterals=24, workshops=4, side_events=2, seed=request.param)
    cage = Cage()
    earlier = caged(planted(size)[0], cage)
    later = disturbed(earlier, cage, chance)
    before = strewn(earlier, chance, 1.0)
    after = with_reasons(later, before, moved(before, strewn(later, chance, 0.5), chance))
    known = {activity.id for activity in later.activities}
    kept = tuple(place for place in after.placements if place.activity in known)
    after = after.model_copy(update={"placements": kept})
    outcome = Outcome(
        status="feasible", wall_seconds=1, seed=0, workers=1, versions={}, instance=later.name,
        instance_sha256=later.sha256, timetable=after,
    )  # fmt: skip
    changes = diff(later, before, after, earlier)
    return Case(cage, (earlier, before), Results(outcome, later, after, changes))


def words(chart: Axes, path: Path) -> None:
    """Write what a chart says, in place of its picture."""
    texts = (text.get_text() for text in chart.figure.findobj(Text))
    path.write_text("\n".join(texts), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything that is written, charts of all delegations among it, as their words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writers, "render", words)
        patch.setattr(writers, "FORMATS", ("svg",))
        patch.setattr(chart_set, "BUSIEST_DELEGATIONS", 99)
        given, out = case.results, tmp_path_factory.mktemp("privacy") / "out"
        write_results(given.outcome, given.instance, out, charts=True, changes=given.changes)
        write_files(given, out, ANNOUNCEMENTS)
        yield out


@pytest.fixture(scope="module")
def register(case: Case, folder: Path) -> dict[str, Any]:
    """Return every file of the register, with its audience, as it was when they were written."""
    files = [file for writer in (*TEXTS, *CHARTS, *ANNOUNCEMENTS) for file in writer(case.results)]
    files.append(ended(case.results.outcome, ()))
    assert len({file.name for file in files}) == len(files)
    return {file.name: file.audience for file in files}


def sections(name: str, text: str, changes: Changes) -> dict[Audience, str]:
    """Cut what is made of sections into what each reader gets."""
    if name == "changes.txt":
        readers = {
            notice.name: Audience("delegation", notice.delegation)
            if notice.delegation
            else Audience("person", notice.people[0])
            for notice in changes.notices
        }
        _, *parts = text.strip().split("\n\n")
        found = {part.partition("\n")[0]: part for part in parts}
        assert found.keys() - readers.keys() <= {"These concern no person of the instance"}
        return {readers[head]: part for head, part in found.items() if head in readers}
    assert name == "itineraries.csv"
    rows: dict[Audience, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        kind = "delegation" if row["delegation"] else "person"
        reader = Audience(kind, row["delegation"] or row["person"])  # type: ignore[arg-type]
        rows[reader] = rows.get(reader, "") + json.dumps(row)
    return rows


def test_every_file_is_registered(folder: Path, register: dict[str, Any]) -> None:
    """What somebody writes beside the register would be there, and is for nobody."""
    assert {path.name for path in folder.iterdir()} == set(register)


def test_nobody_is_handed_what_is_not_theirs(
    case: Case, folder: Path, register: dict[str, Any]
) -> None:
    """In no file, and no section of one, for anybody but planners."""
    changes = case.results.changes
    assert changes is not None
    handed: set[Audience] = set()
    for name, audience in register.items():
        text = (folder / name).read_text(encoding="utf-8")
        if audience == Audience("planner"):
            continue
        parts = sections(name, text, changes) if audience == "sections" else {audience: text}
        for reader, part in parts.items():
            found = set(CANARY.findall(part)) | set(CANARY.findall(name))
            strange = found - case.allowed(reader)
            told = {canary: case.cage.rows[canary] for canary in strange}
            assert not told, f"{name} tells {reader} of {told}: {part}"
            own = case.cage.of("people", reader.id) | case.cage.of("delegations", reader.id)
            assert found & (case.allowed(PUBLIC) if reader == PUBLIC else own)
            handed.add(reader)
    assert {reader.kind for reader in handed} == {"delegation", "person", "public"}


def test_there_is_something_to_hide(case: Case, folder: Path) -> None:
    """Planners' files name, in reasons, whom somebody meets in another's stead."""
    changes = json.loads((folder / "changes.json").read_text(encoding="utf-8"))
    text = sections("changes.txt", (folder / "changes.txt").read_text(), case.results.changes)
    lost = [change for change in changes["changes"] if change["what"] == ["dropped"]]
    assert lost
    named = {name for change in lost for name in CANARY.findall(change["reason"])}
    assert any(named - case.allowed(reader) for reader in text)
    assert "engaged then" in "".join(text.values())
    assert "is cancelled" in "".join(text.values())


def test_what_an_audience_may_see_contains_nothing_else(case: Case) -> None:
    """Whatever is made of a filtered value later, it cannot say more."""
    results = case.results
    assert results.changes is not None
    programme = read_programme(results.timetable, results.instance)
    readers = [Audience("delegation", row.id) for row in results.instance.delegations]
    readers += [Audience("person", p.id) for p in results.instance.people if not p.delegation]
    for reader in readers:
        seen = seen_by(programme, reader)
        changes = changes_seen_by(results.changes, results.instance, reader)
        values = repr(seen) + seen.instance.model_dump_json() + changes.model_dump_json()
        assert set(CANARY.findall(values)) <= case.allowed(reader), reader
    public = seen_by(programme, PUBLIC)
    shown = {case.cage.rows[name] for name in CANARY.findall(repr(public))}
    kinds = {activity.id: activity.kind for activity in results.instance.activities}
    assert {table for table, _, _ in shown} == {"activities", "rooms", "zones"}
    assert {kinds[row] for table, row, _ in shown if table == "activities"} <= PUBLIC_KINDS
