"""Which calendars an edition has."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models import Calendars
from scheduler.exporting.calendars.text import calendar_text
from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, file_of, stems
from scheduler.viewing.audiences import Audience
from scheduler.viewing.calendars import calendars_of_room, calendars_seen_by
from scheduler.wording.languages import label


@dataclass(frozen=True)
class Owner:
    """A delegation, person or room that has a calendar.

    Attributes
    ----------
    id, name
        As in the instance, or as they were if they are there no more: who has subscribed must
        learn that what they have is cancelled.
    delegation
        Of a person: their delegation, if they have one.
    """

    id: str
    name: str
    delegation: str = ""


def calendars(made: Edition) -> Iterator[File]:
    """Yield the calendars of an edition.

    Planners get all of them, each of which may be handed to those that it names; a delegation gets
    its own, and one for each of its people if they are several; the public gets its programme.
    """
    if made.audience.kind == "public":
        name = label("public-programme", made.language)
        yield _file(made, "programme", made.audience, made.calendars, name)
    elif made.audience.kind == "planner":
        yield from _of_people(made, "calendars/", _delegations(made), _people(made))
        for stem, room in stems("calendars/room-", _rooms(made)):
            kept = calendars_of_room(made.calendars, room.id)
            yield _file(made, stem, made.audience, kept, room.name)
    else:
        own = made.audience.id
        delegations = [row for row in _delegations(made) if row.id == own]
        people = [row for row in _people(made) if row.delegation == own]
        yield from _of_people(made, "", delegations, people)


def _delegations(made: Edition) -> list[Owner]:
    now = {row.id: row.name for row in made.programme.instance.delegations}
    every = now | {n: name for n, name in made.calendars.delegations.items() if n not in now}
    return [Owner(row, name or row) for row, name in every.items()]


def _people(made: Edition) -> list[Owner]:
    now = [
        Owner(row.id, row.name or row.id, row.delegation or "")
        for row in made.programme.instance.people
    ]
    known = {row.id for row in now}
    then = made.calendars.people.items()
    return now + [
        Owner(name, row.name or name, row.delegation or "")
        for name, row in then
        if name not in known
    ]


def _rooms(made: Edition) -> list[Owner]:
    now = {row.id: row.name for row in made.programme.instance.rooms}
    then = {v.room: v.room_name for m in made.calendars.meetings for v in m.versions}
    every = now | {room: name for room, name in then.items() if room not in now}
    return [Owner(row, name or row) for row, name in every.items()]


def _of_people(
    made: Edition, folder: str, delegations: Iterable[Owner], people: list[Owner]
) -> Iterator[File]:
    """Yield a calendar for each delegation, and for persons whose calendar that is not."""
    for stem, row in stems(f"{folder}delegation-", delegations):
        own = [person.id for person in people if person.delegation == row.id]
        yield _own(made, stem, Audience("delegation", row.id), row, own)
    sizes = Counter(person.delegation for person in people)
    several = [p for p in people if not p.delegation or sizes[p.delegation] > 1]
    for stem, person in stems(f"{folder}person-", several):
        yield _own(made, stem, Audience("person", person.id), person, [person.id])


def _own(made: Edition, stem: str, reader: Audience, row: Owner, own: list[str]) -> File:
    return _file(made, stem, reader, calendars_seen_by(made.calendars, reader), row.name, own)


def _file(
    made: Edition,
    stem: str,
    reader: Audience,
    kept: Calendars,
    name: str,
    own: Iterable[str] = (),
) -> File:
    instance = made.programme.instance
    return file_of(
        f"{stem}.ics",
        reader,
        lambda: calendar_text(kept, instance, name, made.language, own=frozenset(own)),
    )
