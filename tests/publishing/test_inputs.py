"""Inputs are read once, and never half of a change."""

import os

import pytest

from models import InstanceError
from scheduler.files import dump_instance, workbook_of
from scheduler.publishing import inputs
from scheduler.publishing.inputs import copied, read_inputs, take_inputs

pytestmark = pytest.mark.searches


def test_a_document_is_taken_too(job):
    """One JSON file in place of a folder."""
    document = job.folder / "summit.json"
    document.write_text(dump_instance(job.ask(*job.meetings)))
    job.toml.write_text(job.toml.read_text().replace('"instance"', '"summit.json"'))
    assert job.run().ended == "published"
    assert [path.name for path in (job.current.folder / "inputs").iterdir()] == ["instance.json"]
    assert job.current.instance == job.ask(*job.meetings)
    assert job.run().ended == "unchanged"


def test_a_workbook_is_taken_too(job):
    """The planners' own, as it is."""
    asked = job.ask(*job.meetings)
    (job.folder / "summit.xlsx").write_bytes(workbook_of(asked))
    into = job.folder / "copy"
    assert take_inputs(job.folder / "summit.xlsx", into, pytest.fail) == asked
    assert copied(into) == into / "instance.xlsx"
    assert read_inputs(copied(into)).sha256 == asked.sha256


def changing(monkeypatch, job, times):
    """Let a planner save a table while it is read, so many times."""
    read = inputs.read_file
    left = [times]

    def saving(path):
        data = read(path)
        if path.name == "bilaterals.csv" and left[0]:
            left[0] -= 1
            job.ask(*job.meetings[: left[0] % 2 + 1])
        return data

    monkeypatch.setattr(inputs, "read_file", saving)


def test_a_copy_is_begun_again_if_somebody_saves_meanwhile(job, monkeypatch):
    """What is taken is what is there in the end."""
    changing(monkeypatch, job, 1)
    taken = take_inputs(job.inputs, job.folder / "copy", pytest.fail)
    assert taken == job.ask(*job.meetings[:1])


def test_inputs_that_never_rest_are_refused(job, monkeypatch):
    """That is reported, and the last release stays."""
    before = job.run().release
    changing(monkeypatch, job, 1000)
    night = job.run()
    assert (night.ended, night.release) == ("kept", before)
    assert "change while they are read" in night.conflict[0]


def test_what_is_no_file_is_refused_unread(job):
    """Reading a pipe would never end."""
    (job.inputs / "rooms.csv").unlink()
    os.mkfifo(job.inputs / "rooms.csv")
    with pytest.raises(InstanceError, match="neither file nor folder"):
        take_inputs(job.inputs, job.folder / "copy", pytest.fail)
    assert not (job.folder / "copy").exists()


def test_files_of_others_are_not_copied(job):
    """Notes, hidden files and what editors leave."""
    for name in ("README.md", ".rooms.csv.swp", "~rooms.csv"):
        (job.inputs / name).write_text("mine")
    job.run()
    names = {path.name for path in (job.current.folder / "inputs").iterdir()}
    assert names == {"summit.toml", "rooms.csv", "people.csv", "plenaries.csv", "bilaterals.csv"}


def test_what_is_worth_a_look_is_in_the_report(job):
    """A copy of a table keeps nobody from publishing, and is no input of the release."""
    (job.inputs / "rooms - Copie.csv").write_text("id\n")
    night = job.run()
    assert night.ended == "published"
    (warning,) = night.warnings
    assert warning.startswith("Inputs: rooms - Copie.csv: found what may be a copy of rooms.csv")
    assert "may be a copy of rooms" in (job.folder / "store" / "report.md").read_text()
    assert not (job.current.folder / "inputs" / "rooms - Copie.csv").exists()


def test_a_workbook_in_place_of_a_table_stops_the_night(job):
    """Else the hours in it would not be known."""
    (job.inputs / "availability.xlsx").write_bytes(b"PK")
    night = job.run()
    assert (night.ended, night.cause) == ("nothing", "input")
    assert night.conflict[0].startswith("availability.xlsx: found a workbook that is not read")


def test_renamed_ids_are_told_to_planners_alone(job):
    """A night after a room, a person and a meeting have got other ids: nobody is to be told."""
    first = job.run().release
    for file in job.inputs.glob("*.csv"):
        text = file.read_text().replace("BOOTH", "CABIN").replace("\nab,", "\na-b,")
        file.write_text(text)
    night = job.run()
    assert (night.ended, night.release == first) == ("published", False)
    assert job.current.record.counts.people_told == 0
    assert any("Room BOOTH is CABIN now." in warning for warning in night.warnings)
    assert any("Activity ab is a-b now." in warning for warning in night.warnings)
