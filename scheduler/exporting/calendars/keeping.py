"""Keeping account of meetings from edition to edition: UIDs, and what changed in each."""

import uuid
from collections.abc import Hashable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import get_args

from models import Activity, Attendee, Calendars, Instance, Language, Meeting, MeetingVersion
from models.text import folded
from scheduler.viewing.calendars import same_version
from scheduler.viewing.programme import Booking, Programme
from scheduler.viewing.recognising import meeting_key, renamed, unique_pairs

NAMESPACE = uuid.UUID("5b0c2a35-6ef0-4c0c-9d9e-0b8a4d7e3f61")
"""Of all UIDs made here; drawn once."""

LEAD = timedelta(days=365)


def advanced(
    before: Calendars | None, programme: Programme, made: datetime | None = None
) -> Calendars:
    """Return the account of all meetings after one more edition.

    A meeting is known again by its id, as long as its kind is the same, and its title or one of
    its people; else by its kind, title and people under another id. What is not known again is
    cancelled, and what is new gets a UID that no meeting has ever had. Nothing changes if the
    edition says what the one before it said. Of an account of another event, on other days and
    without a meeting that is known again, nothing is taken.

    Parameters
    ----------
    before
        The account so far; None for the first edition.
    programme
        The whole programme.
    made
        When the edition was made. Without it the editions are numbered in minutes, from a year
        before the event on: the clock is not asked, so the same editions are the same files.
    """
    known = _in_todays_ids(before or Calendars(), programme.instance)
    edition = known.edition + 1
    first = min(day.date for day in programme.instance.days)
    stamp = made.astimezone(UTC) if made else _stamp(first, edition)
    found = _known_again(known, programme)
    if not found and _is_of_another_event(known, programme.instance):
        known = Calendars(edition=known.edition)
    taken = {meeting.uid for meeting in known.meetings}
    meetings: list[Meeting] = []
    for number, meeting in enumerate(known.meetings):
        meetings.append(_continued(meeting, found.get(number), programme.instance, stamp))
    places = {booking.activity.id for booking in found.values()}
    for booking in programme.bookings:
        if booking.activity.id not in places:
            uid = _uid(programme.instance.name, first, booking.activity.id, taken)
            taken.add(uid)
            version = _version(booking, programme.instance, 0, stamp)
            new = Meeting(
                uid=uid,
                activity=booking.activity.id,
                kind=booking.activity.kind,
                versions=(version,),
            )
            meetings.append(new)
    after = Calendars(
        edition=known.edition,
        delegations=known.delegations | _delegations(programme),
        people=known.people | _attendees(programme),
        meetings=tuple(meetings),
    )
    return after if after == before else after.model_copy(update={"edition": edition})


def _is_of_another_event(known: Calendars, instance: Instance) -> bool:
    days = {day.date for day in instance.days}
    return days.isdisjoint(
        m.last.start.astimezone(instance.clock.zone).date() for m in known.meetings
    )


def _stamp(first: date, edition: int) -> datetime:
    return datetime.combine(first, time(), UTC) - LEAD + timedelta(minutes=edition)


def _uid(event: str, first: date, activity: str, taken: set[str]) -> str:
    """Return a UID that no meeting has had: of the event, the id, and how often it was used."""
    used = 0
    while (uid := str(uuid.uuid5(NAMESPACE, f"{event}\n{first}\n{activity}\n{used}"))) in taken:
        used += 1
    return uid


def _continued(
    meeting: Meeting, booking: Booking | None, instance: Instance, stamp: datetime
) -> Meeting:
    """Return a meeting with its next version, if it changes."""
    last, following = meeting.last, meeting.last.sequence + 1
    if booking is None:
        if last.cancelled:
            return meeting
        gone = {"sequence": following, "stamp": stamp, "cancelled": True}
        return _with(meeting, last.model_copy(update=gone))
    meeting = meeting.model_copy(update={"activity": booking.activity.id})
    version = _version(booking, instance, following, stamp)
    return meeting if same_version(version, last) else _with(meeting, version)


def _with(meeting: Meeting, version: MeetingVersion) -> Meeting:
    return meeting.model_copy(update={"versions": (*meeting.versions, version)})


