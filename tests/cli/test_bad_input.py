"""Bad input and bad places: one message with all faults, the right exit code, nothing written."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import Instance
from scheduler.files import load_instance, save_instance

Summit = Callable[..., Any]
Edit = Callable[..., Path]


BAD: dict[str, tuple[str, ...]] = {
    "no-command": (),
    "unknown-command": ("plan", "{tiny}"),
    "no-instance": ("solve",),
    "no-out": ("solve", "{tiny}"),
    "unknown-option": ("solve", "{tiny}", "--out", "{out}", "--fast"),
    "instance-is-nowhere": ("solve", "{tmp}/nowhere", "--out", "{out}"),
    "instance-is-no-instance": ("solve", "{tmp}", "--out", "{out}"),
    "instance-is-text": ("solve", "{tmp}/text.txt", "--out", "{out}"),
    "instance-is-broken": ("solve", "{broken}", "--out", "{out}"),
    "instance-is-binary": ("solve", "{tmp}/binary.json", "--out", "{out}"),
    "out-is-a-file": ("solve", "{tiny}", "--out", "{tmp}/text.txt"),
    "out-is-below-a-file": ("solve", "{tiny}", "--out", "{tmp}/text.txt/out"),
    "out-cannot-be": ("solve", "{tiny}", "--out", "/proc/nowhere/out"),
    "limit-is-0": ("solve", "{tiny}", "--out", "{out}", "--time-limit", "0"),
    "limit-is-no-number": ("solve", "{tiny}", "--out", "{out}", "--time-limit", "soon"),
    "limit-is-nan": ("solve", "{tiny}", "--out", "{out}", "--time-limit", "nan"),
    "no-workers": ("solve", "{tiny}", "--out", "{out}", "--workers", "0"),
    "too-many-workers": ("solve", "{tiny}", "--out", "{out}", "--workers", "20000"),
    "seed-is-negative": ("solve", "{tiny}", "--out", "{out}", "--seed", "-1"),
    "previous-is-nowhere": ("solve", "{tiny}", "--out", "{out}", "--previous", "{tmp}/no.json"),
    "previous-is-text": ("solve", "{tiny}", "--out", "{out}", "--previous", "{tmp}/text.txt"),
    "previous-has-half-minutes": (
        "solve", "{tiny}", "--out", "{out}", "--previous", "{tmp}/seconds.csv",
    ),
    "start-is-nowhere": ("solve", "{tiny}", "--out", "{out}", "--start", "{tmp}/no.json"),
    "start-is-text": ("solve", "{tiny}", "--out", "{out}", "--start", "{tmp}/text.txt"),
    "progress-is-unknown": ("solve", "{tiny}", "--out", "{out}", "--progress", "xml"),
    "policy-is-nowhere": ("solve", "{tiny}", "--out", "{out}", "--policy", "{tmp}/no.toml"),
    "policy-has-no-tier": ("solve", "{tiny}", "--out", "{out}", "--policy", "{tmp}/none.toml"),
    "policy-is-unknown": ("solve", "{tiny}", "--out", "{out}", "--policy", "{tmp}/odd.toml"),
    "check-of-nothing": ("check", "{tiny}"),
    "timetable-is-nowhere": ("check", "{tiny}", "{tmp}/no.csv"),
    "timetable-lacks-columns": ("check", "{tiny}", "{tmp}/columns.csv"),
    "plot-of-nobody": ("plot", "{tiny}", "{tmp}/good.csv", "--out", "{out}", "--people", "X"),
    "new-where-something-is": ("new", "{tmp}"),
    "new-where-a-file-is": ("new", "{tmp}/text.txt"),
}  # fmt: skip


@pytest.fixture
def places(tmp_path: Path, tiny: Path) -> dict[str, str]:
    """Good and bad files to name in arguments."""
    tmp = tmp_path / "input"
    broken = tmp / "broken"
    shutil.copytree(tiny, broken)
    (broken / "rooms.csv").write_text("id,name\nHALL,\n", encoding="utf-8")
    head = "activity,start,room\n"
    for name, content in {
        "text.txt": "no instance at all\n",
        "seconds.csv": f"{head}OPEN,2025-10-25T09:00:30,HALL\n",
        "none.toml": "tiers = []\n",
        "odd.toml": "tiers = [{ happiness = 1 }]\n",
        "columns.csv": "activity,start\nOPEN,2025-10-25T09:00\n",
        "good.csv": f"{head}OPEN,2025-10-25T09:00,HALL\n",
    }.items():
        (tmp / name).write_text(content, encoding="utf-8")
    (tmp / "binary.json").write_bytes(b"\x00\xff\xfe{")
    names = {"tmp": tmp, "tiny": tiny, "broken": broken, "out": tmp_path / "out"}
    return {name: str(path) for name, path in names.items()}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_reported_once_and_nothing_is_written(
    case: str, summit: Summit, places: dict[str, str], tmp_path: Path
) -> None:
    """Exit code 2, a message on standard error, no traceback, no file."""
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ended = summit(*(argument.format(**places) for argument in BAD[case]))
    assert ended.code == 2
    assert "Traceback" not in ended.err
    if BAD[case]:  # without any command there is help instead
        assert ended.err.strip()
        assert ended.out == ""
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_full_disk_is_reported_and_leaves_nothing(tiny: Path, tmp_path: Path) -> None:
    """As far as a process can be kept from writing: no file of more than 500 bytes."""
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); "
        "from scheduler.cli.main import main; main()"
    )
    out = tmp_path / "out"
    arguments = ["solve", str(tiny), "--out", str(out), "--no-charts"]
    ended = subprocess.run(
        [sys.executable, "-B", "-c", code, *arguments], capture_output=True, text=True, timeout=100
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "cannot read or write" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "$\\foo$ {",
    "[red]alert[/red] [/nope]",
    "two\nlines",
    "\\def",
    "% $ # _ ^ & ~",
)


@pytest.mark.searches
def test_hostile_titles_are_harmless_from_end_to_end(
    summit: Summit, tiny: Path, tmp_path: Path, edit: Edit
) -> None:
    """Formulas, mathematics, markup and line breaks in every name, with all charts."""
    rows = load_instance(tiny).model_dump()
    rows["title"] = HOSTILE[1]
    tables = ("activities", "people", "rooms", "delegations", "resources", "zones")
    for table in tables:
        for n, row in enumerate(rows[table]):
            row["title" if table == "activities" else "name"] = HOSTILE[n % len(HOSTILE)]
    folder, out = tmp_path / "hostile", tmp_path / "out"
    save_instance(Instance.model_validate(rows), folder)
    ended = summit("solve", folder, "--out", out, "--workers", 1)
    assert ended.code == 0, ended.err
    assert "Traceback" not in ended.err
    assert {"overview.pdf", "timetable.csv"} <= {path.name for path in out.iterdir()}
    assert "\n=HYPERLINK" not in (out / "timetable.csv").read_text(encoding="utf-8")
    assert ",=HYPERLINK" not in (out / "itineraries.csv").read_text(encoding="utf-8")
    edited = edit(out / "timetable.csv", "W1", start="2025-10-25T09:30")
    ended = summit("check", folder, edited)
    assert ended.code == 3
    assert "room-overlap" in ended.out
    assert "Traceback" not in ended.err
