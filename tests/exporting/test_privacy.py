"""Nobody is handed what is not theirs: over every writer, and every text of an instance.

Each id and each text of a generated instance is a number of its own, a canary. So whatever a file
says is followed to the row and the column that it comes from. The register of writers says for whom
each file is; what is in the folder and not in the register fails.
"""

import csv
import io
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from models import Changes, Outcome, Request
from scheduler.exporting import advanced, write_results, writers
from scheduler.exporting.booklet import writer
from scheduler.exporting.editions import asked_for, edition
from scheduler.exporting.folder import exported, write_files
from scheduler.exporting.writers import ANNOUNCEMENTS, CHARTS, TEXTS, Results, ended
from scheduler.files import ACCOUNT
from scheduler.generating import Size, planted
from scheduler.plotting import chart_set, drawing
from scheduler.replanning.reasons import with_losses
from scheduler.solving.unmet import with_reasons
from scheduler.viewing.audiences import (
    PLANNER,
    PUBLIC,
    PUBLIC_KINDS,
    Audience,
    changes_seen_by,
    members,
    seen_by,
)
from scheduler.viewing.calendars import calendars_seen_by
from scheduler.viewing.changes import diff
from scheduler.viewing.programme import read_programme
from tests.exporting.cage import (
    CANARY,
    Cage,
    Case,
    caged,
    disturbed,
    moved,
    strewn,
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
    after = with_losses(later, before, moved(before, strewn(later, chance, 0.5), chance))
    known = {activity.id for activity in later.activities}
    kept = tuple(place for place in after.placements if place.activity in known)
    after = with_reasons(later, Request(), after.model_copy(update={"placements": kept}))
    outcome = Outcome(
        status="feasible", wall_seconds=1, seed=0, workers=1, versions={}, instance=later.name,
        instance_sha256=later.sha256, timetable=after,
    )  # fmt: skip
    changes = diff(later, before, after, earlier)
    return Case(cage, (earlier, before), Results(outcome, later, after, changes))


def words(figure: Figure, _: str) -> bytes:
    """Return what a chart says, in place of its picture."""
    texts = (text.get_text() for text in figure.findobj(Text))
    return "\n".join(texts).encode()


@pytest.fixture(scope="module")
def folder(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything that is written, charts of all delegations among it, as their words."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "encoded", words)
        patch.setattr(writers, "FORMATS", ("svg",))
        patch.setattr(writer, "set_pages", lambda content: json.dumps(content).encode())
        patch.setattr(chart_set, "BUSIEST_DELEGATIONS", 99)
        given, out = case.results, tmp_path_factory.mktemp("privacy") / "out"
        write_results(
            given.outcome,
            given.instance,
            out,
            charts=True,
            changes=given.changes,
            before=case.calendars,
        )
        write_files(given, out, ANNOUNCEMENTS)
        yield out


@pytest.fixture(scope="module")
def register(case: Case, folder: Path) -> dict[str, Any]:
    """Return every file of the register, with its audience, as it was when they were written."""
    files = [file for writer in (*TEXTS, *CHARTS, *ANNOUNCEMENTS) for file in writer(case.results)]
    files.append(ended(case.results.outcome, ()))
    assert len({file.name for file in files}) == len(files)
    return {file.name: file.audience for file in files} | dict(registered_exports(case))


def registered_exports(case: Case) -> Iterator[tuple[str, Any]]:
    """Yield what the instance asks for; planners have what is for others, too, to hand it on."""
    whole = read_programme(case.results.timetable, case.results.instance)
    kept = advanced(case.calendars, whole)
    yield ACCOUNT, PLANNER
    for audience, language in asked_for(case.results.instance):
        files = list(exported(edition(whole, audience, language, goals={}, calendars=kept)))
        assert len({file.name for file in files}) == len(files)
        others = {file.audience for file in files} - {audience}
        assert audience == PLANNER or others <= people_of(case, audience)
        for file in files:
            name = f"exports/{str(audience).replace(':', '-')}/{language}/{file.name}"
            yield name, file.audience


def people_of(case: Case, audience: Audience) -> set[Audience]:
    """Return the audiences that are one person of a delegation each."""
    return {Audience("person", name) for name in members(case.results.instance, audience)}


def text_of(path: Path) -> str:
    """Return what a file says; of a workbook, what all its parts say; of a calendar, unfolded."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes().decode().replace("\r\n ", "")
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist())


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
    written = (path for path in folder.rglob("*") if path.is_file())
    assert {str(path.relative_to(folder)) for path in written} == set(register)


def test_nobody_is_handed_what_is_not_theirs(
    case: Case, folder: Path, register: dict[str, Any]
) -> None:
    """In no file, and no section of one, for anybody but planners."""
    changes = case.results.changes
    assert changes is not None
    handed: set[Audience] = set()
    for name, audience in register.items():
        text = text_of(folder / name)
        if audience == PLANNER:
            continue
        parts = sections(name, text, changes) if audience == "sections" else {audience: text}
        for reader, part in parts.items():
            found = set(CANARY.findall(part)) | set(CANARY.findall(Path(name).name))
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
        kept = calendars_seen_by(advanced(case.calendars, programme), reader)
        values = repr(seen) + seen.instance.model_dump_json() + changes.model_dump_json()
        values += kept.model_dump_json()
        assert set(CANARY.findall(values)) <= case.allowed(reader), reader
    public = seen_by(programme, PUBLIC)
    shown = {case.cage.rows[name] for name in CANARY.findall(repr(public))}
    kinds = {activity.id: activity.kind for activity in results.instance.activities}
    assert {table for table, _, _ in shown} == {"activities", "rooms", "zones"}
    assert {kinds[row] for table, row, _ in shown if table == "activities"} <= PUBLIC_KINDS
