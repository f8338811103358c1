"""A table that had rows and has none now is not published by a night alone."""

import json

import pytest

from scheduler.publishing.monitoring import read_status

pytestmark = pytest.mark.searches

DAY = "2025-10-25"
STAY = {"person": "d", "start": f"{DAY}T09:00", "end": f"{DAY}T11:00"}


@pytest.fixture
def whole(job):
    """A job with a release of which every table here has rows."""
    kinds = job.meeting("w", "a", kind="workshop")
    rule = {"id": "r", "kind": "apart", "activities": ["ab", "cd"], "weight": 1}
    job.ask(*job.meetings, kinds, availability=[STAY], rules=[rule])
    assert job.run().ended == "published"
    return job


@pytest.mark.parametrize("how", ["gone", "header"])
@pytest.mark.parametrize("table", ["bilaterals", "workshops", "availability", "rules"])
def test_emptied_table_waits_for_approval(whole, table, how):
    """Night after night, told before anything else, until somebody approves."""
    file = whole.inputs / f"{table}.csv"
    if how == "gone":
        file.unlink()
    else:
        file.write_text(file.read_text().splitlines()[0] + "\n")
    first = whole.current.id
    for _ in range(2):
        night = whole.run()
        assert (night.ended, night.cause, whole.current.id) == ("kept", "approval", first)
        for told in (night.reason, night.warnings[0], read_status(whole.store.folder).warnings[0]):
            assert f"The table {table} had " in told
        assert f"The table {table} had " in (whole.store.folder / "report.md").read_text()
    assert whole.run(approve=night.pending, by="Lan").ended == "published"
    record = whole.current.record
    (decision,) = (one for one in record.decisions if one.gate == "tables")
    assert (decision.passed, record.by) == (True, "Lan")
    assert decision.detail.startswith("Approved by Lan. The table")
    after = whole.run()
    assert (after.ended, [w for w in after.warnings if "The table" in w]) == ("unchanged", [])


def test_emptied_people_are_no_withdrawals(whole):
    """Even if everything else would pass: the release stays, and no hint names what is nowhere."""
    file = whole.inputs / "people.csv"
    file.write_text(file.read_text().splitlines()[0] + "\n")
    first = whole.current.id
    night = whole.run()
    assert (night.ended, night.cause, whole.current.id) == ("kept", "input", first)
    text = json.dumps([night.conflict, night.warnings])
    assert "'a' (in " in text
    assert "did you mean" not in text
