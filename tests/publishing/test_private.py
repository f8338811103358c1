"""The store is nobody else's business; a part of each release is for everybody."""

import csv
import os
import stat

import pytest

from scheduler.publishing import rollback

pytestmark = pytest.mark.searches


@pytest.fixture(params=[0o022, 0o002, 0o000])
def generous(request):
    """Run where whatever is made may be read, or even written, by others."""
    before = os.umask(request.param)
    yield request.param
    assert os.umask(before) == request.param


def open_to_others(folder):
    """Return what others may do anything with."""
    every = [folder, *(path for path in folder.rglob("*") if not path.is_symlink())]
    return [path for path in every if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_nobody_else_can_enter_the_store(job, generous):
    """Whatever the night did: published, kept, waited, went back."""
    job.configure('heartbeat = "run/beat.json"', 'log = "log.jsonl"')
    first = job.run().release
    job.ask(*job.meetings[:2])
    job.run()
    job.configure("[budget]", "moves = 0")  # now the heartbeat is in the store
    job.ask(*job.meetings[:1])
    assert job.run().pending
    assert open_to_others(job.store.folder) == []
    rollback(job.store.folder, first)
    assert open_to_others(job.store.folder) == []
    assert stat.S_IMODE((job.folder / "log.jsonl").stat().st_mode) == 0o600
    assert stat.S_IMODE((job.folder / "run" / "beat.json").stat().st_mode) == 0o644


def test_a_store_that_was_open_is_closed(job, generous):
    """So that older releases in it are private too."""
    job.store.folder.mkdir()
    job.run()
    assert stat.S_IMODE(job.store.folder.stat().st_mode) == 0o700


def test_what_the_instance_asks_for_is_in_the_release(job):
    """For each audience and language, summed like everything else."""
    job.ask(*job.meetings[:2], export={"audiences": ["planner", "public"], "languages": ["vi"]})
    job.configure()
    assert job.run().ended == "published"
    names = {name for name in job.current.record.outputs if name.startswith("exports/")}
    assert {"exports/planner/vi/programme.html", "exports/public/vi/programme.html"} <= names
    assert job.current.damage() == []


def test_the_public_part_has_no_bilateral(job):
    """Nor a name; it goes with its release, is summed with it, and is right after going back."""
    first = job.run().release
    job.ask(*job.meetings[:2])
    job.run()
    rollback(job.store.folder, first)
    assert job.current.damage() == []
    assert "public/programme.csv" in job.current.record.outputs
    with (job.current.folder / "public" / "programme.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert rows == [
        {
            "start": "2025-10-25T09:00",
            "end": "2025-10-25T09:30",
            "kind": "plenary",
            "title": "Opening",
            "room_name": "Hall",
        }
    ]
