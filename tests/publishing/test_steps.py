"""Every step on disk may be the last: killed there, or with a full disk, nothing is lost.

A run is forked, and in the fork each step that changes the disk is counted before it is
done: opening to write, syncing, renaming, linking, removing, making folders. The steps are
those of a real run; planning and the tables, which take most of its time, are stood in for.
"""

import errno
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice, takewhile
from pathlib import Path

import pytest

from scheduler import tables
from scheduler.exporting import writers
from scheduler.publishing import planning, prune, rollback, trial
from scheduler.publishing.monitoring import read_status

pytestmark = pytest.mark.searches

MEMORY = Path("/dev/shm")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
STEPS = ("os.rename", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod")
MAKING = ("os.rename", "os.symlink", "os.mkdir")
DONE, REFUSED = 0, 33


class Steps:
    """Counts the steps of this process below a folder, and does something at some."""

    def __init__(self, folder: Path, react: Callable[[int, bool, int | None], None]) -> None:
        self.count = 0
        self._folder = str(folder)
        self._react = react
        self._process = os.getpid()
        self._sync = os.fsync
        os.fsync = self._synced
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING and self._is_ours(path):
                self._step(True)
        elif event in STEPS and self._is_ours(
            arguments[0] if event != "os.symlink" else arguments[1]
        ):
            self._step(event in MAKING)

    def _is_ours(self, path: object) -> bool:
        ours = isinstance(path, str | os.PathLike) and str(path).startswith(self._folder)
        return ours and os.getpid() == self._process

    def _synced(self, handle: int) -> None:
        if os.getpid() == self._process:
            self._step(True, handle)
        self._sync(handle)

    def _step(self, takes_room: bool, handle: int | None = None) -> None:
        self.count += 1
        self._react(self.count, takes_room, handle)


def forked(act: Callable[[], int]) -> int:
    """Do something in a fork; return its exit code, or the signal that killed it, negative."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = act()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(last: int, number: int, takes_room: bool, handle: int | None) -> None:
    """Die before a step; of a file that is being synced, half is left, as after a power cut."""
    if number < last:
        return
    if handle is not None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        if path.is_file() and path.name.startswith("."):
            os.truncate(path, path.stat().st_size // 2)
    os.kill(os.getpid(), signal.SIGKILL)


def full_from(first: int, number: int, takes_room: bool, handle: int | None) -> None:
    """Refuse whatever takes room from some step on."""
    if number >= first and takes_room:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def acting(
    folder: Path, act: Callable[[], object], react: Callable[..., None]
) -> Callable[[], int]:
    def run() -> int:
        Steps(folder, react)
        try:
            act()
        except OSError:
            return REFUSED
        return DONE

    return run


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: what is kept of a step is the same there."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        yield Path(name)


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
    monkeypatch.setattr(writers, "to_csv", lambda frame: "a table")
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


def tried(job, scene, react) -> Iterator[int]:
    """Set a scene once; then, in a copy for each step, react at that step and look at the store.

    Yields
    ------
    int
        How each try ended.
    """
    act_of = scene(job)
    was_whole = is_whole(job)
    for step in count(1):
        again = type(job)(job.folder.with_name(f"{job.folder.name}-{step}"))
        shutil.copytree(job.folder, again.folder, symlinks=True)
        code = forked(acting(again.store.folder, act_of(again), partial(react, step)))
        assert is_whole(again) or not was_whole
        settle(again)
        shutil.rmtree(again.folder)
        yield code


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_killed_at_every_step(job, scene):
    """SIGKILL before each step, with half of a file written where one is being written."""
    killed = list(takewhile(lambda code: code != DONE, tried(job, scene, killed_at)))
    assert set(killed) == {-signal.SIGKILL}
    assert len(killed) >= 8


@pytest.mark.parametrize("scene", WRITING_SCENES, ids=lambda scene: scene.__name__)
def test_disk_full_from_every_step(job, scene):
    """Nothing more can be written from some step on; the next night there is room again."""
    ends = list(islice(tried(job, scene, full_from), steps_of(job, scene)))
    assert len(ends) >= 8
    assert set(ends) <= {DONE, REFUSED}


def test_full_disk_leaves_no_status_that_is_wrong(job):
    """That the release is fresh is not said any more, though nothing else can be said."""
    act = kept(job)(job)
    assert read_status(job.store.folder).state == "fresh"
    for first in count(1):  # a run that cannot even get the lock ends without a word
        if forked(acting(job.store.folder, act, partial(full_from, first))) == DONE:
            break
    assert read_status(job.store.folder) is None


def steps_of(job, scene) -> int:
    """Return how many steps a scene has if nothing comes in between."""
    again = type(job)(job.folder.with_name("counted"))
    shutil.copytree(job.folder, again.folder)
    act_of = scene(again)
    told = job.folder.with_name("steps")
    steps = acting(again.store.folder, act_of(again), partial(note, told))
    assert forked(steps) == DONE
    return len(told.read_bytes())


def note(told: Path, number: int, takes_room: bool, handle: int | None) -> None:
    """Write down that there was a step."""
    with told.open("ab") as stream:
        stream.write(b".")


@pytest.mark.parametrize("most", [0, 64, 512, 2048])
def test_files_that_may_not_grow(job, most):
    """The system itself cuts a file off in the middle of a write."""
    next_one(job)
    before = job.current.id

    def run() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        return DONE if job.run().ended == "kept" else REFUSED

    assert forked(run) == DONE
    assert job.current.id == before
    assert is_whole(job)
    settle(job)
