"""What an earlier timetable names otherwise than the instance does now: ids and time zones."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from models import Activity, Calendars, Instance, Kind, Person, Placement, Timetable
from models.clock import Clock
from models.record import Record
from models.text import folded
from models.timetable import as_timetable
from scheduler.files.text import escaped

Row = TypeVar("Row", bound=Record)
Renamed = Mapping[str, str]


@dataclass(frozen=True)
class Recognised:
    """An earlier timetable in today's ids.

    Attributes
    ----------
    timetable
        Its activities and rooms by today's ids, as far as they are known again; in another time
        zone than today's, its starts have their offset.
    facts
        The instance that it was for, with today's ids of activities, people, delegations and rooms.
    sentences
        What was recognised, for whoever gave the timetable; nobody else has to be told.
    calendars
        What calendars have said of it and of those before it, if that is known.
    """

    timetable: Timetable
    facts: Instance | None
    sentences: tuple[str, ...]
    calendars: Calendars | None = None


@dataclass
class _Renames:
    """Old id -> today's id."""

    delegations: Renamed = field(default_factory=dict)
    people: Renamed = field(default_factory=dict)
    activities: Renamed = field(default_factory=dict)
    rooms: Renamed = field(default_factory=dict)

    def sentences(self) -> Iterator[str]:
        """Yield what is called otherwise now."""
        for noun, renamed in (
            ("Delegation", self.delegations),
            ("Person", self.people),
            ("Activity", self.activities),
            ("Room", self.rooms),
        ):
            yield from (f"{noun} {escaped(old)} is {new} now." for old, new in renamed.items())


def recognise(before: Timetable, facts: Instance | None, now: Instance) -> Recognised:
    """Find out what an earlier timetable means by ids that the instance does not have.

    With the instance that it was for, a row that is gone is one that is new if their names are the
    same (of activities, the kind, the title and the people; of people, their delegation too).
    Without it, an id is known again if it differs only in capitals, or as numbers do (``7`` and
    ``007``), or if it is the name or the title of one row. What fits two rows fits none.

    Parameters
    ----------
    before
        The earlier timetable.
    facts
        The instance that it was for, if it is known.
    now
        The instance as it is.
    """
    before = as_timetable(before)
    renames = _Renames() if facts is None else _by_name(facts, now)
    facts = None if facts is None else _in_todays_ids(facts, renames)
    _by_spelling(renames, before, facts, now)
    sentences = [*renames.sentences()]
    zone = before.time_zone or (facts.time_zone if facts else "") or now.time_zone
    if zone != now.time_zone:
        sentences.append(
            f"The earlier timetable is in {zone}, the instance in {now.time_zone}: its times are "
            "taken as they were there."
        )
    placed = tuple(_placement(p, renames, zone, now) for p in before.placements)
    if placed != before.placements:
        before = before.model_copy(update={"placements": placed})
    return Recognised(before, facts, tuple(sentences))


def _by_name(then: Instance, now: Instance) -> _Renames:
    delegations = renamed(
        {d.id: folded(d.name) for d in then.delegations},
        {d.id: folded(d.name) for d in now.delegations},
    )
    people = renamed(
        {p.id: _office(p, delegations) for p in then.people},
        {p.id: _office(p, {}) for p in now.people},
    )
    activities = renamed(
        {a.id: _meeting(a, people) for a in then.activities},
        {a.id: _meeting(a, {}) for a in now.activities},
    )
    rooms = renamed(
        {r.id: folded(r.name) for r in then.rooms}, {r.id: folded(r.name) for r in now.rooms}
    )
    return _Renames(delegations, people, activities, rooms)


def _in_todays_ids(then: Instance, renames: _Renames) -> Instance:
    return then.model_copy(
        update={
            "delegations": tuple(_with_id(d, renames.delegations) for d in then.delegations),
            "people": tuple(_person(p, renames) for p in then.people),
            "rooms": tuple(_with_id(r, renames.rooms) for r in then.rooms),
            "activities": tuple(_activity(a, renames) for a in then.activities),
        }
    )


