"""Somebody is away from what must take place: the night plans the rest, and says so first."""

import json

import pytest

from models import Activity
from scheduler.checking import check
from scheduler.explaining.absences import absences
from scheduler.files import load_instance
from scheduler.publishing.absences import planned_without
from scheduler.publishing.monitoring import read_status

pytestmark = pytest.mark.searches

DAY = "2025-10-25"


def stay(person, start, end, state="present"):
    """Return when somebody is there, or busy elsewhere."""
    return {"person": person, "start": f"{DAY}T{start}", "end": f"{DAY}T{end}", "state": state}


LATE = stay("a", "09:10", "11:00")
TALKS = {"id": "T", "kind": "workshop", "title": "Talks", "minutes": 30}
SPAN = [{"start": f"{DAY}T10:00", "end": f"{DAY}T10:30"}]


@pytest.mark.parametrize(
    ("rows", "away", "expected"),
    [
        ({}, [LATE], [("OPEN", "a")]),
        ({}, [stay("a", "09:00", "09:15", "busy")], [("OPEN", "a")]),
        ({}, [LATE, stay("b", "10:00", "11:00")], [("OPEN", "a"), ("OPEN", "b")]),
        ({"people": "a", "spans": SPAN}, [stay("a", "09:00", "10:10")], [("T", "a")]),
        ({"people": "a"}, [stay("a", "12:00", "13:00")], [("OPEN", "a"), ("T", "a")]),
        ({"people": "a", "optional": True}, [stay("a", "09:00", "09:30")], []),
        (  # never together, but neither is away throughout
            {"people": "a;b"},
            [stay("a", "09:00", "10:00"), stay("b", "09:00", "09:30"), stay("b", "10:00", "11:00")],
            [],
        ),
        ({"people": "a", "minutes": 300}, [stay("a", "09:00", "10:00")], []),  # the day's fault
    ],
)
def test_absences_are_those_that_nothing_else_can_help(job, rows, away, expected):
    """Pinned, in a span, or anywhere: a person who must attend has no time for it."""
    instance = job.ask(Activity(**{**TALKS, **rows}), availability=away)
    assert [(found.activity.id, found.person) for found in absences(instance)] == expected


def test_night_holds_a_ceremony_without_who_is_away(job):
    """It is published; the first thing in the report, the status and the log is who is away."""
    job.run()
    stated = job.ask(*job.meetings, availability=[LATE])
    night = job.run()
    assert night.ended == "published"
    (sentence,) = night.warnings
    assert "Head of a (a) must attend 'Opening' (OPEN)" in sentence
    assert "planned without them" in sentence
    assert read_status(job.store.folder).warnings == night.warnings
    lines = (job.store.folder / "report.md").read_text(encoding="utf-8").splitlines()
    assert "Head of a" in next(line for line in lines[1:] if line)
    broken = check(stated, job.current.timetable).violations
    assert [(v.rule, v.subject) for v in broken] == [("person-availability", "a")]
    assert not check(planned_without(stated), job.current.timetable).violations
    told = json.loads((job.current.folder / "changes.json").read_text(encoding="utf-8"))
    opening = next(change for change in told["changes"] if change["activity"] == "OPEN")
    assert (opening["what"], opening["tell"]) == (["people"], ["a"])


def test_release_says_so_every_night_and_can_be_compared(job):
    """What was planned without somebody is the same night after night, until the tables change."""
    other = stay("d", "09:00", "11:00")
    job.ask(*job.meetings, availability=[LATE, other])
    first, second = job.run(), job.run()
    assert (first.ended, second.ended) == ("published", "unchanged")
    assert second.warnings == first.warnings != ()
    assert load_instance(job.inputs).sha256 != job.current.record.instance_sha256
    job.ask(*job.meetings, availability=[other])
    assert (job.run().warnings, job.current.record.counts.people) == ((), 1)


def test_meeting_of_somebody_away_is_left_out(job):
    """A bilateral cannot be held without a side, though it must take place."""
    fixed = {"optional": False, "pin_start": f"{DAY}T10:00"}
    job.ask(
        job.meeting("ab", "a", "b", **fixed),
        job.meeting("cd", "c", "d"),
        availability=[stay("a", "09:00", "09:50")],
    )
    night = job.run()
    assert night.ended == "published"
    assert "'Meeting ab' (ab) is left out" in night.warnings[0]
    placed = {place.activity for place in job.current.timetable.placements if place.start}
    assert placed == {"OPEN", "cd"}


def test_candidate_planned_without_somebody_can_be_approved(job):
    """It waits, over the budget, and is still the same in the morning."""
    job.configure("[budget]", "people_told = 0")
    job.run()
    job.ask(*job.meetings, availability=[LATE])
    waits = job.run()
    assert waits.pending
    assert "Head of a" in waits.warnings[0]
    assert job.run(approve=waits.pending).ended == "published"
