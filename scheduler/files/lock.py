"""Locks for one writer at a time, which end with the process that holds them."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    OURS_ALONE = os.O_NOINHERIT
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    OURS_ALONE = os.O_CLOEXEC  # a program that is started from here has the file not open

_HELD: set[int] = set()
"""What this process has open of locked files and folders."""


class Locked(Exception):
    """Somebody else is writing to the store."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file while the block runs; the file stays, empty.

    The operating system releases it when the process ends, however that happens, and
    a process forked from it does not keep it.

    Raises
    ------
    Locked
        Somebody else holds it.
    OSError
        The file cannot be opened.
    """
    handle = hold(path, os.O_RDWR | os.O_CREAT)
    if handle is None:
        raise Locked(f"another run is writing to {path.parent}")
    try:
        yield
    finally:
        release(handle)


def hold(path: Path, flags: int = os.O_RDONLY) -> int | None:
    """Open a file or folder and hold its lock until :func:`release`; None if somebody else does.

    Raises
    ------
    OSError
        It cannot be opened, or has no locks, as in some file systems of a network.
    """
    handle = os.open(path, flags | OURS_ALONE, 0o600)
    _HELD.add(handle)
    try:
        _take(handle)
    except OSError as error:
        release(handle)
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            return None
        error.filename = str(path)
        raise
    return handle


def release(handle: int) -> None:
    """Hold a lock no more."""
    _HELD.discard(handle)
    os.close(handle)


def _let_go() -> None:
    """Close what is locked in a fork: the lock lasts as long as any process has it open."""
    for handle in _HELD:
        with suppress(OSError):
            os.close(handle)
    _HELD.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
