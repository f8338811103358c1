"""Commands and metrics: they are informed, and cannot disturb a night."""

import json
import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from models import InstanceError
from scheduler.publishing.hooks import call
from scheduler.publishing.monitoring import read_status

pytestmark = pytest.mark.searches

DOCS = Path(__file__).parents[2] / "docs" / "nightly.md"
SAMPLE = re.compile(r'([a-z_]+)(?:\{([a-z]+)="([a-z_]+)"\})? (-?[0-9.e+]+)')


def script(job, name, *lines):
    """Write a program that notes its environment, and then does something; return its TOML."""
    path = job.folder / name
    noted = "env = {k: v for k, v in os.environ.items() if k.startswith('SUMMIT_')}"
    calls = str(job.folder / "calls.jsonl")
    text = [
        f"#!{sys.executable}",
        "import json, os, sys, time",
        noted,
        f"print(json.dumps([sys.argv[1:], env]), file=open({calls!r}, 'a'))",
        *lines,
    ]
    path.write_text("\n".join(text) + "\n")
    path.chmod(0o755)
    return f'["./{name}", "a b", "$HOME; *"]'


def calls(job):
    """Return the arguments and the environment of each call."""
    path = job.folder / "calls.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def metrics(path):
    """Return the samples of a file of metrics, every line of which is understood."""
    found = {}
    for line in path.read_text().splitlines():
        if not line.startswith(("# HELP ", "# TYPE ")):
            name, _, label, value = SAMPLE.fullmatch(line).groups()
            found[name, label] = float(value)
    return found


def test_commands_are_called_when_it_concerns_them(job):
    """With their arguments as they stand, and what they may know; not on a quiet night."""
    job.configure(f"on_publish = {script(job, 'published')}", f"on_stale = {script(job, 'stale')}")
    release = job.run().release
    assert job.run().ended == "unchanged"
    (job.inputs / "summit.toml").rename(job.folder / "spare")
    assert job.run().ended == "kept"
    (first, about_first), (_, about_second) = calls(job)
    assert first == ["a b", "$HOME; *"]
    assert about_first["SUMMIT_COMMAND"] == "on_publish"
    assert about_first["SUMMIT_RELEASE"] == release
    assert about_first["SUMMIT_FOLDER"] == str(job.current.folder)
    assert os.listdir(about_first["SUMMIT_PUBLIC"]) == ["programme.csv"]
    assert about_second["SUMMIT_COMMAND"] == "on_stale"
    assert json.loads(Path(about_second["SUMMIT_STATUS"]).read_text())["state"] == "stale"


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["sys.exit(7)"], "ended with exit code 7"),
        (["os.kill(os.getpid(), 9)"], "ended with exit code -9"),
        (["time.sleep(100)"], "took longer than 0.5 seconds, so it was killed"),
    ],
)
def test_a_command_that_fails_is_named_and_stops_nothing(job, lines, wrong):
    """In what the night returns, status, report and metrics."""
    command = script(job, "published", *lines)
    job.configure(f"on_publish = {command}", "command_seconds = 0.5")
    night = job.run()
    assert night.ended == "published"
    assert night.warnings == (f"The command on_publish {wrong}.",)
    folder = job.store.folder
    assert read_status(folder).warnings == night.warnings
    assert read_status(folder).state == "fresh"
    assert "The command on\\_publish" in (folder / "report.md").read_text()
    assert metrics(folder / "metrics.prom")["summit_command_failed", "on_publish"] == 1
    assert job.run().warnings == ()


@pytest.mark.parametrize("command", [["./none"], ["./plain"], ["no-such-program-anywhere"]])
def test_a_command_that_cannot_be_started_is_named(job, command):
    """No such program, or none that may be run."""
    (job.folder / "plain").write_text("text")
    job.configure(f"on_publish = {json.dumps(command)}")
    night = job.run()
    assert night.ended == "published"
    assert night.warnings[0].startswith("The command on_publish cannot be started: ")


def test_what_a_command_has_started_dies_with_it(tmp_path):
    """Its whole session is killed when its time is over."""
    note = tmp_path / "pid"
    shell = f"sleep 300 & echo $! > {note}.new; mv {note}.new {note}; wait"
    assert "killed" in call(["/bin/sh", "-c", shell], {}, seconds=2)
    started = int(note.read_text())
    while is_alive(started):  # until the system has noticed; for ever, if it was not killed
        time.sleep(0.05)


def is_alive(process):
    """Tell whether a process runs; one that is only waited for does not."""
    path = Path(f"/proc/{process}/stat")
    return path.exists() and path.read_text().split()[2] != "Z"


def test_a_stop_reaches_the_command():
    """It is killed, and the night ends in good order."""

    def interrupted(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupted)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.5)
        assert call(["sleep", "100"], {}, seconds=90) == "was stopped together with the night"
    finally:
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "line",
    ['on_publish = "echo x"', "on_publish = []", 'on_stale = [""]', "on_stale = [1]",
     "command_seconds = 0", 'metrics = "instance/x"', 'metrics = "store/releases/x"'],
)  # fmt: skip
def test_bad_commands_are_refused(job, line):
    """A line for a shell above all."""
    with pytest.raises(InstanceError) as error:
        job.configure(line)
    assert error.value.faults[0].column.startswith(line.partition(" ")[0])


def test_metrics_say_how_it_is(job):
    """Where the configuration says, for others to read; each night anew."""
    job.configure('metrics = "metrics/summit.prom"')
    path = job.folder / "metrics" / "summit.prom"
    job.run()
    found = metrics(path)
    assert found["summit_night_ended", "published"] == found["summit_fresh", None] == 1
    assert found["summit_release_number", None] == 1
    assert found["summit_release_placed", None] == 4
    assert path.stat().st_mode & 0o777 == 0o644
    job.configure('metrics = "metrics/summit.prom"', "[budget]", "moves = 0")
    job.ask(*job.meetings[:2])
    assert job.run().pending
    found = metrics(path)
    assert (found["summit_night_ended", "kept"], found["summit_night_ended", "published"]) == (1, 0)
    assert (found["summit_fresh", None], found["summit_candidate_waits", None]) == (0, 1)
    since = read_status(job.store.folder).since.timestamp()
    assert found["summit_state_since_timestamp_seconds", None] == pytest.approx(since)
    assert os.listdir(path.parent) == ["summit.prom"]


def test_metrics_are_documented(job):
    """Every name, in the page of the job."""
    job.configure(f"on_publish = {script(job, 'published')}")
    job.run()
    docs = DOCS.read_text()
    names = {name for name, _ in metrics(job.store.folder / "metrics.prom")}
    assert {name for name in names if f"`{name}`" not in docs} == set()
