"""A lock for one writer at a time, which ends with the process that holds it."""

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
"""Open lock files of this process."""


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
    handle = os.open(path, os.O_RDWR | os.O_CREAT | OURS_ALONE, 0o600)
    _HELD.add(handle)
    try:
        try:
            _take(handle)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                raise Locked(f"another run is writing to {path.parent}") from error
            raise
        yield
    finally:
        _HELD.discard(handle)
        os.close(handle)


def _let_go() -> None:
    """Close the lock file in a fork: the lock lasts as long as any process has it open."""
    for handle in _HELD:
        with suppress(OSError):
            os.close(handle)
    _HELD.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
