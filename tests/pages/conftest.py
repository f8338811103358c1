"""A programme as pages, and a browser that opens them."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from models import Instance, Language, Timetable
from scheduler.exporting.editions import Edition
from scheduler.exporting.page.page import html
from scheduler.viewing.audiences import PLANNER, Audience, seen_by
from scheduler.viewing.programme import read_programme

BROWSER = "chromium"
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

EVENT: dict[str, Any] = {
    "name": "forum",
    "title": "Forum of two days",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 15,
    "days": [
        {"date": "2025-10-25", "start": "09:00", "end": "18:00"},
        {"date": "2025-10-26", "start": "09:00", "end": "14:00"},
    ],
    "rooms": [
        {"id": "HALL", "name": "Great Hall", "capacity": 300},
        {"id": "R2", "name": "Room 2", "capacity": 60, "units": 2},
        {"id": "BOOTH", "name": "Booths", "capacity": 6, "units": 3},
    ],
    "delegations": [
        {"id": "civ", "name": "Côte d'Ivoire"},
        {"id": "per", "name": "Peru"},
        {"id": "tur", "name": "Türkiye"},
    ],
    "people": [
        {
            "id": "p-civ",
            "name": "Head of delegation, Côte d'Ivoire",
            "delegation": "civ",
            "rank": 3,
        },
        {"id": "p-per", "name": "President of Peru", "delegation": "per", "rank": 1},
        {"id": "m-per", "name": "Minister of Peru", "delegation": "per", "rank": 5},
        {"id": "p-tur", "name": "Head of delegation, Türkiye", "delegation": "tur", "rank": 2},
    ],
    "availability": [
        {"person": "p-tur", "start": "2025-10-25T10:00", "end": "2025-10-25T18:00"},
        {"person": "p-tur", "start": "2025-10-26T09:00", "end": "2025-10-26T14:00"},
    ],
}
HEADS = ["p-civ", "p-per", "p-tur"]
HELD = [
    ("opening", "plenary", "Opening", HEADS, 25, "10:00", "HALL", 1, 60),
    ("w1", "workshop", "Evidence in the cloud", ["m-per"], 25, "10:00", "R2", 1, 90),
    ("w2", "workshop", "Children online", [], 25, "10:30", "R2", 2, 90),
    ("b1", "bilateral", "Peru – Türkiye", ["p-per", "p-tur"], 25, "11:15", "BOOTH", 1, 30),
    ("b2", "bilateral", "Côte d'Ivoire – Peru", ["p-civ", "p-per"], 25, "12:00", "BOOTH", 1, 30),
    ("b3", "bilateral", "Côte d'Ivoire – Türkiye", ["p-civ", "p-tur"], 25, "12:45", "BOOTH", 2, 30),
    ("dinner", "plenary", "Dinner", HEADS, 25, "16:00", "HALL", 1, 120),
    ("stand", "exhibition", "Stand of the host", [], 26, "09:00", "R2", 1, 240),
    ("b4", "bilateral", "Peru – Türkiye, again", ["m-per", "p-tur"], 26, "10:00", "BOOTH", 3, 30),
    ("closing", "plenary", "Closing", HEADS, 26, "12:00", "HALL", 1, 60),
    ("press", "press", "Press conference", ["p-per"], 26, "13:00", "HALL", 1, 30),
]  # fmt: skip


def event(titles: dict[str, str] | None = None) -> tuple[Instance, Timetable]:
    """Return the forum and a timetable of it; one request has no place."""
    activities: list[dict[str, Any]] = [
        {"id": name, "kind": kind, "title": title, "people": people, "minutes": minutes}
        for name, kind, title, people, *_, minutes in HELD
    ]
    activities[6]["set_up_minutes"] = 60
    activities.append(
        {"id": "lost", "kind": "bilateral", "title": "Peru – nobody", "people": ["m-per"],
         "minutes": 30, "optional": True, "priority": 7}
    )  # fmt: skip
    instance = Instance.model_validate(EVENT | {"activities": activities})
    places = [
        {"activity": name, "start": f"2025-10-{day}T{start}", "room": room, "unit": unit}
        for name, _, _, _, day, start, room, unit, _ in HELD
    ]
    places.append({"activity": "lost", "reason": "all booths are taken"})
    if titles:  # longer ones than are read from any file
        changed = [
            a.model_copy(update={"title": titles.get(a.id, a.title)}) for a in instance.activities
        ]
        instance = instance.model_copy(update={"activities": tuple(changed)})
    return instance, Timetable.model_validate({"placements": places})


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write the page of the forum for an audience; return the file."""

    def write(
        audience: Audience = PLANNER,
        language: Language = "en",
        titles: dict[str, str] | None = None,
    ) -> Path:
        instance, timetable = event(titles)
        programme = seen_by(read_programme(timetable, instance), audience)
        path = tmp_path / "programme.html"
        path.write_text(html(Edition(programme, audience, language)), encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    path = shutil.which(BROWSER)
    if path is None:
        if os.environ.get("SUMMIT_BROWSER") == "required":
            pytest.fail(
                f"There is no {BROWSER} here, and SUMMIT_BROWSER says that there has to be."
            )
        pytest.skip(f"There is no {BROWSER} here; Debian has it in a package of that name.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """What a page did that it should not do: requests, errors, questions."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to a page."""
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page; in the end it has asked nobody for anything, and complained of nothing."""
    contexts, watched = [], Watched()
    files = []

    def open_file(path: Path, **how: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1300, "height": 900}} | how))
        contexts.append(context)
        files.append(path.as_uri())
        page = context.new_page()
        page.set_default_timeout(5000)
        watched.watch(page)
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert watched.complaints == []
    assert watched.requests == files
