"""Tables as spreadsheets of several countries save them."""

from pathlib import Path

import pytest

from models import Fault, InstanceError
from scheduler.files import load_instance, load_timetable

FRENCH = "Salle des fêtes – « Côte d’Ivoire », œuvre"
VIETNAMESE = "Phòng họp lớn: Đại hội đồng, lễ ký"
WESTERN = ["Überblick", "Perciò, può: città", "São Paulo, ações", "Reykjavík, Þór og Ýmir", FRENCH]


def told(folder: Path) -> list[Fault]:
    """Return what reading warns of."""
    warnings: list[Fault] = []
    load_instance(folder, on_warning=warnings.append)
    return warnings


def named(folder: Path, data: bytes) -> str:
    """Return the name that is read in a table."""
    (folder / "resources.csv").write_bytes(data)
    (folder / "workshops.csv").unlink(missing_ok=True)
    (folder / "plenaries.csv").unlink(missing_ok=True)
    (folder / "rules.csv").unlink(missing_ok=True)
    return load_instance(folder, on_warning=lambda _: None).resources[0].name


@pytest.mark.parametrize("separator", ["\t", ";"])
@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", [FRENCH, VIETNAMESE])
def test_unicode_text(folder: Path, separator: str, coding: str, name: str) -> None:
    """What is called so is UTF-16, and said."""
    rows = [["id", "name", "level"], ["x", name, "1"]]
    data = "\r\n".join(separator.join(row) for row in rows).encode(coding)
    assert named(folder, data) == name.replace("\u202f", " ")
    codes = [warning.code for warning in told(folder)]
    assert codes == (["other-encoding"] if coding == "utf-16" else [])


@pytest.mark.parametrize("name", WESTERN)
def test_a_western_code_page(folder: Path, name: str) -> None:
    """Also where a letter stands for a tone in the Vietnamese one."""
    assert named(folder, f"id;name;level\nx;{name};1\n".encode("cp1252")) == name
    (warning,) = told(folder)
    assert (warning.code, warning.file) == ("other-encoding", "resources.csv")
    assert "Windows-1252" in warning.found
    shown = warning.found.partition("read as such: ")[2].strip("'")
    assert shown in name
    assert not shown.isascii()


def test_the_vietnamese_code_page(folder: Path) -> None:
    """Which writes tones as signs of their own; what is read is composed."""
    bare = {"à": "a\u0300", "ò": "o\u0300", "ọ": "o\u0323", "ớ": "ơ\u0301", "ạ": "a\u0323",
            "ộ": "ô\u0323", "ồ": "ô\u0300", "ễ": "ê\u0303", "ý": "y\u0301"}  # fmt: skip
    apart = "".join(bare.get(sign, sign) for sign in VIETNAMESE)
    assert named(folder, f"id;name;level\nx;{apart};1\n".encode("cp1258")) == VIETNAMESE
    assert "Windows-1258" in told(folder)[0].found


@pytest.mark.parametrize("bad", [b"\xe9", b"\x00"])
def test_a_table_that_is_partly_utf_8_is_refused(folder: Path, bad: bytes) -> None:
    """Nobody could say what the other bytes are."""
    (folder / "resources.csv").write_bytes("id,name\nx,Lễ\n".encode() + bad + b",y\n")
    with pytest.raises(InstanceError):
        load_instance(folder)


@pytest.mark.parametrize("begin", [b"PK\x03\x04\x14", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_workbook_that_is_named_csv_is_called_so(folder: Path, begin: bytes) -> None:
    """Not some byte of it."""
    (folder / "resources.csv").write_bytes(begin + bytes(100))
    with pytest.raises(InstanceError, match=r"a workbook, or an archive, named \.csv"):
        load_instance(folder)


def test_a_timetable_in_a_code_page(tmp_path: Path) -> None:
    """It is said."""
    text = "activity;title;start;room;unit\r\nb1;Café;25/10/2025 9h30;BOOTH;1,0\r\n"
    (tmp_path / "t.csv").write_bytes(text.encode("cp1252"))
    warnings: list[Fault] = []
    (place,) = load_timetable(tmp_path / "t.csv", on_warning=warnings.append).placements
    assert place.unit == 1
    assert [warning.code for warning in warnings] == ["other-encoding"]


@pytest.mark.parametrize(
    ("written", "read"),
    [("12,0", 12), ("12.0", 12), ("12,00", 12), ("1 200", 1200), ("1\u202f200,0", 1200),
     ("1\u00a0200", 1200), ("\u200b12\u200e", 12)],
)  # fmt: skip
def test_whole_numbers_as_france_and_vietnam_write_them(
    folder: Path, written: str, read: int
) -> None:
    """Where only one reading is possible."""
    text = (folder / "rooms.csv").read_text(encoding="utf-8")
    assert "Hall,300" in text
    (folder / "rooms.csv").write_text(text.replace("Hall,300", f'Hall,"{written}"'))
    assert load_instance(folder).rooms[0].capacity == read


@pytest.mark.parametrize("written", ["12,5", "1.200", "1,200", "12 00", "1 2000"])
def test_other_numbers_are_faults(folder: Path, written: str) -> None:
    """1,200 may be a little more than one, or many."""
    text = (folder / "rooms.csv").read_text(encoding="utf-8")
    (folder / "rooms.csv").write_text(text.replace("Hall,300", f'Hall,"{written}"'))
    with pytest.raises(InstanceError, match="a whole number"):
        load_instance(folder)


def test_invisible_signs_in_ids_are_not_read(folder: Path) -> None:
    """As ids cannot have them; copied from a page, they come along."""
    wanted = load_instance(folder)
    text = (folder / "bilaterals.csv").read_text(encoding="utf-8")
    text = text.replace("bi-host-north,", "\ufeffbi-host\u00ad-north\u200b,")
    text = text.replace("host-president;", "\u2060host-president\u200d;")
    (folder / "bilaterals.csv").write_text(text, encoding="utf-8")
    assert load_instance(folder) == wanted
