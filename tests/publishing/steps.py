"""Steps on disk: counted before they are done, copied or refused there.

In a fork, each step that changes the disk below a folder is noticed before it is done:
opening to write, syncing, renaming, linking, removing, making folders.
"""

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
STEPS = ("os.rename", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.chmod")
MAKING = ("os.rename", "os.symlink", "os.mkdir")
DONE = 0

Act = Callable[[Any], Callable[[], object]]
"""Given a job, returns what is to be done to it."""

React = Callable[[int, bool, int | None], None]
"""Called before a step with its number, whether it takes room, and what is being synced."""


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


class Steps:
    """Notices the steps of this process, a fork: what listens here cannot be taken away again."""

    def __init__(self) -> None:
        self.count = 0
        self._folder, self._react = "", ignore
        self._sync = os.fsync
        os.fsync = self._synced
        sys.addaudithook(self._heard)

    @classmethod
    def acting(cls, job: Any, act: Act, react: React) -> int:
        """Do it once, in a fork that is then over."""
        return int(cls().during(job, act, react))

    def during(self, job: Any, act: Act, react: React) -> bool:
        """Act on a job and react before each step on its store; tell whether it was refused."""
        self.count, self._folder, self._react = 0, str(job.store.folder), react
        try:
            act(job)()
        except OSError:
            return True
        finally:
            self._react = ignore
        return False

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING and self._is_below(path):
                self._step(True)
        elif event in STEPS:
            path = arguments[1] if event == "os.symlink" else arguments[0]
            if self._is_below(path):
                self._step(event in MAKING)

    def _is_below(self, path: object) -> bool:
        return isinstance(path, str | os.PathLike) and str(path).startswith(f"{self._folder}/")

    def _synced(self, handle: int) -> None:
        self._step(True, handle)
        self._sync(handle)

    def _step(self, takes_room: bool, handle: int | None = None) -> None:
        self.count += 1
        self._react(self.count, takes_room, handle)


def ignore(number: int, takes_room: bool, handle: int | None) -> None:
    """Let a step be done."""


def refusing(first: int) -> React:
    """Refuse whatever takes room from some step on, as a full disk does."""

    def refuse(number: int, takes_room: bool, handle: int | None) -> None:
        if number >= first and takes_room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return refuse


def killing(last: int) -> React:
    """Die before a step."""

    def die(number: int, takes_room: bool, handle: int | None) -> None:
        if number == last:
            halve(handle)
            os.kill(os.getpid(), signal.SIGKILL)

    return die


def halve(handle: int | None, beside: tuple[Path, Path] | None = None) -> None:
    """Of a file that is being synced leave half, as a power cut does, or of a copy of it."""
    if handle is None:
        return
    path = Path(os.readlink(f"/proc/self/fd/{handle}"))
    if beside is not None:
        path = beside[1] / path.relative_to(beside[0])
    if path.is_file() and path.name.startswith("."):
        os.truncate(path, path.stat().st_size // 2)


def copy(job: Any, number: object) -> Any:
    """Copy a job, with inputs and store, beside it."""
    again = type(job)(job.folder.with_name(f"{job.folder.name}-{number}"))
    shutil.copytree(job.folder, again.folder, symlinks=True)
    return again


def copies(job: Any) -> list[Any]:
    """Return the copies that were made of a job."""
    name = job.folder.name
    found = (job.folder.with_name(f"{name}-{number}") for number in count(1))
    every = []
    for folder in found:
        if not folder.exists():
            return every
        every.append(type(job)(folder))
    raise AssertionError("unreachable")


def cut_off_before_each_step(job: Any, act: Act) -> list[Any]:
    """Act on a job, and copy it before each step: so it is left by whatever is killed there."""

    def run() -> int:
        def copy_all(number: int, takes_room: bool, handle: int | None) -> None:
            halve(handle, (job.folder, copy(job, number).folder))

        return Steps.acting(job, act, copy_all)

    assert forked(run) == DONE
    return copies(job)


def refused_from_each_step(job: Any, act: Act) -> list[Any]:
    """Act on copies of a job, on each with a disk that is full from a later step on."""

    def run() -> int:
        steps, taking = Steps(), []

        def note(number: int, takes_room: bool, handle: int | None) -> None:
            if takes_room:
                taking.append(number)

        assert not steps.during(copy(job, "counted"), act, note)
        for number, first in enumerate(taking, start=1):
            steps.during(copy(job, number), act, refusing(first))
        return DONE

    assert forked(run) == DONE
    return copies(job)
