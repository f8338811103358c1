"""Output is there whole, or not at all."""

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from scheduler.files import require_writable, staged, write_atomically


def _fill(folder: Path, **contents: str) -> None:
    with staged(folder) as inside:
        for name, text in contents.items():
            write_atomically(inside / f"{name}.json", text)


def _fail(folder: Path, error: type[BaseException]) -> None:
    with staged(folder) as inside:
        (inside / "a.json").write_text("2")
        raise error


def _contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.iterdir())}


def test_staged_folder_appears_at_once(tmp_path: Path) -> None:
    """Until the block ends there is only a hidden folder beside it."""
    with staged(tmp_path / "deep" / "out") as inside:
        assert inside.parent == tmp_path / "deep"
        assert inside.name.startswith(".out.")
        (inside / "charts").mkdir()
        (inside / "charts" / "a.svg").write_text("x")
        assert not (tmp_path / "deep" / "out").exists()
    assert (tmp_path / "deep" / "out" / "charts" / "a.svg").read_text() == "x"
    assert os.listdir(tmp_path / "deep") == ["out"]
    assert (tmp_path / "deep" / "out").stat().st_mode == (tmp_path / "deep").stat().st_mode


def test_staged_keeps_foreign_files(tmp_path: Path) -> None:
    """Namesakes are replaced, listed leftovers removed, foreign files kept."""
    out = tmp_path / "out"
    files = ["timetable.json", "old.json", "../victim", "/etc/hostname", 7]
    _fill(out, timetable="1", old="1", outcome=json.dumps({"files": files[:-1]}))
    (tmp_path / "victim").write_text("safe")
    (out / "notes.txt").write_text("mine")
    _fill(out, timetable="2", outcome="{}")
    assert _contents(out) == {"timetable.json": "2", "outcome.json": "{}", "notes.txt": "mine"}
    assert (tmp_path / "victim").exists()
    assert sorted(os.listdir(tmp_path)) == ["out", "victim"]


@pytest.mark.parametrize("old", ["", "[", "[1]", '{"files": 3}', '{"files": [1, "a\\u0000"]}'])
def test_staged_copes_with_any_old_outcome(tmp_path: Path, old: str) -> None:
    """An old outcome that cannot be read removes nothing."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "outcome.json").write_text(old)
    (tmp_path / "out" / "a.json").write_text("mine")
    _fill(tmp_path / "out", outcome="{}")
    assert _contents(tmp_path / "out") == {"outcome.json": "{}", "a.json": "mine"}


def test_a_file_that_is_open_elsewhere_is_told_before_anything_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not let a file be replaced while a spreadsheet has it open."""
    out = tmp_path / "out"
    _fill(out, a="1", b="1", outcome='{"files": ["a.json", "b.json", "outcome.json"]}')
    before = _contents(out)
    rename = os.rename

    def refuse(source: Path, target: Path) -> None:
        if Path(source) == out / "b.json":
            raise PermissionError(13, "in use", str(source))
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(PermissionError, match="in use"):
        require_writable(out)
    with pytest.raises(PermissionError, match="in use"):
        _fill(out, a="2", b="2", outcome="{}")
    assert _contents(out) == before


def test_staged_moves_the_outcome_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sees the new outcome sees all that belongs to it."""
    _fill(tmp_path / "out", a="1", outcome="1")
    order = []
    replace = os.replace

    def note(source: Path, target: Path) -> None:
        if target.parent == tmp_path / "out":
            order.append(target.name)
        replace(source, target)

    monkeypatch.setattr(os, "replace", note)
    _fill(tmp_path / "out", outcome="2", timetable="2", z="2", a="2")
    assert order == ["a.json", "z.json", "timetable.json", "outcome.json"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_staged_failure_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    """After any exception the folder is as it was, and made parents are gone."""
    _fill(tmp_path / "out", a="1")
    for folder in (tmp_path / "out", tmp_path / "new" / "deep" / "out"):
        with pytest.raises(error):
            _fail(folder, error)
    assert os.listdir(tmp_path) == ["out"]
    assert _contents(tmp_path / "out") == {"a.json": "1"}


def test_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old output stays, and nothing of the new one is left."""
    _fill(tmp_path / "out", a="1")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for folder in (tmp_path / "out", tmp_path / "new"):
        with pytest.raises(OSError, match="No space left"):
            _fill(folder, a="2", b="2")
    assert os.listdir(tmp_path) == ["out"]
    assert _contents(tmp_path / "out") == {"a.json": "1"}


def test_staged_refuses_a_file_or_folder_in_the_way(tmp_path: Path) -> None:
    """A file where the folder should be, or a folder where a file should, is an OSError."""
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OSError), staged(folder):  # noqa: PT011 - two subclasses
            pytest.fail("the block must not run")
    (tmp_path / "out" / "b.json").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        _fill(tmp_path / "out", a="1", b="1")
    assert os.listdir(tmp_path / "out") == ["b.json"]
    assert sorted(os.listdir(tmp_path)) == ["file", "out"]


