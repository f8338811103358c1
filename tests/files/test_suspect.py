"""Ids and titles that programs on the way change, or have changed, are warned of."""

from pathlib import Path

import pytest

from models import Fault, InstanceError
from scheduler.files import load_instance, load_timetable, render

INSTANCES = Path(__file__).parents[2] / "instances"


def warnings_of(folder: Path) -> list[Fault]:
    told: list[Fault] = []
    load_instance(folder, on_warning=told.append)
    return told


@pytest.mark.parametrize(
    "name",
    ["007", "3E10", "1-2", "10.10", "TRUE", "vrai", "1e5", "2-3-2027", "MAR1", "sept-2", "1-May",
     "12345678901234567", "1.5"],
)  # fmt: skip
def test_an_id_that_a_spreadsheet_changes_is_warned_of(folder: Path, name: str) -> None:
    """Once for the table, however many there are."""
    (folder / "press.csv").write_text(
        f"id,title,minutes\n{name},P,30\n{name}1,Q,30\n0{name},R,30\n"
    )
    told = [warning for warning in warnings_of(folder) if warning.code == "fragile-id"]
    assert [(w.file, w.row, w.column) for w in told] == [("press.csv", 2, "id")]
    assert repr(name) in told[0].found


@pytest.mark.parametrize("name", ["b1", "7", "SE-01", "W2.5", "host-first", "decision", "E10"])
def test_other_ids_are_no_matter(folder: Path, name: str) -> None:
    """Whole numbers come back as they are."""
    (folder / "press.csv").write_text(f"id,title,minutes\n{name},P,30\n")
    assert warnings_of(folder) == []


@pytest.mark.parametrize(
    "title", ["L? ký k?t", "L\ufffd ký", "Lá»… ký", "Côte dâ\u20ac\u2122Ã©", "L? ký"]
)
def test_lost_letters_are_warned_of(folder: Path, title: str) -> None:
    """As a code page leaves them that does not have them."""
    (folder / "press.csv").write_text(f"id,title,minutes\np,{title},30\n")
    told = warnings_of(folder)
    assert [(w.code, w.file, w.column) for w in told] == [("lost-letters", "press.csv", "title")]


@pytest.mark.parametrize("title", ["Lễ ký kết", "What next?", "Who? Where? And when?", "São SÃO Â"])
def test_questions_are_no_lost_letters(folder: Path, title: str) -> None:
    """Nor are letters that are rare."""
    (folder / "press.csv").write_text(f"id,title,minutes\np,{title},30\n")
    assert warnings_of(folder) == []


@pytest.mark.parametrize("name", ["tiny", "hanoi-2025-10-14", "hanoi-2025-10-08"])
def test_our_own_instances_have_nothing_worth_a_look(name: str) -> None:
    """What everybody starts from is quiet."""
    assert warnings_of(INSTANCES / name) == []


def refused(folder: Path) -> list[Fault]:
    with pytest.raises(InstanceError) as error:
        load_instance(folder)
    return list(error.value.faults)


def test_blanks_are_shown_as_they_are(folder: Path) -> None:
    """Else what is found and what is allowed look the same."""
    (folder / "zones.csv").write_text("id,name\nOP  EN,Zone\n")
    assert "'OP  EN'" in render(refused(folder))


@pytest.mark.parametrize(
    ("file", "coding"), [("resources.csv", "utf-32"), ("summit.toml", "utf-16")]
)
def test_unicode_text_of_other_codings_is_named(folder: Path, file: str, coding: str) -> None:
    """Not by its first byte."""
    (folder / file).write_bytes("id,name,level\nx,X,1\n".encode(coding))
    assert refused(folder)[0].found.startswith("text in UTF-16 or UTF-32")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_the_row_is_right_whatever_ends_a_line(folder: Path, end: str) -> None:
    """Of text that is no UTF-8, and of NUL bytes."""
    text = end.join(["id,name,level", "x,X,1", "y,Überblick,1"])
    (folder / "resources.csv").write_bytes(text.encode("latin-1") + "é".encode())
    fault = refused(folder)[0]
    assert fault.row == 3
    assert "'y,Überblick,1" in fault.found
    (folder / "resources.csv").write_bytes(text.replace("Ü", "\0").encode())
    assert refused(folder)[0].row == 3


def test_a_start_without_a_room_is_said_in_words(tmp_path: Path) -> None:
    """Not as Python shows it."""
    (tmp_path / "t.csv").write_text("activity,start,room\nW1,2025-10-25T10:30,\n")
    with pytest.raises(InstanceError, match="found one without the other; allowed: start and room"):
        load_timetable(tmp_path / "t.csv")


def test_what_cannot_be_seen_is_shown(folder: Path) -> None:
    """In columns, hints and cells."""
    (folder / "resources.csv").write_text("id,nam\u200be\u2011x,level\nx,X,1\n")
    assert "nam\\u200be\\u2011x" in str(refused(folder)[0])
    (folder / "resources.csv").write_text("id,name,level\na\u0301,X,1\nx\u2011y,X,1\n")
    told = " ".join(fault.found for fault in refused(folder))
    assert "'a\\u0301'" in told
    assert "'x\\u2011y'" in told
