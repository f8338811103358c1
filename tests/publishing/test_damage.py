"""If the store is damaged, people see a release that can be relied on, or a message."""

import os
import random
import shutil
from datetime import UTC, datetime

import pytest

from scheduler.publishing import releases, store, verify
from scheduler.publishing.release import Release
from scheduler.publishing.sums import SUMS, hashes, sums_text

pytestmark = pytest.mark.searches


@pytest.fixture
def two(job):
    """A store of two releases."""
    job.run()
    job.ask(*job.meetings[:2])
    job.run()
    return job


def overwrite(path, content=b"spoilt"):
    path.chmod(0o644)
    path.write_bytes(content)


def test_verify_sees_any_altered_byte(two):
    """A random byte of every file, the sums and the record among them."""
    chance = random.Random(5)
    folder = two.current.folder
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(files) > 10
    for path in files:
        whole = path.read_bytes()
        for _ in range(5):
            place = chance.randrange(len(whole))
            altered = bytearray(whole)
            altered[place] ^= 1 << chance.randrange(8)
            overwrite(path, bytes(altered))
            assert two.current.damage(), f"{path.name}, byte {place}"
        overwrite(path, whole)
    assert Release(folder).damage() == []


def test_verify_sees_what_is_missing_extra_or_strange(two):
    """A file, a folder, a link, a pipe; and a release under another name."""
    folder = two.current.folder
    (folder / "more").mkdir()
    assert Release(folder).damage() == ["more is an empty folder that does not belong to it"]
    (folder / "more").rmdir()
    (folder / "link").symlink_to("timetable.json")
    assert Release(folder).damage() == ["link is not a plain file"]
    (folder / "link").unlink()
    os.mkfifo(folder / "pipe")
    assert Release(folder).damage() == ["pipe is not a plain file"]
    (folder / "pipe").unlink()
    (folder / "extra").write_text("")
    assert Release(folder).damage() == ["extra does not belong to it"]
    (folder / "extra").unlink()
    other = folder.with_name("000009-2026-01-01")
    folder.rename(other)
    assert "is of" in Release(other).damage()[0]


def test_verify_sees_a_release_that_was_replaced_whole(two):
    """Its own sums are right, but not those recorded in the next release."""
    first, last = two.store.releases()
    before = verify(two.store.folder)
    assert not any(before.values())
    overwrite(first.folder / "goals.csv")
    overwrite(first.folder / SUMS, sums_text(hashes(first.folder)).encode())
    told = verify(two.store.folder)
    assert told[first.id] == []
    assert first.id in told[last.id][0]


def test_verify_sees_where_current_leads(two):
    """To an older release, or to nothing."""
    two.store.link.unlink()
    assert "current leads to nothing" in verify(two.store.folder)["store"][0]


@pytest.mark.parametrize("harm", ["timetable.json", "release.json", "inputs/summit.toml", "all"])
def test_a_release_that_cannot_be_read_is_replaced(two, harm):
    """By a new one if that can be made: against the one before it, although nothing changed."""
    damaged = two.current
    if harm == "all":
        for path in damaged.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    else:
        overwrite(damaged.folder / harm)
    night = two.run()
    assert night.ended == "published"
    assert two.current.number == 3
    assert two.current.damage() == []
    assert len(releases(two.store.folder)) == 3


def test_a_lost_chart_is_no_reason_to_move_anyone(two):
    """The timetable is undamaged, and that is what people rely on."""
    published = two.current.timetable
    (two.current.folder / "goals.csv").unlink()
    assert two.run().ended == "published"
    assert two.current.damage() == []
    assert two.current.record.counts.people_told == 0
    assert two.current.timetable.placements == published.placements


def test_a_damaged_release_and_no_inputs_go_back_to_a_whole_one(two):
    """What people see is whole, although the night failed."""
    first = two.store.releases()[0]
    overwrite(two.current.folder / "timetable.json")
    shutil.rmtree(two.inputs)
    night = two.run()
    assert (night.ended, night.cause) == ("kept", "input")
    assert two.current.damage() == []
    assert two.current.record.of == first.id
    assert night.release == two.current.id


def test_a_store_with_nothing_whole_begins_anew(two):
    """As on the first night."""
    for release in two.store.releases():
        overwrite(release.folder / "release.json")
    assert two.run().ended == "published"
    assert two.current.damage() == []
    assert list(releases(two.store.folder)["kind"]) == ["damaged", "damaged", "solved"]


@pytest.mark.parametrize("harm", ["missing", "dangling", "old"])
def test_current_is_put_right(two, harm):
    """It leads to the newest release again."""
    newest = two.current.id
    oldest = two.store.releases()[0].folder
    two.store.link.unlink()
    if harm != "missing":
        two.store.link.symlink_to("releases/none" if harm == "dangling" else oldest)
    assert two.run().release == newest
    assert two.current.id == newest


def test_something_else_named_current_is_left_alone(two):
    """It is a file of somebody else, so it is reported and not removed."""
    two.store.link.unlink()
    two.store.link.mkdir()
    (two.store.link / "mine.txt").write_text("mine")
    assert two.run().ended == "nothing"
    assert (two.store.link / "mine.txt").read_text() == "mine"


def test_a_clock_that_jumps_back_changes_no_order(job, monkeypatch):
    """The number comes first: the newest release is the current one."""

    class Back(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(1999, 1, 1, tzinfo=UTC)

    job.run()
    monkeypatch.setattr(store, "datetime", Back)
    monkeypatch.setattr("scheduler.publishing.trial.datetime", Back)
    for some in (job.meetings[:2], job.meetings[:1]):
        job.ask(*some)
        assert job.run().ended == "published"
    assert job.current.id == "000003-1999-01-01"
    frame = releases(job.store.folder)
    assert list(frame["number"]) == [1, 2, 3]
    assert list(frame["current"]) == [False, False, True]
    assert frame["made"].iloc[2] < frame["made"].iloc[0]