def _version(
    booking: Booking, instance: Instance, sequence: int, stamp: datetime
) -> MeetingVersion:
    activity, room = booking.activity, booking.room
    moment = instance.clock.moment
    whole = (booking.start, booking.end)
    parts = {name: booking.engaged(name) for name in booking.people}
    return MeetingVersion(
        sequence=sequence,
        stamp=stamp,
        title=activity.title,
        titles={
            language: text
            for language in get_args(Language)
            if (text := getattr(activity, f"title_{language}", None))
        },
        start=moment(booking.start).astimezone(UTC),
        end=moment(booking.end).astimezone(UTC),
        room=room.id,
        room_name=room.name,
        venue=next((zone.name for zone in instance.zones if zone.id == room.zone), ""),
        unit=booking.unit if room.units > 1 else None,
        people=booking.people,
        parts={
            name: (moment(start).astimezone(UTC), moment(end).astimezone(UTC))
            for name, (start, end) in parts.items()
            if (start, end) != whole
        },
        set_up_minutes=activity.set_up_minutes,
        clear_down_minutes=activity.clear_down_minutes,
    )


def _delegations(programme: Programme) -> dict[str, str]:
    attended = {row.delegation for row in _attendees(programme).values()}
    rows = programme.instance.delegations
    return {row.id: row.name for row in rows if row.id in attended}


def _attendees(programme: Programme) -> dict[str, Attendee]:
    names = {name for booking in programme.bookings for name in booking.people}
    return {
        person.id: Attendee(name=person.name, delegation=person.delegation)
        for person in programme.instance.people
        if person.id in names
    }


def _known_again(known: Calendars, programme: Programme) -> dict[int, Booking]:
    """Return the booking of each meeting that goes on, by the meeting's number."""
    newest = {meeting.activity: n for n, meeting in enumerate(known.meetings)}
    found = {}
    for booking in programme.bookings:
        number = newest.get(booking.activity.id)
        if number is not None and _is_same(known.meetings[number], booking.activity):
            found[number] = booking
    taken = {booking.activity.id for booking in found.values()}
    open_ = {b.activity.id: b for b in programme.bookings if b.activity.id not in taken}
    gone = {
        str(number): meeting_key(meeting.kind, meeting.last.title, meeting.last.people)
        for number, meeting in enumerate(known.meetings)
        if number not in found
    }
    new = {
        name: meeting_key(b.activity.kind, b.activity.title, b.people) for name, b in open_.items()
    }
    return found | {int(old): open_[name] for old, name in unique_pairs(gone, new).items()}


def _is_same(meeting: Meeting, activity: Activity) -> bool:
    """Tell whether an activity is the meeting that has had its id.

    Of two that share neither title nor people, and were not there without a break, one cannot
    tell; then it is another one.
    """
    last = meeting.last
    if meeting.kind != activity.kind:
        return False
    if folded(last.title) == folded(activity.title) or set(last.people) & set(activity.people):
        return True
    return not last.cancelled and not (last.people and activity.people)


def _in_todays_ids(before: Calendars, instance: Instance) -> Calendars:
    """Return an account with today's ids of what is called otherwise now."""
    delegations = renamed(
        {name: folded(text) for name, text in before.delegations.items()},
        {row.id: folded(row.name) for row in instance.delegations},
    )
    attendees = {
        name: row.model_copy(update={"delegation": delegations[row.delegation]})
        if row.delegation and row.delegation in delegations
        else row
        for name, row in before.people.items()
    }
    people = renamed(
        {name: _office(row.name, row.delegation) for name, row in attendees.items()},
        {row.id: _office(row.name, row.delegation) for row in instance.people},
    )
    rooms = renamed(
        {v.room: folded(v.room_name) for m in before.meetings for v in m.versions},
        {row.id: folded(row.name) for row in instance.rooms},
    )
    if not people and not rooms and not delegations:
        return before
    return before.model_copy(
        update={
            "delegations": {
                delegations.get(name, name): text for name, text in before.delegations.items()
            },
            "people": {people.get(name, name): row for name, row in attendees.items()},
            "meetings": tuple(
                meeting.model_copy(
                    update={"versions": tuple(_renamed(v, people, rooms) for v in meeting.versions)}
                )
                for meeting in before.meetings
            ),
        }
    )


def _office(name: str, delegation: str | None) -> Hashable:
    return (folded(name), delegation) if name else ""


def _renamed(
    version: MeetingVersion, people: Mapping[str, str], rooms: Mapping[str, str]
) -> MeetingVersion:
    return version.model_copy(
        update={
            "room": rooms.get(version.room, version.room),
            "people": tuple(people.get(name, name) for name in version.people),
            "parts": {people.get(name, name): part for name, part in version.parts.items()},
        }
    )
