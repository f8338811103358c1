"""The same hostile texts through everything that is exported, each file read by its own rules."""

import html.parser
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from lxml import etree

from models import Instance, Language
from scheduler.exporting import advanced
from scheduler.exporting.editions import Edition, edition
from scheduler.exporting.folder import exported, write_exports
from scheduler.viewing.audiences import PLANNER, PUBLIC, Audience
from scheduler.viewing.programme import Programme
from tests.exporting.calendars.rfc import read_calendar
from tests.hostile import HOSTILE

Plan = Callable[..., Programme]
Remade = Callable[..., Instance]

READERS = (PLANNER, Audience("delegation", "del-a"), PUBLIC)
TABLES = ("zones", "rooms", "delegations", "people", "activities")


def infested(tiny: Instance, first: int) -> Instance:
    """Return the small summit with a hostile text in place of every name and title."""
    document = tiny.model_dump(mode="json")
    texts = (HOSTILE[n % len(HOSTILE)] for n in range(first, 10_000))
    document["title"] = next(texts)
    for table in TABLES:
        for row in document[table]:
            for field in row.keys() & {"name", "title", "track", "title_fr", "name_vi"}:
                row[field] = next(texts)
    return Instance.model_validate(document)


def editions(programme: Programme, language: Language) -> list[Edition]:
    kept = advanced(None, programme)
    return [edition(programme, r, language, goals={}, calendars=kept) for r in READERS]


class Elements(html.parser.HTMLParser):
    """The elements of a page, and those attributes that would run something."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        """Note an element."""
        self.names.append(tag)
        self.running += [name for name, _ in attributes if name.startswith("on")]


def formulas(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
        sheets = [parts.read(n).decode() for n in parts.namelist() if "worksheets/" in n]
    for sheet in sheets:
        etree.fromstring(sheet.encode())
    return [re.sub(r"\d+", "", f) for sheet in sheets for f in re.findall("<f>(.*?)</f>", sheet)]


def facts(path: Path) -> Any:
    """Return what must not depend on what was typed; reading fails where a file is broken."""
    if path.suffix == ".ics":
        return sorted(event.start for event in read_calendar(path.read_bytes()).events.values())
    if path.suffix == ".xml":
        return [element.tag for element in etree.parse(path).iter()]
    if path.suffix == ".html":
        page = Elements()
        page.feed(path.read_text(encoding="utf-8"))
        return page.names.count("script"), page.names.count("img"), page.running
    if path.suffix == ".xlsx":
        return formulas(path)
    if path.suffix == ".pdf":
        content = path.read_bytes()
        assert b"/Title" in content
        return content[:5], b"/URI" in content
    document = json.loads(path.read_text(encoding="utf-8"))
    return sorted(document)


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 3))
def test_every_file_is_whole_whatever_was_typed(
    first: int, tiny: Instance, plan: Plan, tmp_path: Path
) -> None:
    """With the elements, formulas, events and links that it has with harmless names."""
    language = get_args(Language)[first % 3]
    harmless, hostile = editions(plan(), language), editions(plan(infested(tiny, first)), language)
    for number, (one, other) in enumerate(zip(harmless, hostile, strict=True)):
        places = tmp_path / f"harmless-{number}", tmp_path / f"hostile-{number}"
        for made, place in zip((one, other), places, strict=True):
            write_exports(made, place)
        files = [sorted(path.relative_to(p) for path in p.rglob("*.*")) for p in places]
        assert files[0] == files[1]
        for name in files[0]:
            assert facts(places[0] / name) == facts(places[1] / name), name


def test_names_of_files_are_made_of_ids(tiny: Instance, plan: Plan) -> None:
    """Never of what is typed."""
    for made in editions(plan(infested(tiny, 11)), "en"):
        assert all(re.fullmatch(r"[a-zA-Z0-9./_-]+", file.name) for file in exported(made))
        assert not any(".." in file.name for file in exported(made))
