"""A configuration is right, or all its faults are reported."""

from pathlib import Path

import pytest

from models import InstanceError
from scheduler.publishing import load_config, nightly


@pytest.fixture
def read(tmp_path):
    """Read a configuration from lines of TOML."""

    def one(*lines: str, binary: bytes = b""):
        path = tmp_path / "nightly.toml"
        path.write_bytes("\n".join(lines).encode() + binary)
        return load_config(path)

    (tmp_path / "inputs").mkdir()
    return one


GOOD = ('instance = "inputs"', 'store = "store"')


def test_paths_are_relative_to_the_file(read, tmp_path, monkeypatch):
    """Wherever the job is started from."""
    monkeypatch.chdir("/")
    config = read(*GOOD, 'log = "logs/night.jsonl"')
    assert Path(config.instance) == tmp_path / "inputs"
    assert Path(config.store) == tmp_path / "store"
    assert Path(config.log) == tmp_path / "logs" / "night.jsonl"


def test_all_faults_are_reported_at_once(read):
    """With the line of each, and what is allowed."""
    with pytest.raises(InstanceError) as error:
        read(
            'instance = ""', "seed = -1", "keep = 0", "workers = true", 'time_limit = "soon"',
            "stor = 3", "[budget]", "moves = 1.5", "people_tolled = 2",
        )  # fmt: skip
    faults = error.value.faults
    columns = {fault.column for fault in faults}
    assert columns == {
        "instance", "store", "seed", "keep", "workers", "time_limit", "stor", "budget.moves",
        "budget.people_tolled",
    }  # fmt: skip
    assert {fault.row for fault in faults if fault.column == "keep"} == {3}
    assert any("did you mean store?" in fault.allowed for fault in faults)


@pytest.mark.parametrize(
    "lines",
    [
        ["time_limit = nan"],
        ["time_limit = inf"],
        ["time_limit = 0"],
        ["time_limit = true"],
        ["keep = 99999999999999999999999999"],
        ["seed = 1979-05-27"],
        ["workers = []"],
        ["charts = 1"],
        ["budget = 3"],
        ["[budget]", "moves = -1"],
        ['store = "inputs/store"'],
        ['store = "."'],
        ['store = "inputs"'],
        ['store = "nightly.toml"'],
        ['heartbeat = "inputs/rooms.csv"'],
        ['heartbeat = "store/releases/x"'],
        ['heartbeat = "nightly.toml"'],
        ['heartbeat = "inputs"'],
        ['heartbeat = "same"', 'log = "same"'],
        ['log = "store/current/x"'],
        ['log = "/dev/full"'],
        ['store = "a\\u0000b"'],
        ["= 3"],
        ["[budget]", "[budget]"],
        ["x = " + "[" * 5000],
    ],
    ids=lambda lines: "; ".join(lines)[:40],
)
def test_bad_configurations_are_refused(read, tmp_path, lines):
    """With one clear message, and nothing is written."""
    given = {line.partition(" = ")[0] for line in lines}
    fixed = [line for line in GOOD if line.partition(" = ")[0] not in given]
    with pytest.raises(InstanceError) as error:
        read(*fixed, *lines)
    assert error.value.faults
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inputs", "nightly.toml"]


def test_a_file_that_is_no_text_or_is_not_there(read, tmp_path):
    """The file is named."""
    with pytest.raises(InstanceError, match="UTF-8"):
        read(*GOOD, binary=b"\n# \xff")
    with pytest.raises(InstanceError, match="no such file"):
        nightly(tmp_path / "none.toml")
    with pytest.raises(InstanceError, match="folder"):
        nightly(tmp_path)


def test_the_store_is_not_the_folder_of_another_instance(read, tmp_path):
    """Its tables would be lost among releases."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "summit.toml").write_text("")
    with pytest.raises(InstanceError, match="not that of another instance"):
        read('instance = "inputs"', 'store = "other"')
