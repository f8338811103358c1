"""Files left by readers are no damage; real damage is named everywhere."""

import json

import pytest

from scheduler.publishing import Store, releases, rollback
from scheduler.publishing.monitoring import read_status

pytestmark = pytest.mark.searches

LITTER = (
    ".~lock.itineraries.csv#",
    "~$timetable.csv",
    ".DS_Store",
    "inputs/Thumbs.db",
    "desktop.ini",
    "timetable.csv~",
    ".Trash-1000/files/rooms.csv",
    "inputs/.~lock.rooms.csv#",
)


def leave(job, *names):
    """Let a reader leave files in the current release."""
    for name in names:
        path = job.current.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("left by a reader")


def waiting(job):
    """Let a candidate wait beside a whole release; return its id."""
    job.run()
    return too_much(job)


def too_much(job):
    """Let a night change more than it may; return the id of the candidate."""
    job.configure('log = "log.jsonl"', "[budget]", "people_told = 0", "moves = 0")
    job.ask(*job.meetings, job.meeting("bd", "b", "d"))
    pending = job.run().pending
    assert pending
    return pending


@pytest.mark.parametrize("name", LITTER)
def test_what_a_reader_leaves_is_no_damage(job, name):
    """No release is made for it, and nothing is said."""
    before = job.run().release
    leave(job, name)
    night = job.run()
    assert (night.ended, night.release, night.warnings) == ("unchanged", before, ())
    assert job.current.damage() == []


def test_a_link_that_an_editor_leaves_is_no_damage(job):
    """Emacs locks with a link that leads nowhere."""
    job.run()
    (job.current.folder / ".#timetable.csv").symlink_to("somebody@somewhere.1234")
    assert job.run().ended == "unchanged"


def test_litter_does_not_go_with_a_copy(job):
    """Neither into a release that is gone back to, nor into one that was approved."""
    first = job.run().release
    leave(job, *LITTER)
    job.ask(*job.meetings[:2])
    job.run()
    rollback(job.store.folder, first)
    pending = waiting(job)
    (job.store.pending().folder / ".DS_Store").write_text("x")
    assert job.run(approve=pending).ended == "published"
    for release in job.store.releases()[2:]:
        assert not [name for name in (*LITTER, ".DS_Store") if (release.folder / name).exists()]
        assert release.damage() == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("harm", ["extra", "altered", "gone"])
def test_damage_does_not_stand_in_the_way_of_an_approval(job, when, harm):
    """Whether the release was damaged before the candidate was made, or since."""
    pending = None if when == "before" else waiting(job)
    if pending is None:
        job.run()
    path = job.current.folder / ("x" if harm == "extra" else "goals.csv")
    if harm == "gone":
        path.unlink()
    else:
        path.touch()
        path.chmod(0o644)
        path.write_text("x")
    pending = pending or too_much(job)
    for _ in range(2):
        night = job.run()
        assert (night.cause, night.pending) == ("approval", pending)
    assert job.run(approve=pending).ended == "published"
    assert job.current.damage() == []
    assert job.run().ended == "unchanged"


def test_a_candidate_stays_what_it_was_when_a_broken_release_is_replaced(job):
    """The name in the report is the name that can be approved."""
    job.run()
    job.ask(*job.meetings[:2])
    job.run()
    (job.current.folder / "timetable.json").unlink()
    pending = too_much(job)
    assert job.current.record.kind == "rollback"
    assert job.run().pending == pending
    assert job.run(approve=pending).ended == "published"
    parent = job.current.record.parent
    assert parent == job.store.releases()[-2].id


def test_damage_is_named_wherever_one_looks(job):
    """In what the night returns, report, status, log, and the record of the release it led to."""
    pending = waiting(job)
    (job.current.folder / "goals.csv").unlink()
    damaged = job.current.id
    night = job.run()
    assert night.pending == pending
    sentence = f"Release {damaged} is damaged: goals.csv is missing."
    folder = job.store.folder
    assert night.warnings == (sentence,)
    assert read_status(folder).warnings == (sentence,)
    assert sentence in (folder / "report.html").read_text()
    log = [json.loads(line) for line in (job.folder / "log.jsonl").read_text().splitlines()]
    assert [line["damage"] for line in log if line["event"] == "damaged"] == [sentence]
    job.run(approve=pending)
    assert sentence in [decision.detail for decision in job.current.record.decisions]
    assert job.run().warnings == ()


def contents(store):
    """Return every file of a store with its content, and when it was written."""
    files = (path for path in store.folder.rglob("*") if path.is_file())
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


@pytest.mark.parametrize("state", ["fresh", "waiting", "other inputs", "no inputs", "damaged"])
def test_an_approval_that_is_refused_changes_nothing(job, state):
    """Status, report and heartbeat are those of the last night, to the byte."""
    asked = "mistyped"
    if state in ("fresh", "damaged"):
        job.run()
    else:
        asked = waiting(job)
        asked = asked if state == "other inputs" else f"{asked}0"
    if state == "other inputs":
        job.ask(*job.meetings[:1])
    if state == "no inputs":
        (job.inputs / "summit.toml").unlink()
    if state == "damaged":
        leave(job, "x")
    before = contents(job.store)
    night = job.run(approve=asked)
    assert (night.ended, night.cause) == ("kept", "approval")
    assert "Nothing was changed." in night.reason
    assert contents(job.store) == before
    assert read_status(job.store.folder).state == (
        "fresh" if state in ("fresh", "damaged") else "stale"
    )


def test_an_approval_makes_no_store(job):
    """Where there was none, there is none."""
    with pytest.raises(Exception, match="a store that summit nightly has made"):
        job.run(approve="anything")
    assert not job.store.folder.exists()


def test_who_approved_is_recorded(job, monkeypatch):
    """A name that was given, else that of the login; nobody where nobody was asked."""
    pending = waiting(job)
    assert job.current.record.by == ""
    job.run(approve=pending, by="  Ngô Thị\tLan\n")
    assert job.current.record.by == "Ngô Thị Lan"
    monkeypatch.setattr("getpass.getuser", lambda: "lan")
    job.ask(*job.meetings[:1])
    job.run(approve=job.run().pending)
    assert job.current.record.by == "lan"
    assert list(releases(job.store.folder)["by"]) == ["", "Ngô Thị Lan", "lan"]
    assert "Approved by lan." in (job.store.folder / "report.md").read_text()
    assert Store(job.store.folder).current().damage() == []
