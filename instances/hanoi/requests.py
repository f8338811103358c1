"""Bilateral requests: the published meetings first, then a seeded, skewed draw."""

from math import ceil
from random import Random

from hanoi.common import Row, draw, read_facts, sourced, span, synthetic
from hanoi.people import Cast
from models import Activity, Span, StartCost

REQUESTS = 220
FIRST_SYNTHETIC = 101

PARTIES = {
    "Viet Nam State President": "host-president",
    "Viet Nam PM": "host-pm",
    "Viet Nam NA Chairman": "host-na-chair",
    "Viet Nam Party GS": "host-party-gs",
    "Viet Nam DPM": "host-dpm",
    "Viet Nam Minister of Public Security": "host-mps",
    "Viet Nam Prosecutor General": "host-pg",
    "UN SG": "un-sg",
    "Laos GS-President": "head-lao-pdr",
    "Russia Prosecutor General": "head-russian-federation",
    "Australia Assistant Minister": "head-australia",
    "Mozambique Interior Minister": "head-mozambique",
    "Azerbaijan State Security chief": "head-azerbaijan",
    "Iran Deputy FM": "head-iran",
    "South Africa Justice Minister": "head-south-africa",
    "Angola Prosecutor General": "head-angola",
    "Cuba Justice Minister": "head-cuba",
}
WHEN: dict[str, tuple[Span, ...]] = {
    "2025-10-24/25": (span(1, "07:00", "22:00"),),
    "2025-10-25": (span(1, "07:00", "22:00"),),
    "2025-10-25 morning": (span(1, "07:00", "12:00"),),
    "2025-10-25 or before before the signing": (span(1, "07:00", "10:00"),),
    "2025-10-25/26": (),
    "2025-10-26": (span(2, "07:00", "16:00"),),
    "2025-10-26 morning": (span(2, "07:00", "12:00"),),
}
DAY_ASSUMED = ("2025-10-24/25", "2025-10-25 or before")

ASKED = {
    "host-mps": 22,
    "host-president": 21,
    "host-mofa": 19,
    "host-pm": 17,
    "un-sg": 12,
    "unodc-ed": 14,
    "host-dpm": 13,
    "host-party-gs": 9,
    "host-pg": 9,
    "host-na-chair": 7,
    "interpol-head": 7,
}
"""How many requests name them, the published ones included."""

WANTED = (
    "head-russian-federation",
    "head-european-union",
    "head-china",
    "head-france",
    "head-united-kingdom",
    "head-lao-pdr",
    "head-australia",
    "head-brazil",
    "head-south-africa",
    "head-poland",
    "head-united-states-of-america",
    "head-malaysia",
)
"""States that many want to meet, the most requested first: weight 12 / rank."""

PUBLISHED = 10
"""Priority of the published meetings: they did take place."""

AT_MOST = 11
"""Most requests of a delegation that is not the host's or a UN body."""

NOT_DRAWN = {
    frozenset(pair)
    for pair in (
        *(
            ("head-israel", f"head-{state}")
            for state in (
                "algeria",
                "brunei-darussalam",
                "cuba",
                "djibouti",
                "dpr-korea",
                "iran",
                "libya",
                "malaysia",
                "maldives",
                "mali",
                "nicaragua",
                "qatar",
                "saudi-arabia",
                "state-of-palestine",
                "venezuela",
            )
        ),
        *(
            ("head-united-states-of-america", f"head-{state}")
            for state in ("cuba", "dpr-korea", "iran", "nicaragua", "venezuela")
        ),
        ("head-algeria", "head-morocco"),
        ("head-canada", "head-iran"),
        ("head-democratic-republic-of-the-congo", "head-rwanda"),
        ("head-dpr-korea", "head-france"),
    )
}
"""Pairs without diplomatic relations: they are not drawn, to embarrass nobody."""

LUNCH = StartCost(span=span(1, "12:00", "13:00"), cost=2)
EARLY = tuple(StartCost(span=span(day, "07:00", "08:00"), cost=3) for day in (1, 2))
HALF_DAYS = (
    span(1, "12:00", "15:00"),
    span(1, "15:00", "18:30"),
    span(2, "08:00", "12:00"),
    span(2, "12:00", "14:45"),
)


def requests(cast: Cast) -> list[Activity]:
    """Return the 220 requests."""
    pairs: dict[frozenset[str], str] = {}
    made = []
    for row in read_facts("bilaterals"):
        when = f"{row['day']} {row['time']}".strip()
        if when in WHEN and row["party_a"] in PARTIES and row["party_b"] in PARTIES:
            a, b = PARTIES[row["party_a"]], PARTIES[row["party_b"]]
            pairs[frozenset((a, b))] = row["id"]
            made.append(_published(cast, row, a, b, WHEN[when]))
    random = draw("requests")
    drawn = _draw_pairs(cast, random, set(pairs))
    random.shuffle(drawn)
    for number, (a, b) in enumerate(drawn, FIRST_SYNTHETIC):
        made.append(_made_up(cast, random, f"B{number}", a, b))
    return made


