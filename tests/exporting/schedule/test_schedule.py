"""The public schedule keeps to the schemas that its readers keep to, whatever is typed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from models import Calendars, Instance, Language
from scheduler.exporting.calendars import advanced
from scheduler.exporting.editions import Edition, edition
from scheduler.exporting.schedule.document import acronym, schedule_document, slug
from scheduler.exporting.schedule.writer import schedule, schedule_json
from scheduler.exporting.schedule.xml import schedule_xml
from scheduler.viewing.audiences import PLANNER, PUBLIC
from scheduler.viewing.programme import Programme
from tests.hostile import HOSTILE

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"

Plan = Callable[..., Programme]
Remade = Callable[..., Instance]


@pytest.fixture(scope="module")
def schemas() -> tuple[jsonschema.Draft6Validator, etree.XMLSchema]:
    document = json.loads((SCHEMAS / "c3voc-schedule.schema.json").read_text(encoding="utf-8"))
    known = jsonschema.Draft6Validator(document, format_checker=jsonschema.FormatChecker())
    return known, etree.XMLSchema(etree.parse(SCHEMAS / "c3voc-schedule.xsd"))


def public(
    programme: Programme, language: Language = "en", before: Calendars | None = None
) -> Edition:
    kept = advanced(before, programme)
    return edition(programme, PUBLIC, language, goals={}, calendars=kept)


def valid(made: Edition, schemas: tuple[Any, Any]) -> dict[str, Any]:
    """Return the conference, which is the same in both files and keeps to both schemas."""
    document = json.loads(schedule_json(made))
    faults = [error.message for error in schemas[0].iter_errors(document)]
    root = etree.fromstring(schedule_xml(schedule_document(made)))
    schemas[1].validate(root)
    faults += [entry.message for entry in schemas[1].error_log]
    assert not faults
    conference = document["schedule"]["conference"]
    events = {event["guid"]: event for event in events_of(conference)}
    assert {event.get("guid") for event in root.iter("event")} == set(events)
    for event in root.iter("event"):
        same = ("title", "room", "date", "start", "duration", "slug", "track")
        assert all((event.findtext(n) or "") == events[event.get("guid")][n] for n in same)
    return conference


def events_of(conference: dict[str, Any]) -> list[dict[str, Any]]:
    return [event for day in conference["days"] for room in day["rooms"].values() for event in room]


def test_the_schedule_has_what_is_public(plan: Plan, schemas: tuple[Any, Any]) -> None:
    """With the hours of the event; no bilateral, no name of anybody."""
    made = public(plan())
    conference = valid(made, schemas)
    assert (conference["acronym"], conference["daysCount"]) == ("tiny", 1)
    assert conference["time_zone_name"] == "Asia/Ho_Chi_Minh"
    shown = [(e["title"], e["date"], e["duration"], e["room"]) for e in events_of(conference)]
    assert sorted(shown) == [
        ("Closing", "2025-10-25T11:30:00+07:00", "00:30", "Hall"),
        ("Evidence in the cloud", "2025-10-25T10:30:00+07:00", "01:00", "Study"),
        ("Evidence on phones", "2025-10-25T09:30:00+07:00", "01:00", "Study"),
        ("Opening", "2025-10-25T09:00:00+07:00", "00:30", "Hall"),
    ]
    text = schedule_json(made) + schedule_xml(schedule_document(made)).decode()
    assert not re.search("Avalon|Brigadoon|Host|BOOTH|Booths", text)
    assert [file.name for file in schedule(made)] == ["schedule.json", "schedule.xml"]


def test_nobody_else_has_it(plan: Plan) -> None:
    whole = plan()
    planners = edition(whole, PLANNER, "en", goals={}, calendars=advanced(None, whole))
    assert not list(schedule(planners))


def test_a_guid_is_for_ever_and_the_version_is_of_what_is_seen(plan: Plan) -> None:
    """A workshop moves; later a bilateral does, which nobody outside can see."""
    first = public(plan())
    moved = public(plan(W1="09:30 HALL 1"), before=advanced(None, plan()))
    private = public(
        plan(W1="09:30 HALL 1", b1="11:00 BOOTH 1"),
        before=advanced(advanced(None, plan()), plan(W1="09:30 HALL 1")),
    )
    documents = [schedule_document(made) for made in (first, moved, private)]
    versions = [document["schedule"]["version"] for document in documents]
    assert versions[0] != versions[1] == versions[2]
    for name in ("guid", "id", "slug"):
        ids = [
            {e["title"]: e[name] for e in events_of(document["schedule"]["conference"])}
            for document in documents
        ]
        assert ids[0] == ids[1] == ids[2]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_breaks_the_files(
    text: str, plan: Plan, remade: Remade, schemas: tuple[Any, Any]
) -> None:
    rooms = [{"id": "HALL", "name": text, "capacity": 40}, {"id": "STUDY", "name": text,
             "capacity": 20}, {"id": "BOOTH", "name": text, "capacity": 4, "units": 2}]  # fmt: skip
    titles = {name: {"title": text, "track": text} for name in ("W1", "W2", "OPEN")}
    instance = remade(titles, rooms=rooms, title=text)
    conference = valid(public(plan(instance), "vi"), schemas)
    assert len(events_of(conference)) == 4
    assert len({room["name"] for room in conference["rooms"]}) == 2
    assert conference["title"] == instance.title


def test_names_become_slugs() -> None:
    """An acronym has four letters at least, whatever the event is called."""
    assert slug("Đêm hội – Côte d'Ivoire") == "dem-hoi-cote-d-ivoire"
    assert slug("中国") == ""
    assert [acronym(name) for name in ("hanoi-2025", "un", "中国")] == [
        "hanoi_2025", "un_summit", "summit",
    ]  # fmt: skip
