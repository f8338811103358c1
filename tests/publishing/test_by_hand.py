"""What people decide: approving a candidate, going back."""

import pytest

from models import InstanceError
from scheduler.publishing import rollback

pytestmark = pytest.mark.searches


def test_too_many_changes_wait_for_approval(job):
    """The candidate keeps its name from night to night, until it is approved."""
    before = job.run().release
    job.configure("[budget]", "people_told = 0")
    job.ask(*job.meetings[:2])
    first, again = job.run(), job.run()
    assert (first.ended, first.cause, first.release) == ("kept", "approval", before)
    assert first.pending == again.pending is not None
    report = (job.store.folder / "report.md").read_text()
    assert first.pending in report
    assert "Meeting ac" in report
    assert job.run(approve="nothing").cause == "approval"
    night = job.run(approve=first.pending)
    assert night.ended == "published"
    assert job.current.record.kind == "approved"
    assert job.current.damage() == []
    assert job.store.pending() is None
    assert job.run().ended == "unchanged"


def test_approval_counts_for_the_same_inputs_only(job):
    """Exactly the approved candidate is published, or nothing."""
    before = job.run().release
    job.configure("[budget]", "moves = 0")
    job.ask(*job.meetings[:2])
    waiting = job.run().pending
    job.ask(*job.meetings[:1])
    night = job.run(approve=waiting)
    assert (night.ended, night.release, night.cause) == ("kept", before, "approval")
    assert job.run().pending != waiting


def test_a_raised_budget_lets_a_candidate_pass(job):
    """It is not planned again."""
    job.run()
    job.configure("[budget]", "moves = 0")
    job.ask(*job.meetings[:2])
    waiting = job.run()
    found = job.store.pending().timetable
    job.configure()
    assert waiting.pending
    assert job.run().ended == "published"
    assert job.current.timetable == found


def test_inputs_that_return_withdraw_the_candidate(job):
    """A candidate for old inputs does not wait any longer."""
    job.run()
    job.configure("[budget]", "moves = 0")
    job.ask(*job.meetings[:2])
    assert job.run().pending
    job.ask(*job.meetings)
    assert job.run().ended == "unchanged"
    assert job.store.pending() is None


def test_a_release_by_hand_stays_until_the_inputs_change(job):
    """Planning the same inputs again would only undo what somebody chose."""
    first = job.run().release
    job.ask(*job.meetings[:2])
    job.run()
    made = rollback(job.store.folder, first)
    assert job.current.id == made
    assert job.current.record.of == first
    night = job.run()
    assert night.release == made
    assert night.ended in ("unchanged", "kept")
    job.ask(*job.meetings[:1])
    assert job.run().ended == "published"


def test_rollback_refuses_what_is_current_unknown_or_damaged(job):
    """One message, and nothing is written."""
    first = job.run().release
    with pytest.raises(InstanceError, match="current one"):
        rollback(job.store.folder, first)
    with pytest.raises(InstanceError, match="allowed"):
        rollback(job.store.folder, "999999-2026-01-01")
    job.ask(*job.meetings[:2])
    job.run()
    path = job.store.release(first).folder / "goals.csv"
    path.chmod(0o644)
    path.write_text("x")
    with pytest.raises(InstanceError, match=r"goals\.csv"):
        rollback(job.store.folder, first)
    assert job.current.number == 2


def test_charts_go_with_a_release_and_its_rollback(job):
    """All of them, with one of what changed, where there is something to compare with."""
    job.configure()
    job.toml.write_text(job.toml.read_text().replace("charts = false", "charts = true"))
    first = job.run().release
    assert (job.current.folder / "overview.pdf").exists()
    assert not list(job.current.folder.glob("changes-chart.*"))
    job.ask(*job.meetings[:2])
    assert job.run().ended == "published"
    assert len(list(job.current.folder.glob("changes-chart.*"))) == 3
    rollback(job.store.folder, first)
    assert len(list(job.current.folder.glob("changes-chart.*"))) == 3
    assert job.current.damage() == []
    job.ask(*job.meetings, title="Another title")
    assert job.run().ended == "published"
    assert not list(job.current.folder.glob("changes-chart.*"))
