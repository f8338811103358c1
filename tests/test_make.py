"""The Makefile and the pinned requirements."""

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
FILES = ("requirements.txt", "requirements-cluster.txt", "requirements-dev.txt")


def recipe(target: str) -> list[str]:
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found is not None
    return [line.strip() for line in found[1].splitlines()]


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE))


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in project["project"]["dependencies"]
    ]


@pytest.mark.searches
def test_make_timetable_leaves_charts_tables_and_outcome(tmp_path):
    """The recipe's own command, with a short limit and another folder, does what it should."""
    (line,) = recipe("timetable")
    command = shlex.split(line)
    assert command == shlex.split(
        "$(BIN)/summit solve instances/hanoi-2025-10-14 --out out --time-limit 60"
    )
    command[0] = str(Path(sys.executable).parent / "summit")
    command[command.index("out")] = str(tmp_path / "out")
    command[command.index("60")] = "5"
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=400, check=False
    )
    assert ended.returncode == 0, ended.stderr
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"overview.pdf", "timetable.csv", "timetable.json", "outcome.json"} <= made
    assert "overview.pdf" in ended.stdout  # where to look


def test_make_test_ends_with_pytest():
    """Whoever reads the end of the output sees pytest's summary."""
    assert "pytest" in recipe("test")[-1]


def test_make_check_leaves_out_what_searches():
    """The rest of it is what `make test` runs."""
    whole, part = recipe("test")[-1], recipe("check")[-1]
    alike = "$(BIN)/pytest -n $(TEST_PROCESSES) --dist worksteal"
    assert part == f'{alike} -m "not searches"'
    assert whole == f"{alike} $(if $(COVERAGE),--cov --cov-report=)"


def test_ci_runs_the_readmes_test_command():
    """CI does what the README tells people to do, and says the coverage."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.splitlines()[-1] == "make test COVERAGE=yes"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\nmake test " in readme
    assert "\nmake check " in readme


@pytest.mark.parametrize("name", FILES)
def test_requirements_are_pins_with_hashes(name):
    """Nothing but pins, hashes and comments: no address, no option, no path."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    for block in (
        re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", "").splitlines()
    ):
        pin, *hashes = re.split(r"\s+--hash=", block)
        assert re.fullmatch(r"[a-z0-9._-]+==[^\s;]+( ; .+?)?", pin.strip()), pin
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each.strip()) for each in hashes), pin


def test_requirements_files_agree():
    """What runs is what is tested."""
    running, testing = pins("requirements.txt"), pins("requirements-dev.txt")
    assert running.items() <= pins("requirements-cluster.txt").items()
    assert running.pop("setuptools")
    assert running.items() <= testing.items()
    assert set(dependencies()) <= set(running)
