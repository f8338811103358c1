"""Who may know what: everything that leaves for somebody is made from what is filtered here.

The instance of a filtered programme has only the rows, and of each row only the fields, that the
audience may know. So nothing that is made from it can contain more.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from models import (
    Activity,
    Availability,
    Change,
    Changes,
    Delegation,
    Instance,
    Kind,
    Notice,
    Person,
    Placement,
    Room,
    Transfer,
    Zone,
)
from scheduler.viewing.programme import Booking, Programme, Waiting


@dataclass(frozen=True)
class Audience:
    """The people for whom something is made.

    planner
        Knows everything.
    delegation
        Knows where and when its own persons are engaged, and with whom; and which of its own
        activities have no place. Knows nothing about others, except that they are engaged or away
        at the time of an activity that was its own.
    person
        The same for a person without a delegation.
    public
        Knows when and where activities of public kinds take place, not who has to be there.

    Attributes
    ----------
    kind
        One of the above.
    id
        Id of the delegation or person; otherwise empty.
    """

    kind: Literal["planner", "delegation", "person", "public"]
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


PLANNER = Audience("planner")
PUBLIC = Audience("public")

PUBLIC_KINDS: frozenset[Kind] = frozenset(
    ("plenary", "side-event", "workshop", "exhibition", "press")
)
"""Kinds that are announced to everybody, or open to all.

