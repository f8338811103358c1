"""A child that answers calls: its death is noticed at any moment."""

import multiprocessing
import os
import signal
import struct
import sys
import time
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import pytest

from scheduler.child import Child, Post

PATIENCE = 60
"""Seconds after which a call counts as hung; none comes near."""

_post: Post


def keep(post: Post, *greetings: str) -> None:
    """Keep what sends messages, and send some before there is any call."""
    global _post
    _post = post
    for greeting in greetings:
        post(greeting)


def say(*words: str) -> int:
    """Send messages, then answer."""
    for word in words:
        _post(word)
    return len(words)


def say_and_die(word: str) -> NoReturn:
    """Send a message and die."""
    _post(word)
    os._exit(1)


def sockets() -> set[int]:
    """Return what this process has open to talk to others."""
    found = set()
    for path in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the folder itself, which is closed by now
            if os.readlink(path).startswith("socket:"):
                found.add(int(path.name))
    return found


def die_in_an_answer(not_mine: set[int]) -> NoReturn:
    """Write the length of an answer and half of it, as a large one is written piece by piece."""
    (mine,) = sockets() - not_mine
    os.write(mine, struct.pack("!i", 2000) + b"x" * 1000)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_death_in_the_middle_of_an_answer_is_noticed() -> None:
    """Regression: a solve waited for ever; the next call has a new process."""
    child = Child()
    child.start()
    with pytest.raises(BrokenExecutor):
        child.submit(die_in_an_answer, sockets()).result(PATIENCE)
    assert child.submit(abs, -1).result(PATIENCE) == 1
    child.kill()
    assert not multiprocessing.active_children()


def test_messages_come_before_the_answer_and_outlive_the_process() -> None:
    """Whatever was sent is read, also of a process that has died."""
    child = Child(keep, "ready")
    assert child.submit(say, "a", "b").result(PATIENCE) == 2
    assert list(child.messages()) == ["ready", "a", "b"]
    with pytest.raises(BrokenExecutor):
        child.submit(say_and_die, "c").result(PATIENCE)
    child.kill()
    assert list(child.messages()) == ["c"]
    assert not list(child.messages())


def test_what_is_killed_fails_at_once() -> None:
    """Also what is in the middle of a long call."""
    child = Child()
    call = child.submit(time.sleep, 10 * PATIENCE)
    child.kill()
    assert isinstance(call.exception(PATIENCE), BrokenExecutor)


def test_an_error_says_where_it_was_raised() -> None:
    """The process that raises goes on; the lines of its code are told too."""
    child = Child()
    error = child.submit(int, "x").exception(PATIENCE)
    assert isinstance(error, ValueError)
    assert "child.py" in "".join(error.__notes__)
    assert child.submit(abs, -1).result(PATIENCE) == 1
    child.kill()


def test_a_machine_without_room_for_a_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a death: whoever gave the task tries again, and gives it up in the end."""

    def no_fork() -> NoReturn:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", no_fork)
    error = Child().submit(abs, -1).exception(PATIENCE)
    assert isinstance(error, BrokenExecutor)
    assert "temporarily unavailable" in str(error)
