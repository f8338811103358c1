"""A night publishes what passes every gate, and nothing else."""

import json
import shutil
from datetime import timedelta

import pytest

from models import GoalResult, Outcome
from scheduler.checking import check
from scheduler.publishing import planning
from scheduler.publishing.monitoring import read_status, write_status

pytestmark = pytest.mark.searches


@pytest.fixture
def answers(monkeypatch):
    """Let the planner answer with a given timetable, or end without one."""

    def give(timetable, *, status="feasible", bound=0):
        def plan(instance, last, config):
            goals = (GoalResult(goal="coverage", tier=1, weight=1, value=0, bound=bound),)
            return Outcome(
                status=status,
                goals=goals,
                wall_seconds=0.1,
                seed=0,
                workers=1,
                versions={},
                instance=instance.name,
                instance_sha256=instance.sha256,
                message=f"Stub: {status}.",
                timetable=timetable,
            )

        monkeypatch.setattr(planning, "plan", plan)

    return give


def test_first_night_publishes(job):
    """Without a release there is nothing to compare with."""
    night = job.run()
    assert (night.ended, night.release) == ("published", job.current.id)
    assert job.current.damage() == []
    assert job.current.record.counts.people_told == 0
    assert read_status(job.store.folder).state == "fresh"


def test_same_inputs_publish_nothing(job):
    """The hash is compared, and it is said."""
    before = job.run().release
    night = job.run()
    assert (night.ended, night.release) == ("unchanged", before)
    assert "hash" in night.reason
    assert [release.id for release in job.store.releases()] == [before]


def test_new_inputs_publish_with_the_diff(job):
    """What changed and who is told is in the record, the table and both reports."""
    job.run()
    job.ask(*job.meetings[:2], job.meeting("bd", "b", "d"))
    assert job.run().ended == "published"
    counts = job.current.record.counts
    assert (counts.cancelled, counts.added) == (1, 1)
    for name in ("changes.csv", "report.md", "report.html"):
        assert "Meeting bd" in (job.current.folder / name).read_text()
    assert "no longer in the instance" in (job.store.folder / "report.md").read_text()
    assert not check(job.current.instance, job.current.timetable).violations


