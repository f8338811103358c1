"""What is printed: whose pages, which signs, and nothing that is typed is read as markup."""

import json
import re
import zlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
import typst

from models import Instance, Language
from scheduler.exporting.booklet import writer
from scheduler.exporting.booklet.content import Pages
from scheduler.exporting.booklet.setting import FAMILIES, set_pages
from scheduler.exporting.calendars import advanced
from scheduler.exporting.editions import Edition, edition
from scheduler.plotting import typefaces
from scheduler.plotting.scripts import unwritable
from scheduler.plotting.typefaces import FIRST_FAMILY, family_of, unknown_scripts
from scheduler.viewing.audiences import PLANNER, PUBLIC, Audience
from scheduler.viewing.programme import Programme
from tests.hostile import HOSTILE

Plan = Callable[..., Programme]
Remade = Callable[..., Instance]

AVALON = Audience("delegation", "del-a")


def of(programme: Programme, audience: Audience, language: Language = "en") -> Edition:
    kept = advanced(None, programme)
    return edition(programme, audience, language, goals={}, calendars=kept)


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], dict[str, Any]]:
    """Leave Typst out: a file is what would be set."""
    monkeypatch.setattr(writer, "set_pages", lambda given: json.dumps(given).encode())
    return json.loads


def parts(pdf: bytes) -> bytes:
    """Return a PDF with all that is packed unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = []
    for part in packed:
        try:
            unpacked.append(zlib.decompress(part))
        except zlib.error:
            unpacked.append(part)
    return pdf + b"\n".join(unpacked)


def test_files_are_the_same_bytes_with_their_fonts(plan: Plan) -> None:
    made = of(plan(), PLANNER, "vi")
    printed = {file.name for file in writer.booklet(made)}
    assert printed == {"booklet.pdf", "door-signs.pdf"}
    booklet = writer.booklet_pdf(made)
    assert booklet.startswith(b"%PDF")
    assert booklet == writer.booklet_pdf(of(plan(), PLANNER, "vi"))
    inside = parts(booklet)
    assert inside.count(b"/FontFile") >= 2
    assert b"LibertinusSerif" in inside
    assert len(re.findall(rb"/Type ?/Page\b", inside)) == 1 + 1 + 1 + 5
    signs = parts(writer.door_signs_pdf(made))
    assert len(re.findall(rb"/Type ?/Page\b", signs)) == 3


def test_planners_have_everything_by_protocol(
    plan: Plan, content: Callable[[bytes], dict[str, Any]]
) -> None:
    """A page for each delegation, the host first; requests without a place are named."""
    given = content(writer.booklet_pdf(of(plan(), PLANNER)))
    pages = given["itineraries"]
    assert [page["name"] for page in pages] == [
        "Host", "Avalon", "Brigadoon", "Cockaigne", "Dilmun",
    ]  # fmt: skip
    assert [name for name, _ in given["index"]] == [
        "Avalon", "Brigadoon", "Cockaigne", "Dilmun", "Host",
    ]  # fmt: skip
    assert pages[0]["unmet"] == pages[3]["unmet"] == ["Host – Cockaigne"]
    (day,) = pages[1]["days"]
    assert [(row["time"], row["title"], row["room"]) for row in day["rows"]] == [
        ("09:00–09:30", "Opening", "Hall"),
        ("09:30–10:00", "Host – Avalon", "Booths, No.\N{NO-BREAK SPACE}1"),
        ("10:30–11:30", "Evidence in the cloud", "Study"),
        ("11:30–12:00", "Closing", "Hall"),
    ]
    assert day["rows"][1]["notes"] == ["With: Minister of the host"]
    assert len(given["programme"][0]["rows"]) == 7


def test_a_delegation_has_its_page_and_the_public_no_name(
    plan: Plan, content: Callable[[bytes], dict[str, Any]]
) -> None:
    own = of(plan(), AVALON)
    (file,) = writer.booklet(own)
    assert (file.name, file.audience) == ("itinerary.pdf", AVALON)
    given = content(writer.itinerary_pdf(own))
    assert [page["name"] for page in given["itineraries"]] == ["Avalon"]
    assert not given["programme"]
    public = content(writer.booklet_pdf(of(plan(), PUBLIC)))
    titles = [row["title"] for row in public["programme"][0]["rows"]]
    assert titles == ["Opening", "Evidence on phones", "Evidence in the cloud", "Closing"]
    assert not public["itineraries"]
    assert "Avalon" not in json.dumps(public)


def test_a_page_of_their_own_is_for_planners(plan: Plan, remade: Remade) -> None:
    """Avalon meets the host, who has no delegation here: a page of the host is not Avalon's."""
    programme = plan(remade(people={"host": {"delegation": None}}))
    host = programme.instance.person["host"].name
    assert [page["name"] for page in Pages(of(programme, AVALON)).itineraries()] == ["Avalon"]
    assert host in [page["name"] for page in Pages(of(programme, PLANNER)).itineraries()]


