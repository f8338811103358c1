"""Delegations, their heads, the host's leaders, and when they are there."""

from dataclasses import dataclass, field
from datetime import datetime

from hanoi.common import (
    Diary,
    Mark,
    Row,
    at,
    draw,
    inferred,
    read_facts,
    slug,
    sourced,
    synthetic,
)
from hanoi.regions import REGION
from models import Availability, Delegation, Person

UNLISTED = 19
LATER = 9
"""Number of unlisted delegations, the last ones, that confirm only after 8 October."""

DISPLAY = {"Cote d'Ivoire": "Côte d'Ivoire", "Turkiye": "Türkiye"}
BODIES = {"United Nations": "un-sg", "UNODC": "unodc-ed", "INTERPOL": "interpol-head"}
BODY_LEVELS = {"un-sg": 1, "unodc-ed": 4, "interpol-head": 4}
SYNTHETIC_LEVELS = ((3, 6), (4, 48), (5, 32), (6, 14))

HOSTS: dict[str, tuple[str, int, int, str]] = {
    "host-president": ("State President of Viet Nam", 1, 11, "Opening session"),
    "host-party-gs": ("General Secretary of the Party, Viet Nam", 1, 6, "B7"),
    "host-pm": ("Prime Minister of Viet Nam", 2, 9, "B5"),
    "host-na-chair": ("Chair of the National Assembly of Viet Nam", 2, 6, "B6"),
    "host-dpm": ("Deputy Prime Minister of Viet Nam", 3, 11, "Plenary high-level discussion 1"),
    "host-mps": ("Minister of Public Security of Viet Nam", 4, 12, "Viet Nam"),
    "host-mofa": ("Minister of Foreign Affairs of Viet Nam", 4, 12, "International press"),
    "host-pg": ("Prosecutor General of Viet Nam", 4, 9, "B16"),
}
"""Person -> office, level, most activities on one date (synthetic), source of their presence."""

NIGHT_REST = 660
HOST_HOURS: dict[str, tuple[tuple[int, str, str], ...]] = {
    "host-president": ((1, "07:00", "22:00"), (2, "08:00", "11:30")),
    "host-party-gs": ((1, "12:00", "18:00"), (2, "09:00", "11:00")),
    "host-pm": ((1, "11:00", "21:00"), (2, "08:00", "10:30")),
    "host-na-chair": ((1, "10:00", "17:00"), (2, "08:00", "10:00")),
}
LATE_HOURS = ("10:30", "11:00", "11:30", "12:00", "13:00")
LEAVE_HOURS = ("11:00", "11:30", "12:00", "12:30", "13:00", "13:30", "14:00")
BUSY_SPANS = (
    (1, "12:00", "13:00"),
    (1, "12:30", "13:30"),
    (1, "16:00", "17:00"),
    (2, "07:00", "08:00"),
    (2, "12:30", "13:30"),
)


