"""``summit nightly`` and ``summit releases``: documents, messages and exit codes."""

import json
import shutil

import pytest

from models import ChangeRows, Night, ReleaseRecord, ReleaseRows
from scheduler.publishing import Store

pytestmark = pytest.mark.searches


@pytest.fixture
def config(tiny, tmp_path):
    """A job on the tiny instance."""
    shutil.copytree(tiny, tmp_path / "inputs")
    path = tmp_path / "nightly.toml"
    path.write_text('instance = "inputs"\nstore = "store"\ntime_limit = 5\ncharts = false\n')
    return path


@pytest.fixture
def store(config):
    """Its store."""
    return config.parent / "store"


@pytest.fixture
def two(summit, config):
    """Let two nights pass; return the ids of the releases."""
    assert summit("nightly", "--config", config).code == 0
    cancel(config, "b2")
    assert summit("nightly", "--config", config).code == 0
    return [release.id for release in Store(config.parent / "store").releases()]


def cancel(config, request):
    table = config.parent / "inputs" / "bilaterals.csv"
    lines = table.read_text().splitlines(keepends=True)
    table.write_text("".join(line for line in lines if not line.startswith(f"{request},")))


def test_nightly_publishes_and_then_has_nothing_to_do(summit, config, store):
    """Twice 0; one document on standard output, lines of JSON and a sentence beside it."""
    first = summit("nightly", "--config", config, "--json")
    assert first.code == 0
    told = json.loads(first.out)
    assert Night.model_validate_json(first.out).release == told["release"]
    assert told["ended"] == "published"
    lines = first.err.splitlines()
    assert [json.loads(line)["event"] for line in lines if line.startswith("{")][-1] == "ended"
    assert lines[-1] == f"published: Release {told['release']} is published."
    again = summit("nightly", "--config", config, "--json")
    assert again.code == 0
    assert json.loads(again.out)["ended"] == "unchanged"
    assert (store / "current" / "timetable.json").exists()


def test_nightly_keeps_the_last_release(summit, config, store):
    """5, with what stands in the way."""
    summit("nightly", "--config", config)
    (config.parent / "inputs" / "people.csv").write_text("id,name\nhost\n")
    ended = summit("nightly", "--config", config)
    assert ended.code == 5
    assert "people.csv" in ended.out
    assert "Traceback" not in ended.err
    assert json.loads((store / "status.json").read_text())["state"] == "stale"


def test_nightly_without_anything_to_keep(summit, config):
    """2, as for any other bad input."""
    shutil.rmtree(config.parent / "inputs")
    assert summit("nightly", "--config", config).code == 2


def test_nightly_refuses_a_bad_configuration(summit, config, store):
    """2, all faults, nothing written."""
    config.write_text("instance = 3\nkeeep = 1\n")
    ended = summit("nightly", "--config", config)
    assert ended.code == 2
    for name in ("instance", "store", "keeep"):
        assert f"column {name}" in ended.err
    assert not store.exists()


def test_nightly_and_rollback_wait_for_nobody(summit, config, store, two):
    """6 while another run holds the lock."""
    with Store(store).lock():
        assert summit("nightly", "--config", config).code == 6
        assert summit("releases", "rollback", store, two[0]).code == 6
        assert summit("releases", "prune", store, "--keep", 1).code == 6
        assert summit("releases", "list", store).code == 0


def test_nightly_approves_what_waits(summit, config, store):
    """5 with a name, and 0 with that name."""
    summit("nightly", "--config", config)
    with config.open("a") as stream:
        stream.write("[budget]\nmoves = 0\n")
    cancel(config, "b2")
    waiting = summit("nightly", "--config", config, "--json")
    assert waiting.code == 5
    name = json.loads(waiting.out)["pending"]
    assert name in (store / "report.md").read_text()
    assert summit("nightly", "--config", config, "--approve", "other").code == 5
    assert summit("nightly", "--config", config, "--approve", name).code == 0