Bilaterals are not: it is for the two sides to say whether they meet. A kind that is not listed is
private, and so is a new one until somebody decides.
"""


def members(instance: Instance, audience: Audience) -> frozenset[str]:
    """Return the ids of the persons in the audience; none for planners and the public."""
    if audience.kind == "person":
        return frozenset((audience.id,))
    if audience.kind != "delegation":
        return frozenset()
    return frozenset(p.id for p in instance.people if p.delegation == audience.id)


def seen_by(programme: Programme, audience: Audience) -> Programme:
    """Return a programme as an audience may know it."""
    if audience.kind == "planner":
        return programme
    if audience.kind == "public":
        known = [b for b in programme.bookings if b.activity.kind in PUBLIC_KINDS]
        return _reduced(programme, known, (), own=frozenset(), with_people=False)
    own = members(programme.instance, audience)
    return _reduced(
        programme,
        [b for b in programme.bookings if own & set(b.people)],
        [w.activity for w in programme.waiting if own & set(w.activity.people)],
        own=own,
        with_people=True,
        name=audience.id if audience.kind == "delegation" else "",
    )


def _reduced(
    programme: Programme,
    bookings: Collection[Booking],
    waiting: Collection[Activity],
    *,
    own: frozenset[str],
    with_people: bool,
    name: str = "",
) -> Programme:
    """Keep some bookings and activities without a place, and only what belongs to them.

    A delegation, ``name``, knows itself, also without any people or when it has withdrawn.
    """
    rooms = {b.room.id: _room(b.room) for b in bookings}
    known = [_activity(a, with_people) for a in (*(b.activity for b in bookings), *waiting)]
    by_id = {activity.id: activity for activity in known}
    people = own | {person for activity in known for person in activity.people}
    return replace(
        programme,
        instance=_instance(programme.instance, known, rooms.values(), people, own, name),
        bookings=tuple(
            replace(b, activity=by_id[b.activity.id], room=rooms[b.room.id]) for b in bookings
        ),
        waiting=tuple(Waiting(by_id[activity.id]) for activity in waiting),
        oddities=(),
        places={
            activity: place.model_copy(update={"reason": ""})
            for activity, place in programme.places.items()
            if activity in by_id
        },
        party={p: party for p, party in programme.party.items() if p in people},
        withdrawn=tuple(
            Delegation(id=d.id, name=d.name) for d in programme.withdrawn if d.id == name
        ),
    )


def _instance(
    whole: Instance,
    activities: Collection[Activity],
    rooms: Collection[Room],
    people: Collection[str],
    own: Collection[str],
    name: str,
) -> Instance:
    """Return an instance with these rows only, and with the stays of the audience only."""
    persons = [p for p in whole.people if p.id in people]
    delegations = {name, *(p.delegation for p in persons)}
    zones = {room.zone for room in rooms}
    precedence = sorted({p.rank for p in persons if p.rank is not None})
    order = {activity.id: rank for rank, activity in enumerate(whole.activities)}
    ranks = {room.id: rank for rank, room in enumerate(whole.rooms)}
    return Instance.model_construct(
        name=whole.name,
        title=whole.title,
        time_zone=whole.time_zone,
        grid_minutes=whole.grid_minutes,
        days=whole.days,
        zones=tuple(Zone(id=z.id, name=z.name) for z in whole.zones if z.id in zones),
        transfers=tuple(
            Transfer(from_zone=t.from_zone, to_zone=t.to_zone, minutes=t.minutes)
            for t in whole.transfers
            if {t.from_zone, t.to_zone} <= zones
        ),
        rooms=tuple(sorted(rooms, key=lambda room: ranks.get(room.id, len(ranks)))),
        delegations=tuple(
            Delegation(id=d.id, name=d.name) for d in whole.delegations if d.id in delegations
        ),
        people=tuple(_person(p, precedence) for p in persons),
        availability=tuple(_stays(whole, own)),
        activities=tuple(sorted(activities, key=lambda activity: order[activity.id])),
    )


def _stays(whole: Instance, own: Collection[str]) -> Iterable[Availability]:
    for row in whole.availability:
        if row.person in own:
            yield Availability(person=row.person, start=row.start, end=row.end, state=row.state)


def _person(person: Person, precedence: Sequence[int]) -> Person:
    """Return an office; its rank is the place among those that are known, for their order alone."""
    rank = None if person.rank is None else precedence.index(person.rank) + 1
    return Person(id=person.id, name=person.name, delegation=person.delegation, rank=rank)


def _room(room: Room) -> Room:
    return Room(
        id=room.id, name=room.name, capacity=room.capacity, zone=room.zone, units=room.units
    )


def _activity(activity: Activity, with_people: bool) -> Activity:
    """Return what those who take part may know: no priority, wishes, limits or notes.

    The fields that say when a person is engaged have to stay, or their times would be wrong.
    """
    return Activity(
        id=activity.id,
        kind=activity.kind,
        title=activity.title,
        minutes=activity.minutes,
        set_up_minutes=activity.set_up_minutes,
        clear_down_minutes=activity.clear_down_minutes,
        people=activity.people if with_people else (),
        topics=activity.topics,
        track=activity.track,
    )


def addressee(notice: Notice) -> Audience:
    """Return the audience of a notice."""
    if notice.delegation:
        return Audience("delegation", notice.delegation)
    return Audience("person", notice.people[0])


def changes_seen_by(changes: Changes, instance: Instance, audience: Audience) -> Changes:
    """Return changes as an audience may know them: those it has to be told of, and no more.

    Of activities that it takes part in, it knows the place before and after, and who joins or
    leaves; not the new place of one that it leaves, nor the old place of one that it joins. If an
    activity does not take place, it knows the kind of reason: one of its own persons, somebody
    else or the room is not available. The public is not told of changes.

    Parameters
    ----------
    changes
        All changes.
    instance
        The instance of the later timetable.
    """
    if audience.kind == "planner":
        return changes
    notices = tuple(n for n in changes.notices if addressee(n) == audience)
    own = members(instance, audience).union(*(notice.people for notice in notices))
    return changes.model_copy(
        update={
            "changes": tuple(_own(c, own) for c in changes.changes if own & set(c.tell)),
            "notices": notices,
        }
    )


def _own(change: Change, own: frozenset[str]) -> Change:
    before, after = (
        not own.isdisjoint(change.people_before),
        not own.isdisjoint(change.people_after),
    )
    joins, leaves = after and not before, before and not after
    goes_on = leaves and change.after is not None
    causes = dict.fromkeys(
        cause if cause.person in own else cause.model_copy(update={"person": ""})
        for cause in change.causes
        if after or cause.kind == "cancelled"
    )
    return Change(
        activity=change.activity,
        title=change.title_before if leaves else change.title,
        title_before="" if joins else change.title_before,
        what=("added",) if joins else ("people",) if goes_on else change.what,
        before=None if joins else _place(change.before),
        after=None if leaves else _place(change.after),
        minutes_before=None if joins else change.minutes_before,
        minutes_after=None if leaves else change.minutes_after,
        people_before=() if joins else change.people_before,
        people_after=() if leaves else change.people_after,
        tell=tuple(person for person in change.tell if person in own),
        causes=tuple(causes),
    )


def _place(place: Placement | None) -> Placement | None:
    return place and place.model_copy(update={"reason": ""})
