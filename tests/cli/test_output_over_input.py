"""What is written never lands on what is read."""

import shutil

import pytest

from models import InstanceError
from scheduler.files import dump_instance, load_instance, staged


def contents(folder):
    """Return what is in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def places(tiny, hanoi, solved, tmp_path):
    """An instance as a folder and as a document, another one, a policy, and results."""
    shutil.copytree(tiny, tmp_path / "mine")
    shutil.copytree(hanoi, tmp_path / "other")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    for name in ("doc", "rules"):
        (tmp_path / name).mkdir()
    (tmp_path / "doc" / "it.json").write_text(dump_instance(load_instance(tiny)))
    (tmp_path / "rules" / "policy.toml").write_text("break_minutes = 45\n")
    return {"tmp": tmp_path, "table": solved / "timetable.csv", "solved": solved}


@pytest.mark.searches
@pytest.mark.parametrize(
    "line",
    [
        "solve {tmp}/mine --out {tmp}/mine",
        "solve {tmp}/mine --out {tmp}/link",
        "solve {tmp}/link --out {tmp}/link/../mine",
        "solve {tmp}/mine --out {tmp}/other",
        "solve {tmp}/doc/it.json --out {tmp}/doc",
        "solve {tmp}/mine --policy {tmp}/rules/policy.toml --out {tmp}/rules",
        "solve {tmp}/mine --previous {table} --out {solved}",
        "solve {tmp}/mine --start {table} --out {solved}",
        "replan {tmp}/mine --previous {table} --out {solved}",
        "replan {tmp}/mine --previous {table} --out {tmp}/mine",
        "plot {tmp}/mine {table} --out {solved}",
        "plot {tmp}/mine {table} --out {tmp}/mine",
        "generate --heads 4 --days 1 --out {tmp}/mine",
        "new {tmp}/mine",
    ],
)
def test_output_over_input_is_refused(summit, places, line):
    """Before anything is searched or written, under whatever name the folder is given."""
    folders = ("mine", "other", "doc", "rules", "solved")
    before = {name: contents(places["tmp"] / name) for name in folders}
    ended = summit(*line.format(**places).split())
    assert ended.code == 2, ended.err
    assert "which is input" in ended.err or "exists and is not empty" in ended.err
    assert {name: contents(places["tmp"] / name) for name in folders} == before


@pytest.mark.searches
def test_a_folder_inside_or_around_an_instance_may_be_written(summit, places):
    """It is no part of it."""
    out = places["tmp"] / "mine" / "out"
    assert summit("solve", places["tmp"] / "mine", "--out", out, "--no-charts").code == 0
    assert summit("solve", places["tmp"] / "mine", "--out", out, "--no-charts").code == 0


def test_whatever_is_written_from_python_does_not_land_there_either(tiny, tmp_path):
    """As `summit.toml` tells what the folder is."""
    shutil.copytree(tiny, tmp_path / "mine")
    with pytest.raises(InstanceError, match="which is input"), staged(tmp_path / "mine"):
        pass