def test_inputs_are_copied_as_they_were(job):
    """The copy in the release is byte for byte what was read."""
    job.run()
    for path in job.inputs.iterdir():
        if path.suffix in (".csv", ".toml"):
            assert (job.current.folder / "inputs" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("harm", ["vanish", "break", "empty"])
def test_unusable_inputs_keep_the_last_release(job, harm):
    """It is stale, with every fault, until the inputs are readable again."""
    before = job.run().release
    spare = job.folder / "spare"
    job.inputs.rename(spare)
    if harm != "vanish":
        shutil.copytree(spare, job.inputs)
        damaged = job.inputs / ("bilaterals.csv" if harm == "break" else "summit.toml")
        damaged.write_text(
            "id,title,minutes,people\nx,X,half,a\ny,Y,ten,b\n" if harm == "break" else ""
        )
    night = job.run()
    assert (night.ended, night.release, night.cause) == ("kept", before, "input")
    assert len(night.conflict) >= (2 if harm == "break" else 1)
    status = read_status(job.store.folder)
    assert (status.state, status.release) == ("stale", before)
    shutil.rmtree(job.inputs, ignore_errors=True)
    spare.rename(job.inputs)
    assert job.run().ended == "unchanged"
    assert read_status(job.store.folder).state == "fresh"


def test_stale_since_the_first_night_that_failed(job):
    """A second failure does not move the beginning of the first."""
    job.run()
    job.inputs.rename(job.folder / "spare")
    job.run()
    stale = read_status(job.store.folder)
    job.run()
    assert read_status(job.store.folder).since == stale.since
    ahead = stale.since + timedelta(days=400)  # the clock was, in the night before
    write_status(job.store.folder, stale.model_copy(update={"since": ahead}))
    job.run()
    assert read_status(job.store.folder).since < ahead


def test_nothing_to_keep_before_the_first_release(job):
    """There is no release, and none is made up."""
    shutil.rmtree(job.inputs)
    night = job.run()
    assert (night.ended, night.release) == ("nothing", None)
    assert read_status(job.store.folder).state == "none"


def test_infeasible_inputs_keep_the_last_release_and_say_why(job):
    """Two heads have to meet more often than there are half-hours left."""
    before = job.run().release
    must = [job.meeting(name, "a", "b", optional=False) for name in ("m1", "m2", "m3", "m4")]
    job.ask(*job.meetings, *must)
    night = job.run()
    assert (night.ended, night.release, night.cause) == ("kept", before, "infeasible")
    told = (job.store.folder / "report.html").read_text()
    assert any("m1" in sentence for sentence in night.conflict)
    assert "m1" in told


def test_a_broken_hard_rule_is_never_published(job, answers):
    """The referee has the last word, whatever the planner says."""
    job.run()
    job.ask(job.meetings[0])
    answers(job.placed(job.at("OPEN", "09:00", "HALL"), job.at("ab", "09:00")))
    night = job.run()
    assert night.cause == "gates"
    assert [d.gate for d in night.decisions if not d.passed] == ["hard rules"]


def test_a_request_left_out_for_nothing_is_not_published(job, answers):
    """It could stay where it was: both gates, coverage and reasons, refuse this."""
    before = job.run().release
    job.ask(*job.meetings, job.meeting("bd", "b", "d", optional=True))
    kept = [p for p in job.current.timetable.placements if p.activity != "ab"]
    answers(job.placed(*kept))
    night = job.run()
    assert (night.ended, night.release) == ("kept", before)
    assert [d.gate for d in night.decisions if not d.passed] == ["coverage", "reasons"]


def test_a_request_lost_for_a_reason_is_published_with_it(job):
    """A head leaves early: those who were to meet them are told the reason."""
    job.run()
    lost = next(p for p in job.current.timetable.placements if p.activity == "ab")
    present = [{"person": "a", "start": "2025-10-25T09:00", "end": "2025-10-25T09:30"}]
    job.ask(*job.meetings, availability=present)
    assert lost.start is not None
    assert job.run().ended == "published"
    record = job.current.record
    assert record.counts.dropped == 2
    assert record.coverage == record.coverage_before == 4
    assert "a" in (job.current.folder / "changes.csv").read_text().split("not ")[-1]


@pytest.mark.parametrize(
    ("status", "cause"), [("unknown", "no timetable"), ("cancelled", "no timetable")]
)
def test_no_timetable_keeps_the_last_release(job, answers, status, cause):
    """A search that was stopped is not good enough either."""
    before = job.run().release
    job.ask(*job.meetings[:2])
    answers(None, status=status)
    night = job.run()
    assert (night.ended, night.release, night.cause) == ("kept", before, cause)


def test_inputs_changed_while_planning_count_the_next_night(job, monkeypatch):
    """The release holds what was read, and the next night sees the change."""
    job.run()
    job.ask(*job.meetings[:2])
    plan = planning.plan

    def meddle(instance, last, config):
        job.ask(*job.meetings[:1])
        return plan(instance, last, config)

    monkeypatch.setattr(planning, "plan", meddle)
    assert job.run().ended == "published"
    assert job.current.damage() == []
    assert len(job.current.instance.activities) == 3
    assert job.run().ended == "published"
    assert len(job.current.instance.activities) == 2


def test_a_pruned_store_keeps_the_newest(job):
    """As many as were asked for, the current one among them."""
    job.configure("keep = 2")
    for number in range(4):
        job.ask(*job.meetings[: number % 2 + 1])
        job.run()
    kept = [release.number for release in job.store.releases()]
    assert kept == [3, 4]
    assert job.current.number == 4


def test_heartbeat_and_log_say_what_is_going_on(job):
    """Both are where the configuration says, each line a document."""
    job.configure('heartbeat = "run/beat.json"', 'log = "log/night.jsonl"')
    job.run()
    beat = json.loads((job.folder / "run" / "beat.json").read_text())
    assert (beat["phase"], beat["ended"]) == ("ended", "published")
    assert beat["at"] < beat["due"]
    events = [
        json.loads(line)["event"]
        for line in (job.folder / "log" / "night.jsonl").read_text().splitlines()
    ]
    assert events[0] == "started"
    assert events[-1] == "ended"
