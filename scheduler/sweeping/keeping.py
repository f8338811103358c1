"""Results of a sweep in one SQLite file, so that a sweep that was stopped goes on where it was."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from models import Fault, FaultCode, InstanceError
from scheduler.files import Locked

MARK = 0x53554D54
"""Number in the head of the file that says whose it is."""

DAMAGED = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
ERRNOS = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_READONLY: errno.EACCES}


class Kept:
    """Texts by their keys; made by :func:`kept`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection

    def get(self, key: str) -> str | None:
        """Return the text of a key; None if there is none."""
        with _said(self._path):
            rows = self._connection.execute("SELECT answer FROM cells WHERE key = ?", (key,))
            found = rows.fetchone()
        return None if found is None else str(found[0])

    def put(self, key: str, text: str) -> None:
        """Keep a text; it is on the disk when this returns."""
        with _said(self._path):
            self._connection.execute("INSERT OR REPLACE INTO cells VALUES (?, ?)", (key, text))

    def refuse(self) -> InstanceError:
        """Return the error that something in the file cannot be read."""
        return _damaged(self._path)


@contextmanager
def kept(path: Path | str) -> Iterator[Kept]:
    """Open the file of a sweep, or make it; nobody else can while the block runs.

    Raises
    ------
    scheduler.files.Locked
        Another sweep is writing to it.
    InstanceError
        It is damaged, or something else than the file of a sweep.
    OSError
        It cannot be read or written.
    """
    path = Path(path)
    with _said(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as opened:
        opened.execute("PRAGMA locking_mode = EXCLUSIVE")
        opened.execute("BEGIN EXCLUSIVE")
        tables = opened.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and opened.execute("PRAGMA application_id").fetchone()[0] != MARK:
            raise InstanceError([_fault(path, "wrong-file", "a database of something else")])
        opened.execute(f"PRAGMA application_id = {MARK}")
        opened.execute("CREATE TABLE IF NOT EXISTS cells (key TEXT PRIMARY KEY, answer TEXT)")
        opened.execute("COMMIT")
        yield Kept(path, opened)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Say in the words of the product what SQLite says."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in LOCKED:
            raise Locked(f"another sweep is writing to {path}") from error
        if code in DAMAGED:
            raise _damaged(path) from error
        number = _why_not_opened(path) if code == sqlite3.SQLITE_CANTOPEN else ERRNOS.get(code)
        text = os.strerror(number) if number is not None else str(error)
        raise OSError(number or errno.EIO, text, str(path)) from error


def _why_not_opened(path: Path) -> int:
    if path.is_dir():
        return errno.EISDIR
    return errno.EACCES if path.parent.is_dir() else errno.ENOENT


def _damaged(path: Path) -> InstanceError:
    return InstanceError([_fault(path, "damaged", "something that is not as a sweep wrote it")])


def _fault(path: Path, code: FaultCode, found: str) -> Fault:
    allowed = "a file that a sweep has written, or one that does not exist yet"
    return Fault(code, str(path), None, "", found, allowed)
