"""The 38 workshops: sourced titles first, the rest made up; people drawn around a plan.

Each workshop has a hidden place. Those required are drawn from the people who are free
there, so that the mandatory part can be held, both with and without day-1 places:
four sourced day-1 workshops are free in a published slot as well, and 36 of the 38
fill the three published slots exactly. What is drawn does not tell the place.
"""

from hanoi.common import (
    Mark,
    Row,
    Stretch,
    at,
    draw,
    lasting,
    read_facts,
    sourced,
    span,
    synthetic,
)
from hanoi.people import Cast
from hanoi.places import WORKSHOP_ROOMS
from models import Activity, Span

MINUTES = 75
SLOT_STARTS = {"SE1": "09:00", "SE2": "12:00", "SE3": "13:30"}
SLOTS = tuple(SLOT_STARTS)
DAY_1_SPAN = span(1, "12:00", "18:00")
LATER = ("W33", "W34", "W35", "W36", "W37", "W38")
"""Announced between 8 and 14 October."""

SOURCED_TOPICS = {
    "S1": ("child-protection", "international-cooperation"),
    "S2": ("human-rights", "international-cooperation"),
    "S3": ("online-scams",),
    "S4": ("human-rights", "legislation"),
    "S5": ("capacity-building",),
    "S6": ("international-cooperation",),
    "S7": ("artificial-intelligence",),
}
ONLY_DAY_1 = ("S1", "S2", "S6", "S7")
ONLY_DAY_2 = ("S3",)

MADE_UP = (
    ("Training prosecutors in cybercrime cases, part 1", "capacity-building"),
    ("Training prosecutors in cybercrime cases, part 2", "capacity-building"),
    ("Regional training centres: lessons of the first years", "capacity-building"),
    ("Preserving electronic evidence in the first 24 hours", "electronic-evidence"),
    (
        "Requests to service providers across borders",
        "electronic-evidence;international-cooperation",
    ),
    ("Chain of custody for cloud data", "electronic-evidence"),
    ("Age assurance and safe design for children", "child-protection"),
    ("Helplines and victim support for children", "child-protection;human-rights"),
    ("Finding victims in image material", "child-protection;artificial-intelligence"),
    ("Synthetic media and impersonation", "artificial-intelligence;online-scams"),
    ("Machine learning in digital forensics", "artificial-intelligence;electronic-evidence"),
    ("Governance of automated policing tools", "artificial-intelligence;human-rights"),
    ("Scam compounds: rescue, evidence and prosecution", "online-scams;human-rights"),
    ("Blocking scam calls and messages together with operators", "online-scams"),
    ("Following the money: from mule accounts to exchanges", "virtual-assets;online-scams"),
    ("Seizing and managing virtual assets", "virtual-assets"),
    ("Supervising virtual-asset service providers", "virtual-assets;legislation"),
    ("Ransomware against hospitals", "critical-infrastructure"),
    ("Protecting power grids and ports", "critical-infrastructure"),
    ("Public-private incident exercises", "critical-infrastructure;capacity-building"),
    ("The 24/7 network in practice", "international-cooperation"),
    ("Joint investigation teams online", "international-cooperation;electronic-evidence"),
    ("Extradition in cybercrime cases", "international-cooperation;legislation"),
    ("Safeguards and conditions: drafting article by article", "legislation;human-rights"),
    ("Transposing the offences into national law", "legislation"),
    ("Model laws for small jurisdictions", "legislation;capacity-building"),
    ("Research in good faith: protecting those who report flaws", "human-rights;legislation"),
    ("Cybercrime statistics that can be compared", "data"),
    ("Women in cybercrime units", "capacity-building;human-rights"),
    ("Prevention campaigns that reach the elderly", "online-scams;data"),
    ("Measuring the cost of cybercrime", "data;virtual-assets"),
)
TRACKS = {
    "Capacity building": ("W08", "W09", "W10"),
    "Electronic evidence": ("W11", "W12", "W13"),
    "Child protection": ("W14", "W15", "W16"),
    "Artificial intelligence": ("W17", "W18", "W19"),
}
NEEDS_BOOTH = ("S3", "W11", "W14", "W20", "W24", "W28", "W30")
NEEDS_CAMERA = ("S4", "W17", "W23")
"""Needs a livestream crew and a room with a camera; each in a slot of its own."""

DAY_1_STARTS = {
    "S1": "12:00",
    "S2": "12:30",
    "S6": "16:30",
    "S7": "16:00",
    "W37": "13:30",
    "W38": "15:00",
}
PLANNED_SLOTS = {"S1": "SE1", "S2": "SE2", "S6": "SE3", "S7": "SE3"}
FIXED_SLOTS = {
    "S4": "SE1",
    "W08": "SE1",
    "W09": "SE2",
    "W10": "SE3",
    "W13": "SE1",
    "W17": "SE2",
    "W18": "SE3",
    "W22": "SE1",
    "W23": "SE3",
    "W24": "SE2",
    "W25": "SE1",
    "W26": "SE2",
}


