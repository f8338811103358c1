"""A programme in another language: with the names and titles that the planners give in it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from models import Calendars, Instance, Language, MeetingVersion
from models.record import Record
from scheduler.viewing.audiences import PUBLIC_KINDS, Audience
from scheduler.viewing.programme import Programme, parties
from scheduler.wording.languages import translated
from scheduler.wording.names import place, what, who

Row = TypeVar("Row", bound=Record)

NAMED = {"zones": "name", "rooms": "name", "delegations": "name", "people": "name"} | {
    "activities": "title"
}
"""Table -> the column that there is in other languages too."""

TABLES = tuple(NAMED)


def in_language(programme: Programme, language: Language) -> Programme:
    """Return a programme with names and titles in a language, where they are given in it.

    ``title_fr`` takes the place of ``title``, and so on; what is not given stays as it is. English
    is what ``title`` and ``name`` are in.
    """
    if language == "en":
        return programme
    whole = programme.instance
    tables = {table: tuple(_rows(getattr(whole, table), language)) for table in TABLES}
    instance = whole.model_copy(update=tables)
    rooms, activities = instance.room, instance.activity
    names = names_in(whole, instance)
    return replace(
        programme,
        instance=instance,
        bookings=tuple(
            replace(
                booking,
                activity=activities[booking.activity.id],
                room=rooms.get(booking.room.id, booking.room),
            )
            for booking in programme.bookings
        ),
        waiting=tuple(
            replace(
                waiting,
                activity=activities[waiting.activity.id],
                reason=translated(waiting.reason, language, names),
            )
            for waiting in programme.waiting
        ),
        party=parties(instance),
        withdrawn=tuple(_rows(programme.withdrawn, language)),
    )


def names_in(whole: Instance, spoken: Instance) -> dict[str, str]:
    """Return what sentences call people, rooms and activities -> the same in a language.

    Parameters
    ----------
    whole, spoken
        An instance, and the same with names and titles in that language.
    """
    pairs = [
        *((who(a), who(b)) for a, b in zip(whole.people, spoken.people, strict=True)),
        *((place(a), place(b)) for a, b in zip(whole.rooms, spoken.rooms, strict=True)),
        *((what(a), what(b)) for a, b in zip(whole.activities, spoken.activities, strict=True)),
    ]
    return {one: other for one, other in pairs if one != other and one.endswith(")")}


def not_in_language(instance: Instance, audience: Audience, language: Language) -> dict[str, int]:
    """Return of each table how many names or titles an audience reads as they stand, if any.

    Parameters
    ----------
    instance, audience, language
        The public reads of rooms and zones, and of activities that are no bilaterals.

    Returns
    -------
    dict
        Table -> rows without a name or title in the language; empty for English.
    """
    if language == "en":
        return {}
    tables: dict[str, Iterable[Record]] = {table: getattr(instance, table) for table in TABLES}
    if audience.kind == "public":
        del tables["delegations"], tables["people"]
        tables["activities"] = [a for a in instance.activities if a.kind in PUBLIC_KINDS]
    counts = {
        table: sum(not getattr(row, f"{NAMED[table]}_{language}") for row in rows)
        for table, rows in tables.items()
    }
    return {table: count for table, count in counts.items() if count}


def calendars_in_language(
    calendars: Calendars, instance: Instance, language: Language
) -> Calendars:
    """Return what calendars have said, with names and titles in a language where there are any.

    Parameters
    ----------
    calendars
        All of it, not yet reduced to an audience.
    instance
        The whole instance, in that language already.
    language
        The language.
    """
    if language == "en":
        return calendars
    rooms, people = instance.room, instance.person
    zones = {zone.id: zone.name for zone in instance.zones}
    delegations = {row.id: row.name for row in instance.delegations}

    def version_in(version: MeetingVersion) -> MeetingVersion:
        room = rooms.get(version.room)
        return version.model_copy(
            update={
                "title": version.titles.get(language, version.title),
                "room_name": room.name if room else version.room_name,
                "venue": zones.get(room.zone or "", version.venue) if room else version.venue,
            }
        )

    return calendars.model_copy(
        update={
            "delegations": {
                name: delegations.get(name, text) for name, text in calendars.delegations.items()
            },
            "people": {
                name: row.model_copy(update={"name": people[name].name}) if name in people else row
                for name, row in calendars.people.items()
            },
            "meetings": tuple(
                meeting.model_copy(update={"versions": tuple(map(version_in, meeting.versions))})
                for meeting in calendars.meetings
            ),
        }
    )


def _rows(rows: Iterable[Row], language: Language) -> Iterable[Row]:
    for row in rows:
        given = {
            field: text
            for field in ("name", "title")
            if (text := getattr(row, f"{field}_{language}", None))
        }
        yield row.model_copy(update=given) if given else row
