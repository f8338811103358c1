"""Why an activity cannot have its old place, as far as the programme itself shows it.

The referee gives planners the reason with names and limits (:mod:`scheduler.replanning.reasons`).
This is what others may know: whose time or which room it is, but not what is there instead. Rests,
transfers and limits are not considered: no cause is better than a doubtful one.
"""

from collections.abc import Iterator

from models import Activity, Cause, Placement
from models.clock import Interval, inside, overlap
from scheduler.viewing.programme import Booking, Programme, booked


def causes(programme: Programme, activity: Activity | None, place: Placement) -> tuple[Cause, ...]:
    """Return what is in the way of an activity at the place that it has lost.

    Parameters
    ----------
    programme
        The present programme.
    activity
        As the instance has it; None: the instance does not have it any more.
    place
        Its old place.
    """
    if activity is None:
        return (Cause(kind="cancelled"),)
    was = booked(programme.instance, activity, place)
    return (*_people(programme, was), *_room(programme, was))


def _people(programme: Programme, was: Booking) -> Iterator[Cause]:
    for person in was.people:
        during = was.engaged(person)
        others = programme.by_person.get(person, ())
        if any(overlap(during, (other.start, other.end)) for other in others):
            yield Cause(kind="engaged", person=person)
        elif not any(inside(during, free) for free in programme.instance.free[person]):
            yield Cause(kind="away", person=person)


def _room(programme: Programme, was: Booking) -> Iterator[Cause]:
    instance, room = programme.instance, was.room
    opening = [instance.clock.interval(span) for span in room.open]
    closed = opening and not any(inside((was.opens, was.closes), hours) for hours in opening)
    others = programme.by_room.get(room.id, ())
    taken = {other.unit for other in others if overlap(_held(other), _held(was))}
    closed = closed or room.state == "closed"
    if room.id not in instance.room or closed or len(taken) >= room.units:
        yield Cause(kind="room")


def _held(booking: Booking) -> Interval:
    return booking.opens, booking.closes + booking.room.turnaround_minutes
