"""What of all meetings that ever were an audience may know: the only source of its calendars."""

from collections.abc import Callable, Iterator

from models import Calendars, Meeting, MeetingVersion
from scheduler.viewing.audiences import PUBLIC_KINDS, Audience

Reduce = Callable[[MeetingVersion], MeetingVersion | None]


def calendars_seen_by(calendars: Calendars, audience: Audience) -> Calendars:
    """Return the meetings of an audience, each as the audience has known it.

    A meeting that it no longer takes part in is cancelled for it, and stays as it was then: where
    it has moved since, and who takes part now, is not for those who have left. What it has never
    taken part in is not there, and a change that it cannot see is none.
    """
    if audience.kind == "planner":
        return calendars
    if audience.kind == "public":
        public = tuple(m for m in calendars.meetings if m.kind in PUBLIC_KINDS)
        return _reduced(calendars.model_copy(update={"meetings": public}), _announced)
    own = frozenset(
        name
        for name, person in calendars.people.items()
        if (person.delegation if audience.kind == "delegation" else name) == audience.id
    )
    return _reduced(calendars, lambda version: _attended(version, own))


def calendars_of_room(calendars: Calendars, room: str) -> Calendars:
    """Return the meetings of a room, for those who keep it; one that has left it is cancelled."""
    return _reduced(calendars, lambda version: version if version.room == room else None)


def _announced(version: MeetingVersion) -> MeetingVersion:
    none = {"people": (), "parts": {}, "set_up_minutes": 0, "clear_down_minutes": 0}
    return version.model_copy(update=none)


def _attended(version: MeetingVersion, own: frozenset[str]) -> MeetingVersion | None:
    """Return a version for some persons: from when the first to when the last of them is there."""
    there = own.intersection(version.people)
    if not there:
        return None
    parts = [version.parts.get(name, (version.start, version.end)) for name in there]
    return version.model_copy(
        update={
            "start": min(start for start, _ in parts),
            "end": max(end for _, end in parts),
            "parts": {name: part for name, part in version.parts.items() if name in own},
            "set_up_minutes": 0,
            "clear_down_minutes": 0,
        }
    )


def _reduced(calendars: Calendars, reduce: Reduce) -> Calendars:
    meetings = []
    for meeting in calendars.meetings:
        versions = tuple(_versions(meeting, reduce))
        if versions:
            meetings.append(meeting.model_copy(update={"versions": versions}))
    named = {name for m in meetings for version in m.versions for name in version.people}
    people = {n: person for n, person in calendars.people.items() if n in named}
    delegations = {person.delegation for person in people.values()}
    return calendars.model_copy(
        update={
            "meetings": tuple(meetings),
            "people": people,
            "delegations": {n: d for n, d in calendars.delegations.items() if n in delegations},
        }
    )


def _versions(meeting: Meeting, reduce: Reduce) -> Iterator[MeetingVersion]:
    """Yield the versions that are left, and a cancellation where one is the last that is seen."""
    shown: MeetingVersion | None = None
    for version in meeting.versions:
        seen = None if version.cancelled else reduce(version)
        if seen is None:
            if shown is None or shown.cancelled:
                continue
            gone = {"sequence": version.sequence, "stamp": version.stamp, "cancelled": True}
            seen = shown.model_copy(update=gone)
        if shown is None or not same_version(seen, shown):
            shown = seen
            yield seen


def same_version(one: MeetingVersion, other: MeetingVersion) -> bool:
    """Tell whether two versions say the same, whenever they were made."""
    made = {"sequence": other.sequence, "stamp": other.stamp}
    return one.model_copy(update=made) == other
