"""Files and folders of a set, and what is published beside them."""

import pytest

from models import InstanceError
from scheduler.benching import Published, load_problems

B2B = """nBusiness = 2; nMeetings = 1; nTables = 1; nTotalSlots = 1; nMorningSlots = 1;
requested = [|1,2,3|];"""

HEADER = "instance,variant,fairness_d,status,optimum_breaks,maxsat_time_s\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("b.two.dzn", "a.dzn", ".hidden.dzn", "notes.txt"):
        (tmp_path / name).write_text(B2B, encoding="utf-8")
    return tmp_path


def names(problems):
    return [problem.name for problem, _ in problems]


def test_a_folder_is_read_by_name(folder):
    """Files of the set's kind, sorted; hidden files are passed over."""
    assert names(load_problems("b2b", folder)) == ["a", "b.two"]
    assert names(load_problems("b2b", folder / "b.two.dzn")) == ["b.two"]


def test_nothing_published(folder):
    """Problems without ``published.csv`` are run all the same."""
    assert [known for _, known in load_problems("b2b", folder)] == [Published()] * 2


def test_published_of_the_same_fairness(folder):
    """A row counts for its fairness only; cells that are no numbers are passed over."""
    rows = "a,x,2,OPT,3,1.5\na,x,0,UNSAT,,TO\nb.two,x,2,TO,-,TO\nc,x,2,OPT,1,1\n"
    (folder / "published.csv").write_text(HEADER + rows, encoding="utf-8")
    known = [published for _, published in load_problems("b2b", folder)]
    assert known == [Published("optimal", 3, 1.5), Published()]
    known = [published for _, published in load_problems("b2b", folder / "a.dzn", fairness=0)]
    assert known == [Published("infeasible")]
    known = [published for _, published in load_problems("b2b", folder / "a.dzn", fairness=1)]
    assert known == [Published()]


def test_published_without_names(folder):
    """A table that names no problems is not used."""
    (folder / "published.csv").write_text("name,status\na,OPT\n", encoding="utf-8")
    with pytest.raises(InstanceError, match="a column instance"):
        load_problems("b2b", folder)


def test_faults_of_all_files(folder):
    """One bad file does not hide another."""
    for name in ("a.dzn", "b.two.dzn"):
        (folder / name).write_text("nBusiness = ;", encoding="utf-8")
    with pytest.raises(InstanceError) as caught:
        load_problems("b2b", folder)
    assert {fault.file for fault in caught.value.faults} == {"a.dzn", "b.two.dzn"}


def test_faults_between_rows_name_the_file(tmp_path):
    """A fault that only the instance shows, such as an unknown person, names its file."""
    (tmp_path / "c.json").write_text(
        """{"days": 1, "ticks_per_day": 4, "tick_minutes": 15, "day_start": "08:00",
        "turnaround": {}, "break_longer_than": 2, "rooms": [{"id": "R", "kind": "x"}],
        "weights": {"unscheduled_per_priority": 1, "topic_overlap": 1, "person_break": 1,
        "preferred_start": 1}, "room_groups": {"g": ["R"]}, "people": [], "activities": [
        {"id": "A", "kind": "workshop", "duration": 1, "people": ["P"], "room_group": "g",
        "starts": [[0, 1]], "priority": 1, "optional": false}]}""",
        encoding="utf-8",
    )
    with pytest.raises(InstanceError) as caught:
        load_problems("rivals", tmp_path)
    (fault,) = caught.value.faults
    assert (fault.file, fault.column, fault.found) == ("c.json", "activities[0].people", "'P'")


@pytest.mark.parametrize("path", ["", "no-such.json"])
def test_nothing_to_read(tmp_path, path):
    """An empty folder or a missing file is a fault, not an empty run."""
    with pytest.raises(InstanceError):
        load_problems("rivals", tmp_path / path)