def test_releases_list_show_and_diff(summit, store, two):
    """For people, and as JSON."""
    assert all(name in summit("releases", "list", store).out for name in two)
    listed = summit("releases", "list", store, "--json").out
    rows = json.loads(listed)
    assert [row.number for row in ReleaseRows.model_validate_json(listed).root] == [1, 2]
    assert [row["release"] for row in rows] == two
    assert [row["current"] for row in rows] == [False, True]
    record = summit("releases", "show", store, "--json").out
    shown = json.loads(record)
    assert ReleaseRecord.model_validate_json(record).counts.cancelled == 1
    assert shown["id"] == two[1]
    assert shown["parent"] == two[0]
    assert "hard rules: passed" in summit("releases", "show", store, two[0]).out
    differing = summit("releases", "diff", store, two[0], "--json").out
    changes = json.loads(differing)
    assert ChangeRows.model_validate_json(differing).root[0].start_after is None
    assert {"activity": "b2", "what": "dropped"}.items() <= changes[0].items()
    assert "to tell: b, " in summit("releases", "diff", store, *two).out


def test_releases_rollback_verify_and_prune(summit, store, two):
    """Back to the first, which is a third; then an altered byte; then only one is left."""
    assert summit("releases", "rollback", store, two[0]).code == 0
    current = Store(store).current()
    assert current is not None
    assert current.number == 3
    assert summit("releases", "verify", store).code == 0
    assert two[0] in summit("releases", "prune", store, "--keep", 2).out
    table = store / "releases" / two[1] / "timetable.csv"
    table.chmod(0o644)
    table.write_text(table.read_text().replace("HALL", "HALT"))
    ended = summit("releases", "verify", store)
    assert ended.code == 3
    assert f"{two[1]}: timetable.csv was altered" in ended.out
    assert json.loads(summit("releases", "verify", store, "current", "--json").out) == {
        current.id: []
    }


@pytest.mark.parametrize("command", ["list", "show", "verify", "diff", "rollback", "prune"])
def test_releases_of_what_is_no_store(summit, tmp_path, command):
    """2 and one message; nothing is made."""
    more = {"diff": ["a", "b"], "rollback": ["a"], "prune": ["--keep", 1]}.get(command, [])
    ended = summit("releases", command, tmp_path / "none", *more)
    assert ended.code == 2
    assert "a store that summit nightly has made" in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["show", "verify", "diff", "rollback"])
def test_releases_that_are_not_there(summit, store, two, command):
    """2, and those that are there."""
    ended = summit("releases", command, store, "000009-2026-01-01")
    assert ended.code == 2
    assert two[1] in ended.err


def test_releases_diff_is_a_line_for_each_change(summit, store, two):
    """With when, where and how long on either side of it."""
    head, first, *_ = summit("releases", "diff", store, *two).out.splitlines()
    assert head.split() == ["activity", "title", "what", "before", "after", "tell", "reason"]
    assert first.startswith("b2 ")
    assert "  dropped  2025-10-25 " in first
    assert " BOOTH unit 1 30 min  " in first
    assert first.endswith("no longer in the instance")


def test_by_alone_is_refused(summit, config, store):
    """2, and nothing is done: nobody signs a night that the job decides."""
    ended = summit("nightly", "--config", config, "--by", "Lan")
    assert ended.code == 2
    assert "--approve" in ended.err
    assert not store.exists()


def test_rollback_and_approval_say_first_what_they_mean(summit, config, store, two):
    """What breaks, who is told, then what was done; the record says who."""
    back = summit("releases", "rollback", store, two[0], "--by", "Lan").out.splitlines()
    assert back[0] == f"Release {two[0]} breaks no hard rule of today."
    assert "gives a place to 1 that the inputs of today no longer have" in back[1]
    assert "differ from the current release." in back[3]
    assert back[4].startswith("Tell these ")
    assert back[-1].endswith("is the current release now.")
    assert json.loads(summit("releases", "show", store, "--json").out)["by"] == "Lan"
    with config.open("a") as stream:
        stream.write("[budget]\nmoves = 0\n")
    cancel(config, "b3")
    name = json.loads(summit("nightly", "--config", config, "--json").out)["pending"]
    done = summit("nightly", "--config", config, "--approve", name, "--by", "Lan", "--json")
    assert json.loads(done.out)["ended"] == "published"
    assert f"Candidate {name} breaks no hard rule of today." in done.err
    assert "by: Lan" in summit("releases", "show", store).out


@pytest.mark.parametrize(("answer", "done"), [("n", False), ("y", True)])
def test_a_person_at_a_terminal_is_asked(summit, store, two, monkeypatch, answer, done):
    """And nothing happens unless they agree."""
    monkeypatch.setattr("scheduler.cli.agreeing.at_a_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda *_, **__: answer == "y")
    ended = summit("releases", "rollback", store, two[0])
    assert ended.code == 0
    assert ("Nothing was done." in ended.out) is not done
    assert len(Store(store).releases()) == (3 if done else 2)
