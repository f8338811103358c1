"""High-level events and the exhibition."""

from hanoi.common import (
    Row,
    at,
    draw,
    inferred,
    lasting,
    minutes_of,
    read_facts,
    sourced,
    span,
    synthetic,
)
from hanoi.people import Cast
from models import Activity

STANDS = 24
STAND_TOPICS = (
    "digital forensics",
    "incident response",
    "child protection online",
    "anti-scam tools",
    "national authentication",
    "training ranges",
    "secure communications",
    "research institutes",
)


def high_level(cast: Cast) -> list[Activity]:
    """Return HL1 to HL8; panellists are people who are free whenever it may take place."""
    hidden = {
        "HL1": lasting(at(1, "14:30"), 60),
        "HL2": lasting(at(1, "14:30"), 60),
        "HL3": lasting(at(1, "16:00"), 60),
        "HL4": lasting(at(1, "16:00"), 60),
        "HL5": lasting(at(2, "10:00"), 45),
        "HL6": lasting(at(2, "11:15"), 45),
        "HL7": lasting(at(2, "14:00"), 45),
        "HL8": lasting(at(2, "13:00"), 45),
    }
    known = {
        "HL3": ["host-pg"],
        "HL4": ["head-ghana"],
        "HL5": ["head-united-states-of-america", "host-mofa"],
    }
    topics = {
        "HL1": ("online-scams", "human-rights"),
        "HL2": ("online-scams", "international-cooperation"),
        "HL3": ("capacity-building",),
        "HL4": ("virtual-assets", "electronic-evidence"),
        "HL5": ("child-protection",),
        "HL6": ("international-cooperation", "legislation"),
        "HL7": ("international-cooperation",),
        "HL8": ("capacity-building", "international-cooperation"),
    }
    random = draw("panels")
    for key, names in known.items():
        cast.diary.take(names, hidden[key])
    regular = [head for head in cast.heads if head not in cast.later]
    facts = {row["id"]: row for row in read_facts("side_events")}
    made = []
    for key, stretch in hidden.items():
        names = known.get(key, [])
        size = random.randint(max(2, len(names)), 6)
        free = cast.diary.who(regular, stretch)
        drawn = random.sample(free, size - len(names))
        cast.diary.take(drawn, stretch)
        panel = (*names, *(head for head in cast.heads if head in drawn))
        values = {
            "id": key,
            "kind": "side-event",
            "minutes": minutes_of(stretch),
            "people": panel,
            "seats": 10 * random.randint(10, 20),
            "audience": 10 * random.randint(15, 35),
            "equipment": ("interpretation-booth",),
            "resources": {"interpreters": 1, "livestream": 1},
            "topics": topics[key],
        }
        made.append(Activity.model_validate({**values, **_where(key, facts.get(key))}))
    return made


def _where(key: str, fact: Row | None) -> dict[str, object]:
    if fact is None:
        note = (
            "eighth title not found: by the 4+4 split a day-2 roundtable, so 45 minutes;"
            " panellists, seats and audience synthetic"
        )
        source = next(row["source"] for row in read_facts("slots") if row["slot_id"] == "HL-D2-A")
        return {
            "title": "High-level roundtable (title not published)",
            "spans": (span(2, "08:30", "14:45"),),
            "rooms": ("R313", "R339", "HALL"),
            **inferred(note, source),
        }
    drawn = "panellists, seats and audience synthetic"
    values: dict[str, object] = {"title": fact["title"]}
    if fact["room"]:
        values["pin_room"] = fact["room"]
    if key == "HL5":
        values["spans"] = (span(2, "10:00", "11:00"),)
        drawn = f"{fact['note']}; the US ambassador and the host's ministry were there; {drawn}"
    elif ":" in fact["start"]:
        values["pin_start"] = at(1 if fact["day"] == "2025-10-25" else 2, fact["start"])
    else:
        values["spans"] = (span(1, "15:30", "18:00"),)
        values["rooms"] = ("R313", "R339", "HALL")
        drawn = f"window 15:30 to 18:00 and 60 minutes inferred; {fact['note']}; {drawn}"
    return {**values, **sourced(fact["source"], drawn)}


def stands() -> list[Activity]:
    """Return the exhibition: a stand is one activity each day, in its own unit."""
    hours = (("d1", at(1, "13:00"), 300, 60, 0), ("d2", at(2, "09:00"), 360, 0, 60))
    note = "more than 20 booths are published; exhibitor and hours made up"
    return [
        Activity(
            id=f"X{number:02}-{day}",
            kind="exhibition",
            title=f"Stand {number:02}: {STAND_TOPICS[(number - 1) % len(STAND_TOPICS)]}",
            minutes=minutes,
            set_up_minutes=set_up,
            clear_down_minutes=clear_down,
            pin_start=start,
            pin_room="EXPO",
            pin_unit=number,
            **synthetic(note),
        )
        for number in range(1, STANDS + 1)
        for day, start, minutes, set_up, clear_down in hours
    ]
