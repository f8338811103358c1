"""An event of the size of Hanoi, a timetable of it, and what tests ask of a drawn figure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import matplotlib
import matplotlib.pyplot as plt
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from models import Instance, Placement, Timetable

DAYS = ("2025-10-25", "2025-10-26")
SLOTS = ("09:00", "12:00", "13:30")
TITLES = (
    "Hội nghị cấp cao về an ninh mạng",
    "Déjeuner à l'hôtel de ville",
    "Emphasizing the Importance of Multi-stakeholder Contributions in the Implementation",
    "Chain of custody",
    "Safeguards: drafting a law article by article (with the office of the rapporteur)",
)


@dataclass(frozen=True)
class Event:
    """An instance and a timetable of it."""

    instance: Instance
    timetable: Timetable


def _rooms() -> list[dict[str, object]]:
    bilateral_hours = ";".join(f"{day}T07:00/{day}T18:30" for day in DAYS)
    salon_hours = ";".join(f"{day}T08:00/{day}T18:00" for day in DAYS)
    rows: list[tuple[str, str, int, int, str, str, str]] = [
        ("MAIN", "Main conference hall", 3747, 1, "plenary", "NCC", ""),
        ("BANQ", "Banquet hall", 1200, 1, "plenary", "NCC", ""),
        ("R313", "Room R313", 300, 1, "side-event", "NCC", ""),
        ("R339", "Room R339", 300, 1, "side-event", "NCC", ""),
        ("HALL", "Meeting halls", 400, 7, "side-event", "NCC", ""),
        *[(f"WS-{n}", f"Side-event rooms, {n} seats", n, 4, "workshop", "NCC", "")
          for n in (60, 80, 100)],
        ("BIL", "Bilateral meeting rooms", 12, 10, "bilateral", "NCC", bilateral_hours),
        ("PRESS", "Press conference room", 450, 1, "press", "NCC", ""),
        ("EXPO", "Exhibition, stands", 20, 24, "exhibition", "NCC", ""),
        ("GOV-HQ", "Government Headquarters, salons", 40, 2, "bilateral", "GOV", salon_hours),
        ("PALACE", "Presidential Palace, salons", 40, 2, "bilateral", "GOV", salon_hours),
    ]  # fmt: skip
    names = ("id", "name", "capacity", "units", "kinds", "zone", "open")
    return [dict(zip(names, row, strict=True)) for row in rows]


class _Builder:
    """Activities with their places, one call each."""

    def __init__(self) -> None:
        self.activities: list[dict[str, object]] = []
        self.placements: list[Placement] = []

    def put(self, id: str, kind: str, title: str, minutes: int, place: str, **more: object) -> None:
        """Add an activity; ``place`` is ``room/unit/start``, or empty."""
        self.activities.append(
            {"id": id, "kind": kind, "title": title, "minutes": minutes, "optional": True, **more}
        )
        if place:
            room, unit, start = place.split("/")
            self.placements.append(
                Placement(activity=id, room=room, unit=int(unit), start=start)  # type: ignore[arg-type]
            )


def _ceremonies(build: _Builder, heads: list[str]) -> None:
    first, second = DAYS
    both = {"resources": {"interpreters": 2}}
    for id, title, minutes, place in (
        ("P-welcome", "Official welcome ceremony, group photo", 45, f"MAIN/1/{first}T08:00"),
        ("P-opening", "Opening session", 60, f"MAIN/1/{first}T09:00"),
        ("P-signing", "Signing session", 120, f"MAIN/1/{first}T10:00"),
        ("P-debate-1", "Plenary high-level discussion 1", 105, f"MAIN/1/{first}T14:00"),
        ("P-debate-2", "Plenary high-level discussion 2", 90, f"MAIN/1/{second}T08:00"),
        ("P-closing", "Closing session", 45, f"MAIN/1/{second}T14:45"),
    ):
        build.put(id, "plenary", title, minutes, place, people=heads[:60], **both)
    build.put(
        "P-banquet", "plenary", "State banquet", 120, f"BANQ/1/{first}T18:30",
        set_up_minutes=30, people=heads,
    )  # fmt: skip
    build.put("X-press-1", "press", "Joint press conference", 30, f"PRESS/1/{first}T16:15")
    build.put("X-press-2", "press", "International press", 30, f"PRESS/1/{second}T15:30")


def _events(build: _Builder, heads: list[str]) -> None:
    for n in range(8):
        room = ("R313/1", "R339/1", "HALL/1", "HALL/2")[n % 4]
        start = f"{DAYS[n // 4]}T{14 if n < 4 else 10}:30"
        build.put(
            f"HL{n}", "side-event", TITLES[n % 5], 60, f"{room}/{start}", people=[heads[70 + n]]
        )
    for n in range(38):
        day, slot = (0, "12:00") if n < 4 else (1, SLOTS[(n - 4) // 12])
        room = f"WS-{(60, 80, 100)[n % 3]}/{n % 12 // 3 + 1}"
        build.put(
            f"S{n}", "workshop", f"{TITLES[n % 5]}", 75, f"{room}/{DAYS[day]}T{slot}",
            people=[heads[40 + n]], resources={"livestream": 1} if n % 7 == 0 else {},
        )  # fmt: skip
    for n in range(24):
        for day, start, more in (
            (0, "13:00", {"set_up_minutes": 60}),
            (1, "09:00", {"clear_down_minutes": 60}),
        ):
            build.put(
                f"X{n:02}-d{day + 1}", "exhibition", f"Stand {n}", 300,
                f"EXPO/{n + 1}/{DAYS[day]}T{start}", **more,
            )  # fmt: skip


def _bilaterals(build: _Builder, people: list[str], count: int) -> None:
    """Place pairs greedily: hosts with everyone, then neighbours; the last few stay out."""
    pairs = [(h, p) for h in people[:4] for p in people[4:]][::3]
    pairs += [(a, b) for a, b in combinations(people[4:40], 2) if (ord(a[-1]) + ord(b[-1])) % 3]
    busy: dict[tuple[str, str], bool] = {}
    cells = [
        (f"{day}T{h:02}:{m:02}", unit)
        for day in DAYS
        for h in (12, 13, 16, 17, 7, 10, 11, 15, 9)
        for m in (0, 30)
        for unit in range(1, 11)
        if h < (18, 13)[DAYS.index(day)]
    ]
    for n, pair in enumerate(pairs[:count]):
        cell = next((c for c in cells if not any((p, c[0]) in busy for p in pair)), None)
        room = "GOV-HQ" if n == 5 else "BIL"
        if cell:
            cells.remove(cell)
            busy |= {(person, cell[0]): True for person in pair}
        place = f"{room}/{1 if n == 5 else cell[1]}/{cell[0]}" if cell else ""
        minutes = (20, 30)[n % 2]
        build.put(f"B{n}", "bilateral", " – ".join(pair), minutes, place, people=list(pair),
                  resources={"interpreters": 1} if n % 30 == 0 else {})  # fmt: skip


HOSTS = ("State President", "Prime Minister", "Bộ trưởng Bộ Công an", "Minister of X and Y of Z")
TABLES = {
    "name": "reference",
    "title": "Hội nghị cấp cao về an ninh mạng – Déjeuner à l'hôtel de ville",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 15,
    "days": [
        {"date": DAYS[0], "start": "07:00", "end": "22:00"},
        {"date": DAYS[1], "start": "07:00", "end": "16:00"},
    ],
    "zones": [{"id": "NCC", "name": "Convention Center"}, {"id": "GOV", "name": "HQ"}],
    "transfers": [{"from_zone": "NCC", "to_zone": "GOV", "minutes": 25}],
    "availability": [{"person": "host-0", "start": f"{DAYS[0]}T07:00", "end": f"{DAYS[1]}T12:00"}],
    "resources": [
        {"id": "interpreters", "name": "Interpreter teams", "level": 8},
        {"id": "livestream", "name": "Livestream crews", "level": 3},
    ],
}


def build_event(bilaterals: int = 220) -> Event:
    """Return an event with 93 delegations, 46 events, 48 stands and some bilaterals."""
    names = ["Côte d'Ivoire", *(f"Country {n}" for n in range(1, 92))]
    delegations = [{"id": f"del-{n}", "name": name} for n, name in enumerate(names)]
    delegations.append({"id": "del-host", "name": "Việt Nam"})
    people = [
        {"id": f"host-{n}", "name": name, "delegation": "del-host"} for n, name in enumerate(HOSTS)
    ]
    heads = [f"head-{n}" for n in range(92)]
    people += [
        {"id": head, "name": f"Head of {head}", "delegation": head.replace("head", "del")}
        for head in heads
    ]
    build = _Builder()
    _ceremonies(build, heads)
    _events(build, heads)
    _bilaterals(build, [person["id"] for person in people], bilaterals)
    tables = {"rooms": _rooms(), "delegations": delegations, "people": people}
    instance = Instance.model_validate({**TABLES, **tables, "activities": build.activities})
    placements = tuple(build.placements)
    return Event(instance, Timetable(instance_sha256="0123456789abcdef" * 4, placements=placements))


@pytest.fixture(scope="session")
def reference() -> Event:
    """The event of the size of Hanoi."""
    return build_event()


@pytest.fixture(scope="session")
def small() -> Event:
    """The same with few bilaterals, for what does not depend on size."""
    return build_event(bilaterals=12)


def drawn_texts(figure: Figure) -> list[tuple[Text, Bbox]]:
    """Draw a figure; return all texts one can see, with their boxes in pixels."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    return [
        (text, text.get_window_extent(renderer))
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]


