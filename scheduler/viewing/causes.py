"""What keeps an activity from the place that it had, as far as the programme itself shows it.

The referee says it with names and limits, for planners (:mod:`scheduler.replanning.reasons`). This
is what may be told to others: whose time or which room it is, and nothing of what is there instead.
It says nothing rather than something doubtful: of rests, ways and limits there is no word.
"""

from collections.abc import Iterator

from models import Activity, Cause, Placement
from models.clock import Interval, inside, overlap
from scheduler.viewing.programme import Booking, Programme, booked


def causes(programme: Programme, activity: Activity | None, place: Placement) -> tuple[Cause, ...]:
    """Return what is in the way of an activity in a place that it does not have any more.

    Parameters
    ----------
    programme
        What takes place now.
    activity
        As the instance has it; None: not any more.
    place
        Where it stood.
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
    if room.id not in instance.room or closed or len(taken) >= room.units:
        yield Cause(kind="room")


def _held(booking: Booking) -> Interval:
    return booking.opens, booking.closes + booking.room.turnaround_minutes
