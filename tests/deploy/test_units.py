"""The files of ``deploy/`` are what cron, systemd and CI take, and run a command that exists."""

import configparser
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from scheduler.publishing import Config

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
COMMAND = re.compile(r"summit nightly --config (?:/srv/summit/)?nightly\.toml")
SCHEDULE = re.compile(r"30 2 \* \* \*")


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
    assert "02:30:00" in ended.stdout


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
