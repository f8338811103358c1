"""Which calendars an edition has."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from models import Calendars, Delegation, Person
from scheduler.exporting.calendars.text import calendar_text
from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, file_of, stems
from scheduler.viewing.audiences import Audience, members
from scheduler.viewing.calendars import calendars_of_room, calendars_seen_by
from scheduler.wording.languages import label


def calendars(made: Edition) -> Iterator[File]:
    """Yield the calendars of an edition.

    Planners get all of them, each of which may be handed to those that it names; a delegation gets
    its own, and one for each of its people if they are several; the public gets its programme.
    """
    if made.audience.kind == "public":
        name = label("public-programme", made.language)
        yield _file(made, "programme", made.audience, made.calendars, name)
    elif made.audience.kind == "planner":
        instance = made.programme.instance
        yield from _of_people(made, "calendars/", instance.delegations, instance.people)
        for stem, room in stems("calendars/room-", instance.rooms):
            kept = calendars_of_room(made.calendars, room.id)
            yield _file(made, stem, made.audience, kept, room.name or room.id)
    else:
        instance, own = made.programme.instance, made.audience.id
        delegations = [row for row in instance.delegations if row.id == own]
        people = [row for row in instance.people if row.delegation == own]
        yield from _of_people(made, "", delegations, people)


def _of_people(
    made: Edition, folder: str, delegations: Iterable[Delegation], people: Collection[Person]
) -> Iterator[File]:
    """Yield a calendar for each delegation, and for persons whose calendar that is not."""
    for stem, row in stems(f"{folder}delegation-", delegations):
        yield _own(made, stem, Audience("delegation", row.id), row)
    sizes = Counter(person.delegation for person in people)
    several = [p for p in people if p.delegation is None or sizes[p.delegation] > 1]
    for stem, person in stems(f"{folder}person-", several):
        yield _own(made, stem, Audience("person", person.id), person)


def _own(made: Edition, stem: str, reader: Audience, row: Delegation | Person) -> File:
    own = members(made.programme.instance, reader)
    kept = calendars_seen_by(made.calendars, reader)
    return _file(made, stem, reader, kept, row.name or row.id, own)


def _file(
    made: Edition,
    stem: str,
    reader: Audience,
    kept: Calendars,
    name: str,
    own: Collection[str] = (),
) -> File:
    instance = made.programme.instance
    return file_of(
        f"{stem}.ics",
        reader,
        lambda: calendar_text(kept, instance, name, made.language, own=own),
    )