@dataclass
class Cast:
    """Who takes part."""

    delegations: list[Delegation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    availability: list[Availability] = field(default_factory=list)
    level: dict[str, int] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    signed_day_1: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    leaving: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    source: dict[str, str] = field(default_factory=dict)
    diary: Diary = field(default_factory=Diary)


def build_cast() -> Cast:
    """Return the 93 delegations, the host, the UN bodies and INTERPOL, with all heads."""
    cast = Cast()
    facts = read_facts("delegations")
    _add_delegations(cast, [row for row in facts if row["code_name"] not in BODIES])
    _add_bodies(cast, {row["code_name"]: row for row in facts if row["code_name"] in BODIES})
    _add_hosts(cast, next(row for row in facts if row["code_name"] == "Viet Nam"))
    order = [person.id for person in sorted(cast.people, key=lambda p: _precedence(cast, p))]
    cast.people = [
        person.model_copy(update={"rank": order.index(person.id) + 1}) for person in cast.people
    ]
    _add_travel(cast, {f"head-{slug(row['code_name'])}": row for row in facts})
    return cast


def _precedence(cast: Cast, person: Person) -> tuple[int, str]:
    """Order by level, then English alphabet, with the host of the event first."""
    first = person.id == "host-president"
    return (0 if first else cast.level[person.id], person.delegation or "")


def _add_delegations(cast: Cast, facts: list[Row]) -> None:
    random = draw("levels")
    values, weights = zip(*SYNTHETIC_LEVELS, strict=True)
    for row in facts:
        code, known = row["code_name"], row["level"]
        if code == "Viet Nam":
            continue
        level = int(known[0]) if known else random.choices(values, weights)[0]
        notes = [
            *([] if known else ["level is synthetic"]),
            *([row["note"]] if row["note"] else []),
        ]
        _add_state(cast, code, level, sourced(row["source"], "; ".join(notes)), row["title"])
        if row["title"]:
            cast.named.append(cast.heads[-1])
        if row["sign_date"] == "2025-10-25":
            cast.signed_day_1.append(cast.heads[-1])
    for number in range(1, UNLISTED + 1):
        level = random.choices(values, weights)[0]
        note = "93 delegations are published, not all of their names; stands for one of these"
        _add_state(cast, f"Unlisted delegation {number:02}", level, synthetic(note), "")
        if number > UNLISTED - LATER:
            cast.later.append(cast.heads[-1])


def _add_state(cast: Cast, code: str, level: int, mark: Mark, title: str) -> None:
    name, key = DISPLAY.get(code, code), slug(code)
    cast.delegations.append(
        Delegation(id=f"del-{key}", name=name, level=level, region=REGION.get(code), **mark)
    )
    office = f"Head of delegation, {name}"
    about = mark.copy()
    if mark["status"] == "sourced":
        office_note = f"office: {title}" if title else "office not published"
        about["note"] = "; ".join(part for part in (office_note, mark["note"]) if part)
    cast.people.append(Person(id=f"head-{key}", name=office, delegation=f"del-{key}", **about))
    cast.level[f"head-{key}"] = level
    cast.heads.append(f"head-{key}")
    cast.source[f"head-{key}"] = mark["source"]


def _add_bodies(cast: Cast, facts: dict[str, Row]) -> None:
    offices = {
        "un-sg": "Secretary-General of the United Nations",
        "unodc-ed": "Executive Director of UNODC",
        "interpol-head": "Head of delegation, INTERPOL",
    }
    for code, person in BODIES.items():
        source = facts[code]["source"]
        note = "level inferred from UN precedence practice"
        cast.delegations.append(
            Delegation(
                id=f"del-{slug(code)}",
                name=code,
                level=BODY_LEVELS[person],
                **sourced(source, note),
            )
        )
        is_sg = person == "un-sg"
        cast.people.append(
            Person(
                id=person,
                name=offices[person],
                delegation=f"del-{slug(code)}",
                rest_minutes=10 if is_sg else 0,
                daily_activities=13 if is_sg else None,
                night_rest_minutes=NIGHT_REST if is_sg else 0,
                **sourced(source, "limits are synthetic" if is_sg else ""),
            )
        )
        cast.level[person] = BODY_LEVELS[person]
        cast.source[person] = source


def _add_hosts(cast: Cast, viet_nam: Row) -> None:
    cast.delegations.append(
        Delegation(
            id="del-viet-nam",
            name="Viet Nam (host)",
            level=1,
            region=REGION["Viet Nam"],
            **sourced(
                viet_nam["source"],
                "led by the State President; the Minister of Public Security signed",
            ),
        )
    )
    seen = {row["name"]: row["source"] for row in read_facts("blocks")}
    seen |= {row["id"]: row["source"] for row in read_facts("bilaterals")}
    seen["Viet Nam"] = viet_nam["source"]
    for person, (office, level, most, where) in HOSTS.items():
        source = next(source for name, source in seen.items() if name.startswith(where))
        mark = sourced(source, "seen in the programme; limits are synthetic")
        if person == "host-mofa":
            mark = inferred("the ministry is published, not who stood for it", source)
        cast.people.append(
            Person(
                id=person,
                name=office,
                delegation="del-viet-nam",
                rest_minutes=10 if person == "host-president" else 0,
                daily_activities=most,
                daily_minutes=480 if person in ("host-president", "host-pm") else None,
                night_rest_minutes=NIGHT_REST,
                **mark,
            )
        )
        cast.level[person] = level


def _add_travel(cast: Cast, facts: dict[str, Row]) -> None:
    """State who comes late, leaves early or is busy; synthetic except for what is published."""
    random = draw("travel")
    unnamed = [head for head in cast.heads if head not in cast.named]
    signers = [head for head in unnamed if head in cast.signed_day_1]
    others = [head for head in unnamed if head.startswith("head-unlisted")]
    cast.late = sorted(random.sample(signers, 5) + random.sample(others, 3))
    cast.leaving = sorted(random.sample([h for h in unnamed if h not in cast.late], 18))
    busy = sorted(random.sample([h for h in unnamed if h not in cast.late + cast.leaving], 8))
    begin, end = at(1, "07:00"), at(2, "16:00")
    for head in cast.late:
        start = at(1, random.choice(LATE_HOURS))
        _there(cast, head, ((start, end),), synthetic("arrives late"))
    for head in cast.leaving:
        until = at(2, random.choice(LEAVE_HOURS))
        _there(cast, head, ((begin, until),), synthetic("leaves early"))
    for head in busy:
        day, start_hour, end_hour = random.choice(BUSY_SPANS)
        _busy(cast, head, day, start_hour, end_hour, synthetic("engaged elsewhere"))
    for head, row in facts.items():
        if head in cast.heads and row["arrival"]:
            note = f"arrival published: {row['arrival']}; departure not found"
            _there(cast, head, ((begin, end),), sourced(row["source"], note))
    _add_leaders_hours(cast)


def _add_leaders_hours(cast: Cast) -> None:
    begin, end = at(1, "07:00"), at(2, "16:00")
    travel = cast.source["un-sg"]
    leaves = "leaves on the evening of 25 October (published); 20:00 is assumed"
    _there(cast, "un-sg", ((begin, at(1, "20:00")),), sourced(travel, leaves))
    wreath = "wreath-laying visits in the stay are published; day and hours assumed"
    _busy(cast, "un-sg", 1, "10:15", "11:15", inferred(wreath, travel))
    stays = "arrival published: 2025-10-21; departure not found"
    _there(cast, "unodc-ed", ((begin, end),), sourced(cast.source["unodc-ed"], stays))
    for person, hours in HOST_HOURS.items():
        stretches = tuple((at(day, start), at(day, stop)) for day, start, stop in hours)
        _there(cast, person, stretches, synthetic("hours kept free for the event"))


def _there(
    cast: Cast, person: str, stretches: tuple[tuple[datetime, datetime], ...], mark: Mark
) -> None:
    cast.diary.present(person, stretches)
    for start, end in stretches:
        cast.availability.append(Availability(person=person, start=start, end=end, **mark))


def _busy(cast: Cast, person: str, day: int, start: str, end: str, mark: Mark) -> None:
    cast.diary.take([person], (at(day, start), at(day, end)))
    cast.availability.append(
        Availability(person=person, start=at(day, start), end=at(day, end), state="busy", **mark)
    )
