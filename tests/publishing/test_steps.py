"""Every step on disk may be the last: killed there, or with a full disk, nothing is lost.

The steps are those of a real run; planning and the tables, which take most of its time, are
stood in for.
"""

import os
import resource
import shutil
import signal
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from scheduler import tables
from scheduler.exporting import writers
from scheduler.publishing import planning, prune, rollback, trial
from scheduler.publishing.monitoring import read_status
from tests.publishing.steps import (
    DONE,
    Steps,
    copy,
    cut_off_before_each_step,
    forked,
    killing,
    refused_from_each_step,
    refusing,
)

pytestmark = [pytest.mark.searches, pytest.mark.no_cover]


@pytest.fixture(autouse=True)
def quick(monkeypatch, job):
    """Plan each inputs once, make no tables, wait for no disk: the steps are what is tested."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    for table in (
        "announced",
        "assignments",
        "itineraries",
        "unscheduled",
        "goals",
        "changes_table",
    ):
        monkeypatch.setattr(tables, table, lambda *given: None)
    monkeypatch.setattr(writers, "to_csv", lambda frame, separator: "a table")
    known = {}
    plan = planning.plan

    def recalled(instance, last, request):
        return known.get(instance.sha256) or plan(instance, last, request)

    for some in (job.meetings, job.meetings[:2], job.meetings[:1]):
        instance = job.ask(*some)
        known[instance.sha256] = plan(instance, None, job.configure().request)
    monkeypatch.setattr(planning, "plan", recalled)
    monkeypatch.setattr(trial, "in_child", lambda function, *given, seconds: function(*given))
    job.ask(*job.meetings)


def a_night(job):
    return job.run


def first(job):
    """The very first night."""
    return a_night


def next_one(job):
    """A night with new inputs, and the oldest release to prune."""
    job.configure("keep = 1")
    job.run()
    job.ask(*job.meetings[:2])
    return a_night


def waiting(job):
    """A night whose candidate has to wait."""
    job.run()
    job.configure("[budget]", "moves = 0")
    job.ask(*job.meetings[:2])
    return a_night


def approved(job):
    """A night on which a candidate is approved."""
    waiting(job)
    job.run()
    return lambda job: partial(job.run, approve=job.store.pending().id)


def kept(job):
    """A night without inputs."""
    job.run()
    (job.inputs / "summit.toml").unlink()
    return a_night


def restored(job):
    """A night without inputs on a damaged release."""
    back(job)
    (job.current.folder / "timetable.json").unlink()
    (job.inputs / "summit.toml").unlink()
    return a_night


def back(job):
    """A rollback."""
    job.run()
    job.ask(*job.meetings[:2])
    job.run()
    return lambda job: partial(rollback, job.store.folder, job.store.releases()[0].id)


def pruned(job):
    """Pruning by hand."""
    back(job)
    return lambda job: partial(prune, job.store.folder, 1)


SCENES = (first, next_one, waiting, approved, kept, restored, back, pruned)
WRITING_SCENES = (first, next_one, approved, kept, restored, back)


def is_whole(job) -> bool:
    """Tell whether there is a current release, complete, readable and in its place."""
    current = job.store.current()
    return current is not None and not current.damage() and bool(current.timetable.placements)


def settle(job) -> None:
    """The next run succeeds, nothing is left over, and the newest release was told of."""
    job.configure()
    job.ask(*job.meetings[:1])
    night = job.run()
    assert night.ended == "published"
    assert job.current.id == night.release
    assert job.current.damage() == []
    assert list(job.store.staging.iterdir()) == []
    assert [p.name for p in job.store.folder.iterdir() if p.name.startswith(".")] == [".staging"]
    assert read_status(job.store.folder).told == night.release


def check_all(every, was_whole) -> None:
    """What people see is whole wherever it was, and the next night makes all good."""
    assert len(every) >= 8
    seen = set()
    for again in every:
        left = contents(again)
        if left not in seen:  # many steps leave what an earlier one has left
            seen.add(left)
            assert is_whole(again) or not was_whole
            settle(again)
        shutil.rmtree(again.folder)


each_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)


@each_scene
def test_cut_off_before_every_step(job, scene):
    """With half of a file written where one is being written."""
    act = scene(job)
    was_whole = is_whole(job)
    check_all(cut_off_before_each_step(job, act), was_whole)


@each_scene
def test_what_is_killed_leaves_what_was_copied(job, scene):
    """SIGKILL at some of the steps: the same files, and the next night makes all good."""
    act = scene(job)
    was_whole = is_whole(job)
    before = cut_off_before_each_step(copy(job, "copied"), act)
    for number in range(1, len(before), max(1, len(before) // 5)):
        again = copy(job, number)
        run = partial(Steps.acting, again, act, killing(number))
        assert forked(run) == -signal.SIGKILL
        assert shape(again) == shape(before[number - 1])
        assert is_whole(again) or not was_whole
        settle(again)


def contents(job) -> frozenset[tuple[str, bytes | None]]:
    """Return each path of a store, with what is in it if it is a file or a link."""
    every = job.store.folder.rglob("*")
    return frozenset((str(path.relative_to(job.folder)), content(path)) for path in every)


def content(path: Path) -> bytes | None:
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else None


def shape(job) -> list[tuple[int, bool]]:
    """Return how deep each file and folder of a store is; their names are up to chance."""
    every = job.store.folder.rglob("*")
    return sorted((len(path.relative_to(job.folder).parts), path.is_dir()) for path in every)


@pytest.mark.parametrize("scene", WRITING_SCENES, ids=lambda scene: scene.__name__)
def test_disk_full_from_every_step(job, scene):
    """Nothing more can be written from some step on; the next night there is room again."""
    act = scene(job)
    was_whole = is_whole(job)
    check_all(refused_from_each_step(job, act), was_whole)


def test_full_disk_leaves_no_status_that_is_wrong(job):
    """That the release is fresh is not said any more, though nothing else can be said."""
    act = kept(job)
    assert read_status(job.store.folder).state == "fresh"

    def run() -> int:
        steps = Steps()
        for first in count(1):  # a run that cannot even get the lock ends without a word
            if not steps.during(job, act, refusing(first)):
                return DONE
        raise AssertionError("unreachable")

    assert forked(run) == DONE
    assert read_status(job.store.folder) is None


@pytest.mark.parametrize("most", [0, 64, 512, 2048])
def test_files_that_may_not_grow(job, most):
    """The system itself cuts a file off in the middle of a write."""
    next_one(job)
    before = job.current.id

    def run() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return DONE if job.run().ended == "kept" else 1

    assert forked(run) == DONE
    assert job.current.id == before
    assert is_whole(job)
    settle(job)