def _draw_pairs(cast: Cast, random: Random, taken: set[frozenset[str]]) -> list[tuple[str, str]]:
    """Draw pairs until there are enough: first those of the leaders, then among heads."""
    count: dict[str, int] = {}
    for pair in taken:
        for person in pair:
            count[person] = count.get(person, 0) + 1
    weight = {head: 12 / (WANTED.index(head) + 1) if head in WANTED else 1.0 for head in cast.heads}
    drawn: list[tuple[str, str]] = []

    def pick(asked: str, among: dict[str, float]) -> None:
        fit = [
            other
            for other in among
            if other != asked
            and count.get(other, 0) < ASKED.get(other, AT_MOST)
            and frozenset((asked, other)) not in taken | NOT_DRAWN
        ]
        other = random.choices(fit, [among[name] for name in fit])[0]
        taken.add(frozenset((asked, other)))
        drawn.append((asked, other))
        for person in (asked, other):
            count[person] = count.get(person, 0) + 1

    everyone = {**weight, "un-sg": 4.0, "unodc-ed": 4.0, "interpol-head": 3.0}
    for person, asked in ASKED.items():
        host = person.startswith("host")
        while count.get(person, 0) < asked:
            pick(person, everyone if host else weight)
    while len(taken) < REQUESTS:
        heads = [head for head in cast.heads if count.get(head, 0) < AT_MOST]
        pick(random.choices(heads, [weight[head] for head in heads])[0], weight)
    return drawn


def _priority(cast: Cast, a: str, b: str, bonus: int) -> int:
    """Return 1 to 5, the higher both levels the more."""
    return max(1, min(5, 6 - ceil((cast.level[a] + cast.level[b]) / 2) + bonus))


def _security(cast: Cast, a: str, b: str) -> dict[str, int]:
    return {"security": 1} if min(cast.level[a], cast.level[b]) <= 2 else {}


def _title(cast: Cast, a: str, b: str) -> str:
    offices = {person.id: person.name for person in cast.people}
    short = [
        offices[p].removeprefix("Head of delegation, ").removesuffix(" of Viet Nam") for p in (a, b)
    ]
    return " – ".join(short)


def _published(cast: Cast, row: Row, a: str, b: str, spans: tuple[Span, ...]) -> Activity:
    rooms = {
        "Party Central Committee Headquarters": ("PARTY-HQ",),
        "NCC": ("BIL",),
    }.get(row["place"], _rooms(a, b))
    talks = "talks" in row["format"]
    notes = [row["format"], row["note"]]
    if row["day"] in DAY_ASSUMED:
        notes.append("taken as 25 October")
    notes.append("minutes, priority, room (unless published) and resources synthetic")
    return Activity(
        id=row["id"],
        kind="bilateral",
        title=_title(cast, a, b),
        minutes=30,
        optional=True,
        priority=PUBLISHED,
        people=(a, b),
        spans=spans,
        rooms=("PALACE", "BIL") if talks else rooms,
        seats=10 if talks else 6,
        resources={"interpreters": 1, **_security(cast, a, b)},
        **sourced(row["source"], "; ".join(note for note in notes if note)),
    )


def _rooms(a: str, b: str) -> tuple[str, ...]:
    """Return where such a meeting takes place: the seat of the leader, or the venue."""
    if "host-party-gs" in (a, b):
        return ("PARTY-HQ",)
    return ("BIL",)


def _made_up(cast: Cast, random: Random, name: str, a: str, b: str) -> Activity:
    both = (a, b)
    bonus = int(random.random() < 0.2)
    priority = _priority(cast, a, b, bonus)
    rooms = _rooms(a, b)
    courtesy = random.random() < 0.5
    if "host-pm" in both:
        rooms = ("GOV-HQ",) if courtesy else ("GOV-HQ", "BIL")
    elif "host-president" in both:
        rooms = ("PALACE", "BIL") if courtesy else ("BIL",)
    minutes = 30 if priority >= 4 or random.random() < 0.4 else 20
    wished = (random.choice(HALF_DAYS),) if random.random() < 0.25 else ()
    costs = random.choice((EARLY, (LUNCH,), (*EARLY, LUNCH))) if random.random() < 0.25 else ()
    interpreted = random.random() < 0.3
    return Activity(
        id=name,
        kind="bilateral",
        title=_title(cast, a, b),
        minutes=minutes,
        optional=True,
        priority=priority,
        people=both,
        rooms=rooms,
        seats=random.choice((4, 6, 8)),
        resources={**({"interpreters": 1} if interpreted else {}), **_security(cast, a, b)},
        wished_spans=wished,
        wished_rooms={"BIL": 0} if len(rooms) > 1 and random.random() < 0.5 else {},
        start_costs=costs,
        **synthetic("consecutive interpretation" if interpreted else ""),
    )