def test_what_is_no_folder_is_refused_before_anything_is_searched(tmp_path: Path) -> None:
    """A file, and a link that leads round in a circle."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "circle").symlink_to("circle")
    for name in ("file", "circle"):
        with pytest.raises(NotADirectoryError):
            require_writable(tmp_path / name)


def test_a_folder_that_is_there_and_cannot_be_written_to_is_named_before_anything_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regression: only the place beside it was tried, and hours of work were lost."""
    out, make = tmp_path / "out", os.mkdir
    out.mkdir()

    def refuse(path: Path, *mode: int) -> None:
        if Path(path).parent == out:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        make(path, *mode)

    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(PermissionError) as error:
        require_writable(out)
    assert error.value.filename == str(out)


@pytest.mark.parametrize("why", ["mounted", "given"])
def test_one_writes_into_a_folder_beside_which_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """A volume of a container whose own file system is read-only; a folder given to a user."""
    out, make = tmp_path / "out", os.mkdir
    _fill(out, a="1", outcome='{"files": ["a.json", "outcome.json"]}')

    def refuse(path: Path, *mode: int) -> None:
        if Path(path).parent == tmp_path:
            raise OSError(errno.EROFS, "Read-only file system", str(path))
        make(path, *mode)

    monkeypatch.setattr(os, "mkdir", refuse)
    if why == "mounted":
        monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == out)
    else:
        monkeypatch.setattr(os, "access", lambda path, _: Path(path) != tmp_path)
    require_writable(out)
    _fill(out, b="2", outcome='{"files": []}')
    assert sorted(os.listdir(out)) == ["b.json", "outcome.json"]


def test_a_file_system_that_flushes_no_folders_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As some of a network are."""
    flush = os.fsync

    def refuse(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        flush(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    _fill(tmp_path / "out", a="1")
    write_atomically(tmp_path / "b.json", "2")
    assert sorted(os.listdir(tmp_path)) == ["b.json", "out"]


def test_atomic_write_replaces_or_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails half-way leaves the old content and no temporary file."""
    path = tmp_path / "a.txt"
    write_atomically(path, "één\r\n")
    assert path.read_bytes() == "één\r\n".encode()
    write_atomically(str(path), b"\xff")
    assert path.read_bytes() == b"\xff"
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "bad")))
    with pytest.raises(OSError, match="bad"):
        write_atomically(path, "new")
    assert path.read_bytes() == b"\xff"
    assert os.listdir(tmp_path) == ["a.txt"]
    with pytest.raises(FileNotFoundError) as error:
        write_atomically(tmp_path / "nowhere" / "a.txt", "new")
    assert error.value.filename == str(tmp_path / "nowhere" / "a.txt")


def test_full_disk_names_the_file_that_was_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the one beside it, which is gone, and never nothing."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as error, staged(tmp_path / "out") as inside:
        write_atomically(inside / "timetable.csv", "a,b")
    assert error.value.filename == str(tmp_path / "out" / "timetable.csv")
    assert list(tmp_path.iterdir()) == []


def test_folders_of_an_earlier_run_go_with_their_files(tmp_path: Path) -> None:
    """However deep; what somebody else has put there stays, and so does its folder."""
    out = tmp_path / "out"
    deep = ["exports/france/en/page.html", "exports/france/fr/page.html", "exports/peru/en/p.html"]
    for names in (deep, ["exports/public/en/page.html"]):
        with staged(out) as inside:
            for name in names:
                (inside / name).parent.mkdir(parents=True, exist_ok=True)
                write_atomically(inside / name, "x")
            write_atomically(inside / "outcome.json", json.dumps({"files": names}))
        if names == deep:
            (out / "exports/peru/note.txt").write_text("mine")
    assert sorted(str(path.relative_to(out)) for path in out.rglob("*")) == [
        "exports", "exports/peru", "exports/peru/note.txt", "exports/public", "exports/public/en",
        "exports/public/en/page.html", "outcome.json",
    ]  # fmt: skip


@pytest.mark.parametrize("folder", ["out", "deep/out"])
def test_a_folder_that_cannot_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """Not something hidden that was to be made in it."""
    (tmp_path / folder).parent.mkdir(exist_ok=True)

    def read_only(path: object, *_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(os, "mkdir", read_only)
    with pytest.raises(OSError, match="Read-only") as error:
        require_writable(tmp_path / folder)
    assert error.value.filename == str((tmp_path / folder).parent)
    with pytest.raises(OSError, match="Read-only") as error, staged(tmp_path / folder):
        pass
    assert error.value.filename == str((tmp_path / folder).parent)