@pytest.mark.parametrize(("many", "pages"), [(12, 1), (24, 1), (40, 1), (111, 1), (260, 2)])
def test_a_busy_delegation_has_one_page(many: int, pages: int, plan: Plan) -> None:
    """In one column, in two, in two with a line for each; times with dates fit their column.

    Regression: with 24 the legend stood on a page of its own.
    """
    made = Pages(of(plan(), PLANNER))
    row = {
        "time": "23:00–Thu\N{NO-BREAK SPACE}17\N{NO-BREAK SPACE}Jun\N{NO-BREAK SPACE}01:00",
        "title": "Host – Cockaigne", "kind": "Bilateral", "colour": "#a5cdeb", "room": "Booths, 1",
        "strong": False, "notes": ["With: Head of delegation, Cockaigne"],
        "short": {"who": "1, 3–5", "title": "Cockaigne", "with": "", "place": "A 1",
                  "strong": False},
    }  # fmt: skip
    days = [{"day": day, "rows": [row] * (many // 2)} for day in ("Saturday", "Sunday")]
    key = {"people": [["1", "Minister"], ["2", "Deputy"]], "rooms": [["A", "Booths"]]}
    one = {"name": "Host", "people": "", "days": days, "rooms": [], "unmet": [], "key": key}
    empty: dict[str, Any] = {"cover": False, "index": [], "programme": [], "signs": []}
    pdf = set_pages({"head": made.head(), **empty, "itineraries": [one]})
    assert len(re.findall(rb"/Type ?/Page\b", parts(pdf))) == pages


def test_signs_stand_for_people_and_rooms(plan: Plan, remade: Remade) -> None:
    """Where there is a line for each engagement; with whom, where the title does not say it."""
    titles = {"b1": {"title": "On trade"}}
    pages = Pages(of(plan(remade(activities=titles)), PLANNER)).itineraries()
    (day,) = pages[1]["days"]
    assert [(row["title"], row["short"]["place"]) for row in day["rows"]][:2] == [
        ("Opening", "A"), ("On trade", "B\N{NO-BREAK SPACE}1"),
    ]  # fmt: skip
    assert [row["short"]["with"] for row in day["rows"]][:2] == ["", "With: Minister of the host"]
    assert pages[1]["key"]["rooms"][:2] == [("A", "Hall"), ("B", "Booths")]


def test_a_line_names_the_other_side_where_signs_name_the_own(plan: Plan, remade: Remade) -> None:
    """If the title is the two sides and nothing else; one person alone has no sign."""

    def said(title: str, **people: dict[str, object]) -> str:
        instance = remade(activities={"b2": {"title": title}}, people=people)
        pages = Pages(of(plan(instance), PLANNER)).itineraries()
        (host,) = [page for page in pages if page["name"] == "Host"]
        (row,) = [r for day in host["days"] for r in day["rows"] if r["title"] == title]
        return str(row["short"]["title"])

    deputy = {"d": {"delegation": "del-host"}}
    assert said("Host – Brigadoon", **deputy) == "Brigadoon"
    assert said("Head of delegation, Brigadoon – Host", **deputy) == "Head of delegation, Brigadoon"
    assert said("Host – Brigadoon") == "Host – Brigadoon"
    for more in ("Host – Brigadoon, on trade", "Host – Brigadoon – trade", "Brigadoon – Brigadoon"):
        assert said(more, **deputy) == more


def test_each_room_and_day_has_a_sign(plan: Plan, remade: Remade) -> None:
    """Each unit its own; in the language that was asked for."""
    rooms = [{"id": "HALL", "name": "Hall", "capacity": 40}, {"id": "STUDY", "name": "Study",
             "capacity": 20}, {"id": "BOOTH", "name": "Booths", "name_fr": "Salons",
             "capacity": 4, "units": 2}]  # fmt: skip
    programme = plan(remade(rooms=rooms), b4="09:30 BOOTH 2")
    signs = list(Pages(of(programme, PLANNER, "fr")).door_signs())
    assert [(sign["room"], len(sign["rows"])) for sign in signs] == [
        ("Hall", 2),
        ("Study", 2),
        ("Salons, nº\N{NO-BREAK SPACE}1", 2),
        ("Salons, nº\N{NO-BREAK SPACE}2", 1),
    ]
    assert {sign["under"] for sign in signs} == {"samedi 25 octobre 2025"}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_typed_is_markup(text: str, plan: Plan, remade: Remade) -> None:
    """A delegation, an activity, a room and the event of that name: headings are it, as text."""
    rooms = [{"id": name, "name": text, "capacity": 40, "units": 2}
             for name in ("HALL", "STUDY", "BOOTH")]  # fmt: skip
    document = remade().model_dump(mode="json")
    delegations = [{**row, "name": text} for row in document["delegations"]]
    titles = {name: {"title": text} for name in ("OPEN", "b1", "W1")}
    instance = remade(titles, {"a": {"name": text}}, rooms=rooms, title=text,
                      delegations=delegations)  # fmt: skip
    made = of(plan(instance), AVALON)
    assert writer.itinerary_pdf(made).startswith(b"%PDF")
    pages = Pages(made)
    given = {"head": pages.head(), "cover": False, "index": [], "programme": [], "signs": [],
             "itineraries": pages.itineraries(), "fonts": list(FAMILIES)}  # fmt: skip
    template = files("scheduler.exporting.booklet").joinpath("booklet.typ").read_bytes()
    found = typst.query(template, "heading", sys_inputs={"data": json.dumps(given)})
    (heading,) = json.loads(found)
    assert heading["body"] == {"func": "text", "text": instance.delegations[1].name}


def test_letters_that_no_font_has_are_said(monkeypatch: pytest.MonkeyPatch, tiny: Instance) -> None:
    """By the name of their script; Vietnamese, French and Arabic are always there."""
    monkeypatch.setattr(typefaces, "families", lambda: [FIRST_FAMILY])
    family_of.cache_clear()
    try:
        assert unknown_scripts(["Đắk Lắk", "Côte d’Ivoire", "العربية", "中国 日本 ไทย"]) == {
            "Chinese": "中国日本", "Thai": "ไทย",
        }  # fmt: skip
        assert unwritable(tiny) == []
        room = tiny.rooms[0].model_copy(update={"name": "大会堂"})
        (sentence,) = unwritable(tiny.model_copy(update={"rooms": (room,)}))
        assert "the Chinese characters 大会堂: charts" in sentence
    finally:
        family_of.cache_clear()
