"""The files of ``deploy/`` are what cron, systemd and CI take, and run a command that exists."""

import configparser
import json
import os
import re
import shutil
import subprocess
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from scheduler.publishing import Config

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMMAND = re.compile(r"summit nightly --config (?:/srv/summit/)?nightly\.toml")
SCHEDULE = re.compile(r"30 4 \* \* \*")
HOUR = time(4, 30)


def unit(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.optionxform = str
    parser.read_string((DEPLOY / name).read_text())
    return parser


def test_the_configuration_is_valid():
    """As the command reads it, apart from where things are."""
    assert Config.model_validate(tomllib.loads((DEPLOY / "nightly.toml").read_text())).keep == 60


def test_the_service_outlives_the_search():
    """It is killed by systemd only after the job would have ended itself."""
    service = unit("summit-nightly.service")["Service"]
    config = Config.model_validate(tomllib.loads((DEPLOY / "nightly.toml").read_text()))
    minutes = int(service["TimeoutStartSec"].removesuffix("min"))
    assert minutes * 60 >= 1.5 * config.time_limit + 600
    assert COMMAND.search(service["ExecStart"])
    assert service["Type"] == "oneshot"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units(tmp_path):
    """With the paths of a machine that has them; every complaint counts."""
    for name in ("summit-nightly.service", "summit-nightly.timer"):
        text = (DEPLOY / name).read_text().replace("/srv/summit/venv/bin/summit", "/bin/true")
        (tmp_path / name).write_text(text.replace("/srv/summit", str(tmp_path)))
    ended = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        env=os.environ | {"SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        check=False,
    )
    about_ours = [line for line in ended.stderr.splitlines() if "summit" in line]
    assert about_ours == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_the_timer_fires_every_night():
    """At a time that systemd can read."""
    when = unit("summit-nightly.timer")["Timer"]["OnCalendar"]
    ended = subprocess.run(
        ["systemd-analyze", "calendar", when], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert f"{HOUR:%H:%M:%S}" in ended.stdout


def test_the_hour_is_there_once_on_every_day():
    """In every time zone, whatever daylight saving does in the years ahead."""
    days = [datetime.combine(date(2026, 1, 1) + timedelta(n), HOUR) for n in range(5 * 366)]
    odd = {
        name
        for name in available_timezones()
        for day in days
        if day.replace(tzinfo=ZoneInfo(name)).utcoffset()
        != day.replace(tzinfo=ZoneInfo(name), fold=1).utcoffset()
    }
    assert odd == set()


def test_the_service_writes_only_where_it_may():
    """Matplotlib's list of fonts among it; and what it writes is private."""
    service = unit("summit-nightly.service")["Service"]
    assert service["UMask"] == "0077"
    assert service["Environment"] == f"MPLCONFIGDIR=%C/{service['CacheDirectory']}"


def container() -> list[tuple[str, str]]:
    """Return the instructions of the Containerfile."""
    text = (DEPLOY / "Containerfile").read_text()
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_container_is_built_from_what_is_there():
    """Of pinned requirements, and with all that the package itself is made of."""
    copied = [rest.split()[:-1] for word, rest in container() if word == "COPY"]
    assert all((ROOT / name).exists() for names in copied for name in names)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needed = {project["project"]["readme"], *project["project"]["license-files"]}
    needed |= {
        name.partition(".")[0]
        for name in project["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    assert needed | {"pyproject.toml"} <= {name for names in copied for name in names}
    installs = [rest for word, rest in container() if word == "RUN" and "pip install" in rest]
    assert "--require-hashes" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1]
    assert not any(mark in rest for _, rest in container() for mark in ("://", "curl", "wget"))


def test_the_container_runs_a_command_that_exists():
    """One night, as the other files do."""
    steps = dict(container())
    command = " ".join(json.loads(steps["ENTRYPOINT"]) + json.loads(steps["CMD"]))
    assert COMMAND.fullmatch(command)


def test_the_licence_is_the_one_that_is_named():
    """In the file, and for whoever installs the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    text = (ROOT / "LICENSE").read_text()
    assert text.startswith(f"{project['license']} License\n")
    assert "The summit authors" in text


@pytest.mark.parametrize(("code", "mailed"), [(0, False), (5, True), (2, True), (6, False)])
def test_the_cron_line_mails_what_went_wrong(tmp_path, code, mailed):
    """The line is run as cron would, with a command that ends so."""
    text = (DEPLOY / "summit.cron").read_text()
    line = next(line for line in text.splitlines() if SCHEDULE.match(line))
    assert COMMAND.search(line)
    stub = tmp_path / "venv" / "bin" / "summit"
    stub.parent.mkdir(parents=True)
    stub.write_text(f"#!/bin/sh\necho ended\necho log >&2\nexit {code}\n")
    stub.chmod(0o755)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "report.md").write_text("# Nothing was published\n")
    command = line.split("summit ", 1)[1].replace("/srv/summit", str(tmp_path))
    assert "%" not in command, "cron takes it for a line end"
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert bool(ended.stdout) is mailed
    assert ended.stderr == ""
    assert ("Nothing was published" in ended.stdout) is mailed


@pytest.mark.parametrize(("code", "passes"), [(0, True), (5, False), (6, True)])
def test_the_ci_step_fails_when_the_night_did(tmp_path, code, passes):
    """Its script is run, with a command that ends so; the report is in the summary."""
    text = (DEPLOY / "ci-schedule.yml").read_text()
    assert SCHEDULE.search(text)
    assert COMMAND.search(text)
    script = "\n".join(line.strip() for line in text.split("run: |\n")[1].splitlines())
    stub = tmp_path / "venv" / "bin" / "summit"
    stub.parent.mkdir(parents=True)
    stub.write_text(f"#!/bin/sh\nexit {code}\n")
    stub.chmod(0o755)
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "report.md").write_text("# A night\n")
    summary = tmp_path / "summary"
    ended = subprocess.run(
        ["bash", "-e", "-c", script.replace("/srv/summit", str(tmp_path))],
        env=os.environ | {"GITHUB_STEP_SUMMARY": str(summary)},
        check=False,
    )
    assert (ended.returncode == 0) is passes
    assert summary.read_text() == "# A night\n"
