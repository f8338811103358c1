"""What killed runs have left beside their output goes with the next run, and nothing else does."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scheduler.files import require_writable, staged, write_atomically

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such locks")

FOREIGN = (".out.0123abcd", ".out.summit-notes", ".outer.summit-0123abcd", ".out.summit-0123abcde")

WRITE = """
import sys, time
from pathlib import Path
from scheduler.files import staged, write_atomically
from scheduler.files.parts import make_file, part_of
out = Path(sys.argv[1])
with staged(out) as inside, part_of(out.parent / "a.txt", make_file) as part:
    write_atomically(inside / "b.txt", "half")
    part.write_text("half")
    print("written", flush=True)
    time.sleep(600)
"""


@contextmanager
def writing(out: Path) -> Iterator["subprocess.Popen[str]"]:
    """Have another process that is writing a folder, and a file ``a.txt`` beside it."""
    command = [sys.executable, "-c", WRITE, str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        try:
            yield process
        finally:
            process.kill()


def test_what_a_killed_run_has_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """A folder and a file; what a living one has is in use, and all else is somebody else's."""
    for name in FOREIGN:
        (tmp_path / name).mkdir()
    (tmp_path / ".out.summit-89abcdef").symlink_to(FOREIGN[0])
    foreign = sorted(os.listdir(tmp_path))
    with writing(tmp_path / "out") as process:
        theirs = sorted(set(os.listdir(tmp_path)) - {*foreign})
        assert len(theirs) == 2
        with staged(tmp_path / "out") as inside:
            write_atomically(inside / "c.txt", "mine")
        write_atomically(tmp_path / "a.txt", "mine")
        assert sorted(os.listdir(tmp_path)) == sorted([*foreign, *theirs, "a.txt", "out"])
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert {*theirs} < {*os.listdir(tmp_path)}
    require_writable(tmp_path / "out")
    write_atomically(tmp_path / "a.txt", "again")
    assert sorted(os.listdir(tmp_path)) == sorted([*foreign, "a.txt", "out"])
    assert os.listdir(tmp_path / "out") == ["c.txt"]


def test_without_locks_nothing_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in some file systems of a network: output is written, and what is left stays."""
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    (tmp_path / ".out.summit-0123abcd").mkdir()
    with staged(tmp_path / "out") as inside:
        write_atomically(inside / "a.txt", "x")
    assert sorted(os.listdir(tmp_path)) == [".out.summit-0123abcd", "out"]
    assert os.listdir(tmp_path / "out") == ["a.txt"]