def _faults(figure: Figure, tolerance: float = 0.5) -> list[str]:
    found = drawn_texts(figure)
    sheet = figure.bbox.padded(tolerance)
    faults = [
        f"{text.get_text()!r} leaves the sheet"
        for text, box in found
        if not (sheet.contains(box.x0, box.y0) and sheet.contains(box.x1, box.y1))
    ]
    found.sort(key=lambda pair: pair[1].x0)
    for n, (text, box) in enumerate(found):
        for other, beside in found[n + 1 :]:
            if beside.x0 >= box.x1 - tolerance:
                break
            if min(box.y1, beside.y1) - max(box.y0, beside.y0) > tolerance:
                faults.append(f"{text.get_text()!r} runs into {other.get_text()!r}")
    return faults


@pytest.fixture(scope="session")
def text_faults() -> Callable[[Figure], list[str]]:
    """Return the texts of a figure that overlap or leave it."""
    return _faults


@pytest.fixture(scope="session")
def seen() -> Callable[[Figure], list[str]]:
    """Return all texts one can see in a figure."""
    return lambda figure: [text.get_text() for text, _ in drawn_texts(figure)]


@pytest.fixture(autouse=True)
def _untouched_matplotlib() -> Iterator[None]:
    """Whatever a test draws: no setting is changed, and pyplot knows nothing of it."""
    before = dict(matplotlib.rcParams)
    yield
    assert dict(matplotlib.rcParams) == before
    assert plt.get_fignums() == []
