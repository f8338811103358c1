"""The file of a sweep: kept safe, refused in one sentence."""

import errno
import sqlite3
from pathlib import Path

import pytest

from models import InstanceError
from scheduler.files import Locked
from scheduler.sweeping.keeping import kept


def test_what_was_put_is_there_again(tmp_path: Path) -> None:
    """A key that is put again has the new text."""
    with kept(tmp_path / "a.sqlite") as store:
        store.put("k", "one")
        store.put("k", "two")
        assert store.get("other") is None
    with kept(tmp_path / "a.sqlite") as store:
        assert store.get("k") == "two"


def test_one_sweep_at_a_time(tmp_path: Path) -> None:
    """The second one is told at once."""
    path = tmp_path / "a.sqlite"
    with kept(path), pytest.raises(Locked, match="another sweep is writing to"), kept(path):
        pass


def test_other_files_are_refused(tmp_path: Path) -> None:
    """Text, a damaged file, and a database of something else, which stays as it was."""
    text, database, torn = (tmp_path / name for name in ("a.txt", "b.sqlite", "c.sqlite"))
    text.write_text("not a database at all, but long enough to have a head\n" * 40)
    with sqlite3.connect(database) as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = database.read_bytes()
    with kept(torn) as store:
        store.put("k", "x" * 20_000)
    torn.write_bytes(torn.read_bytes()[:4096] + b"\xff" * 12_000)
    for path, found in ((text, "not as a sweep wrote it"), (database, "something else")):
        with pytest.raises(InstanceError, match=found), kept(path):
            pass
    with pytest.raises(InstanceError, match="not as a sweep wrote it"), kept(torn) as store:
        store.get("k")
    assert database.read_bytes() == before


def test_a_full_disk_is_an_error_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the name of the file; so is a folder that is not there."""
    connect = sqlite3.connect

    def small(*given: object, **named: object) -> sqlite3.Connection:
        opened = connect(*given, **named)  # type: ignore[call-overload]
        opened.execute("PRAGMA max_page_count = 3")
        return opened  # type: ignore[no-any-return]

    monkeypatch.setattr(sqlite3, "connect", small)
    path = tmp_path / "a.sqlite"
    with pytest.raises(OSError, match="No space left") as full, kept(path) as store:
        store.put("k", "x" * 100_000)
    assert (full.value.errno, full.value.filename) == (errno.ENOSPC, str(path))
    with pytest.raises(FileNotFoundError), kept(tmp_path / "none" / "a.sqlite"):
        pass
    with pytest.raises(IsADirectoryError), kept(tmp_path):
        pass
