"""Who decides by hand sees first what it means, and is in the record; dates are local."""

from datetime import UTC, datetime, timedelta

import pytest

from models import InstanceError
from scheduler.checking import check
from scheduler.publishing import (
    foresee_approval,
    foresee_rollback,
    releases,
    rollback,
    store,
)
from scheduler.publishing.monitoring import read_status

pytestmark = pytest.mark.searches


def shut(job):
    """Publish a release, then one for inputs that the first cannot keep; return the first."""
    first = job.run().release
    late = next(p for p in job.current.timetable.placements if p.activity == "ab").start
    morning = [
        f"{late:%Y-%m-%d}T09:00",
        late,
        late + timedelta(minutes=30),
        f"{late:%Y-%m-%d}T11:00",
    ]
    stays = [s for s in (morning[:2], morning[2:]) if str(s[0])[11:16] != str(s[1])[11:16]]
    job.ask(*job.meetings, availability=[{"person": "a", "start": s, "end": e} for s, e in stays])
    assert job.run().ended == "published"
    return first


def test_going_back_shows_what_breaks_today_and_whom_to_tell(job):
    """The forecast comes true; and nothing is written for it."""
    first = shut(job)
    before = sorted(job.store.folder.rglob("*"))
    foreseen = foresee_rollback(job.store.folder, first)
    assert sorted(job.store.folder.rglob("*")) == before
    today = job.store.releases()[1].instance
    found = check(today, job.store.release(first).timetable).violations
    assert foreseen.broken == tuple(violation.message for violation in found) != ()
    assert "Head of a" in foreseen.told
    sentences = list(foreseen.sentences())
    assert sentences[0] == f"Release {first} breaks {len(found)} hard rule of today:"
    made = rollback(job.store.folder, first, by="Lan")
    table = (job.store.release(made).folder / "changes.csv").read_text()
    assert foreseen.changes == len(table.splitlines()) - 1


def test_going_back_is_signed_and_not_called_fresh_if_it_breaks_rules(job):
    """Record, report, list and status say who, and what is broken."""
    first = shut(job)
    made = rollback(job.store.folder, first, by="Lan")
    record = job.current.record
    assert (record.id, record.by) == (made, "Lan")
    assert [(d.gate, d.passed) for d in record.decisions] == [
        ("rollback", True),
        ("hard rules", False),
    ]
    status = read_status(job.store.folder)
    assert status.state == "stale"
    assert f"Back to {first}, by Lan. It breaks 1 hard rule of today." == status.reason
    assert len(status.conflict) == 1
    assert "Lan" in (job.store.folder / "report.md").read_text()
    assert list(releases(job.store.folder)["by"]) == ["", "", "Lan"]
    assert job.run().conflict == status.conflict


def test_the_rules_of_today_are_those_of_the_inputs_as_they_are_now(job):
    """Also if no night has read them yet; if they cannot be read, whose they are is said."""
    first = job.run().release
    job.ask(*job.meetings[:2])
    job.run()
    assert foresee_rollback(job.store.folder, first).broken == ()
    job.ask(*job.meetings[:2], job.meeting("bd", "b", "d", optional=False))
    assert len(foresee_rollback(job.store.folder, first).broken) == 1
    (job.inputs / "summit.toml").rename(job.folder / "summit.toml")
    foreseen = next(foresee_rollback(job.store.folder, first).sentences())
    assert foreseen.endswith(f"of {job.current.id} (today's inputs cannot be read).")


def test_going_back_withdraws_what_waits(job):
    """It was compared with a release that is current no longer."""
    first = job.run().release
    job.ask(*job.meetings[:2])
    job.run()
    job.configure("[budget]", "people_told = 0")
    job.ask(*job.meetings[:1])
    assert job.run().pending
    rollback(job.store.folder, first)
    assert job.store.pending() is None
    assert read_status(job.store.folder).pending is None


def test_an_approval_shows_whom_to_tell(job):
    """And nothing is foreseen of what does not wait."""
    job.run()
    job.configure("[budget]", "people_told = 0")
    job.ask(*job.meetings[:2])
    pending = job.run().pending
    foreseen = foresee_approval(job.toml, pending)
    assert set(foreseen.told) == {"Head of a", "Head of c"}
    assert foreseen.broken == ()
    assert foresee_approval(job.toml, "mistyped") is None
    assert job.run(approve=pending).ended == "published"
    assert job.current.record.counts.people_told == len(foreseen.told)


def test_what_cannot_be_gone_back_to_is_foreseen_as_such(job):
    """With the same message as going back itself."""
    first = job.run().release
    with pytest.raises(InstanceError, match="current one"):
        foresee_rollback(job.store.folder, first)


def test_a_release_has_the_date_of_the_place(job, monkeypatch):
    """At half past two in Hanoi it is still yesterday in UTC."""

    class Night(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 10, 13, 19, 30, tzinfo=UTC)

    for module in ("store", "trial", "upkeep"):
        monkeypatch.setattr(f"scheduler.publishing.{module}.datetime", Night)
    first = job.run().release
    assert first == "000001-2025-10-14"
    assert job.current.record.made.isoformat() == "2025-10-14T02:30:00+07:00"
    report = (job.store.folder / "report.md").read_text()
    assert "2025-10-14 02:30 (Asia/Ho\\_Chi\\_Minh)" in report
    assert releases(job.store.folder)["made"][0] == datetime(2025, 10, 13, 19, 30, tzinfo=UTC)
    job.ask(*job.meetings[:2])
    job.run()
    assert rollback(job.store.folder, first) == "000003-2025-10-14"
    assert store.Store(job.store.folder).current().record.made.hour == 2


@pytest.mark.parametrize("how", ["deleted", "cancelled", "withdrawn"])
def test_going_back_names_what_today_does_not_have(job, how):
    """Breaking no rule is not consent: what is gone from the tables is said before it is told."""
    first = job.run().release
    job.ask(*job.meetings[:2])
    job.run()
    if how == "deleted":
        job.ask(*job.meetings[1:])
    elif how == "cancelled":
        job.ask(job.meeting("ab", "a", "b", state="cancelled"), *job.meetings[1:])
    else:
        people = [
            {"id": p, "name": p} | ({"state": "withdrawn"} if p == "b" else {}) for p in "abcd"
        ]
        job.ask(*job.meetings, people=people)
    foreseen = foresee_rollback(job.store.folder, first)
    assert foreseen.lost == ("'Meeting ab' (ab)",)
    text = "\n".join(foreseen.sentences())
    assert "gives a place to 1 that the inputs of today no longer have" in text
    assert f"({foreseen.people} people in all)" in text
    job.ask(*job.meetings)
    assert foresee_rollback(job.store.folder, first).lost == ()