def _by_spelling(
    renames: _Renames, before: Timetable, then: Instance | None, now: Instance
) -> None:
    """Add what a timetable spells otherwise, as neither instance has it so."""
    activities = {*renames.activities, *(then.activity if then else ())}
    rooms = {*renames.rooms, *(then.room if then else ())}
    placed = before.placements
    renames.activities = {
        **renames.activities,
        **_spelled(
            (p.activity for p in placed if p.activity not in activities),
            {a.id: a.title for a in now.activities},
        ),
    }
    renames.rooms = {
        **renames.rooms,
        **_spelled(
            (p.room for p in placed if p.room and p.room not in rooms),
            {r.id: r.name for r in now.rooms},
        ),
    }


def renamed(then: Mapping[str, Hashable], now: Mapping[str, Hashable]) -> Renamed:
    """Return old id -> new id of what is gone by one id and is new by another."""
    gone = {name: key for name, key in then.items() if name not in now}
    new = {name: key for name, key in now.items() if name not in then}
    return unique_pairs(gone, new)


def unique_pairs(gone: Mapping[str, Hashable], new: Mapping[str, Hashable]) -> Renamed:
    """Return old -> new for the pairs with equal keys that nothing else has; not empty ones."""
    before, after = Counter(gone.values()), Counter(new.values())
    by_key = {key: name for name, key in new.items()}
    alone = {key for key in by_key if key and before[key] == 1 and after[key] == 1}
    return {name: by_key[key] for name, key in gone.items() if key in alone}


def _spelled(unknown: Iterable[str], names: Mapping[str, str]) -> Renamed:
    """Return spelling -> id for ids that are written otherwise, or names in place of ids."""
    found: dict[str, str] = {}
    for given in dict.fromkeys(name for name in unknown if name not in names):
        one = {name for name in names if _same_id(name) == _same_id(given)}
        one = one or {name for name, text in names.items() if folded(text) == folded(given)}
        if len(one) == 1:
            found[given] = one.pop()
    return found


def _same_id(name: str) -> Hashable:
    """Return what ids have in common that differ in capitals, or as numbers do."""
    try:
        return float(name)
    except ValueError:
        return name.casefold()


def _office(person: Person, delegations: Renamed) -> Hashable:
    delegation = person.delegation or ""
    return (folded(person.name), delegations.get(delegation, delegation)) if person.name else ""


def _meeting(activity: Activity, people: Renamed) -> Hashable:
    who = [people.get(name, name) for name in activity.people]
    return meeting_key(activity.kind, activity.title, who)


def meeting_key(kind: Kind, title: str, people: Iterable[str]) -> Hashable:
    """Return what a meeting keeps under another id; empty if that is too little."""
    return (kind, folded(title), frozenset(people)) if title else ""


def _with_id(row: Row, renamed: Renamed) -> Row:
    name = getattr(row, "id", "")
    return row.model_copy(update={"id": renamed[name]}) if name in renamed else row


def _person(person: Person, renames: _Renames) -> Person:
    person = _with_id(person, renames.people)
    if person.delegation and person.delegation in renames.delegations:
        return person.model_copy(update={"delegation": renames.delegations[person.delegation]})
    return person


def _activity(activity: Activity, renames: _Renames) -> Activity:
    activity = _with_id(activity, renames.activities)
    who = tuple(renames.people.get(name, name) for name in activity.people)
    return activity if who == activity.people else activity.model_copy(update={"people": who})


def _placement(place: Placement, renames: _Renames, zone: str, now: Instance) -> Placement:
    update: dict[str, object] = {}
    if place.activity in renames.activities:
        update["activity"] = renames.activities[place.activity]
    if place.room and place.room in renames.rooms:
        update["room"] = renames.rooms[place.room]
    if zone != now.time_zone and place.start is not None and place.start.tzinfo is None:
        update["start"] = place.start.replace(tzinfo=Clock(zone).zone)
    return place.model_copy(update=update) if update else place
