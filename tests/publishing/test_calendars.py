"""Calendars go on from release to release, whichever of them is current."""

import re
from datetime import UTC

import pytest

from scheduler.publishing import rollback

pytestmark = pytest.mark.searches

ASKED = {"audiences": ["planner"]}


def events(job):
    """Return summary -> (UID, SEQUENCE, DTSTAMP) of a person's calendar in the current release."""
    folder = job.current.folder / "exports" / "planner" / "en" / "calendars"
    found = {}
    for event in (folder / "person-c.ics").read_text(encoding="utf-8").split("BEGIN:VEVENT")[1:]:
        values = dict(re.findall(r"^(SUMMARY|UID|SEQUENCE|DTSTAMP):(.*)$", event, re.MULTILINE))
        found[values["SUMMARY"]] = values["UID"], int(values["SEQUENCE"]), values["DTSTAMP"]
    return found


def test_a_meeting_is_the_same_in_every_release(job):
    """It is cancelled in the second; going back to the first is a third version, not the first."""
    job.ask(*job.meetings[:2], export=ASKED)
    job.configure()
    first = job.run().release
    name = job.meetings[1].title
    uid, sequence, stamp = events(job)[name]
    made = job.current.record.made.astimezone(UTC)
    assert (sequence, stamp) == (0, f"{made:%Y%m%dT%H%M%SZ}")
    job.ask(*job.meetings[:1], export=ASKED)
    job.run()
    assert events(job)[f"Cancelled: {name}"][:2] == (uid, 1)
    job.ask(*job.meetings[:1], title="Nothing is asked for")
    job.run()
    assert not (job.current.folder / "exports").exists()
    assert rollback(job.store.folder, first)
    assert events(job)[name][:2] == (uid, 2)
    assert job.current.damage() == []