def workshops(cast: Cast) -> list[Activity]:
    """Return the 38 workshops."""
    facts = {row["id"]: row for row in read_facts("side_events") if row["type"] == "side_event"}
    names = [*facts, *(f"W{number:02}" for number in range(8, 8 + len(MADE_UP)))]
    places = _hidden_places(names)
    people = _draw_people(cast, names, places)
    random = draw("workshops")
    wanted = [*(head for head in WANTED if head not in cast.leaving)]
    made = []
    for name in names:
        seats = 5 * random.randint(4, 12)
        audience = 5 * random.randint(6, 22)
        wishes = random.sample(wanted, random.choice((0, 0, 0, 1, 1, 2)))
        if name == "S5":  # its published organiser
            wishes = ["head-russian-federation"]
        wished_span = _wished_span(name, random.random(), random.randrange(4))
        title, topics, mark = _what(name, facts.get(name))
        booth, camera = name in NEEDS_BOOTH, name in NEEDS_CAMERA
        made.append(
            Activity(
                id=name,
                kind="workshop",
                title=title,
                minutes=MINUTES,
                people=people[name],
                wished_people=tuple(p for p in wishes if p not in people[name]),
                slots=None if name in ONLY_DAY_1 else SLOTS,
                spans=() if name in ONLY_DAY_2 else (DAY_1_SPAN,),
                rooms=WORKSHOP_ROOMS,
                seats=seats,
                audience=audience,
                equipment=(
                    *(["interpretation-booth"] if booth else []),
                    *(["camera"] if camera else []),
                ),
                resources={
                    **({"interpreters": 1} if booth else {}),
                    **({"livestream": 1} if camera else {}),
                },
                topics=topics,
                track=next((track for track, of in TRACKS.items() if name in of), None),
                wished_spans=wished_span,
                **mark,
            )
        )
    return made


WANTED = (
    "unodc-ed",
    "interpol-head",
    "head-european-union",
    "head-france",
    "head-australia",
    "head-philippines",
    "head-poland",
    "head-south-africa",
    "host-mps",
    "head-ghana",
)
"""People whom organisers wish for."""

NO_MADE_UP_ROLE = ("head-dpr-korea", "head-iran", "head-israel", "head-state-of-palestine")
"""States that are not drawn as chairs, which could embarrass them."""


def _hidden_places(names: list[str]) -> dict[str, list[Stretch]]:
    """Plan 36 workshops into 3 x 12 places, the sourced day-1 ones twice."""
    room = {slot: 12 for slot in SLOTS}
    planned = {**PLANNED_SLOTS, **FIXED_SLOTS}
    for slot in planned.values():
        room[slot] -= 1
    free = [slot for slot in SLOTS for _ in range(room[slot])]
    draw("slots").shuffle(free)
    places: dict[str, list[Stretch]] = {}
    for name in names:
        places[name] = []
        if name in DAY_1_STARTS:
            places[name].append(lasting(at(1, DAY_1_STARTS[name]), MINUTES))
        if name in planned or name not in DAY_1_STARTS:
            slot = planned.get(name) or free.pop()
            places[name].append(lasting(at(2, SLOT_STARTS[slot]), MINUTES))
        else:  # if any two are dropped, these can take their places
            places[name] += [lasting(at(2, start), MINUTES) for start in SLOT_STARTS.values()]
    return places


def _draw_people(
    cast: Cast, names: list[str], places: dict[str, list[Stretch]]
) -> dict[str, tuple[str, ...]]:
    """Draw one to three heads each, who are free in every hidden place, the least busy first."""
    random = draw("chairs")
    able = [head for head in cast.heads if head not in NO_MADE_UP_ROLE]
    regular = [head for head in able if head not in cast.later]
    people = {}
    # first those with two hidden places, who are hardest to find
    for name in sorted(names, key=lambda name: (-len(places[name]), names.index(name))):
        size = random.choice((1, 1, 2, 2, 3))
        known = cast.diary.who(["interpol-head"] if name == "S6" else [], *places[name])
        pool = cast.diary.who(able if name in LATER else regular, *places[name])
        random.shuffle(pool)
        pool.sort(
            key=lambda head: (name in LATER and head not in cast.later, cast.diary.load(head))
        )
        chosen = [*known, *pool[: size - len(known)]]
        cast.diary.take(chosen, *places[name])
        people[name] = tuple(person for person in [*known, *cast.heads] if person in chosen)
    return people


def _wished_span(name: str, chance: float, which: int) -> tuple[Span, ...]:
    if chance > 0.35:
        return ()
    if name in ONLY_DAY_1:
        return (span(1, "12:00", "15:00") if which % 2 else span(1, "15:00", "18:00"),)
    slots = (span(2, "09:00", "10:15"), span(2, "12:00", "13:15"), span(2, "13:30", "14:45"))
    return (*slots, DAY_1_SPAN)[which : which + 1]


def _what(name: str, fact: Row | None) -> tuple[str, tuple[str, ...], Mark]:
    if fact is None:
        title, topics = MADE_UP[int(name[1:]) - 8]
        return (
            title,
            tuple(topics.split(";")),
            synthetic("38 workshops are published, not this title"),
        )
    notes = [
        f"organisers: {fact['organisers']}" if fact["organisers"] else "",
        fact["note"],
        "people, seats, audience and topics synthetic",
    ]
    if fact["day"] == "2025-10-25":
        notes.insert(0, "held on 25 October (published)")
    note = "; ".join(part for part in notes if part).replace("; may be", ", may be")
    return fact["title"], SOURCED_TOPICS[name], sourced(fact["source"], note)
