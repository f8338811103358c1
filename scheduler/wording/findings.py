"""Findings of the preflight, in words."""

from collections.abc import Sequence

from models import Activity, Delegation, Instance, Person, Resource, Room, Rule, SubjectKind
from models.clock import Interval, Minute
from scheduler.wording.names import NOUNS, place, short, who, whose
from scheduler.wording.rules import RULES_OUT
from scheduler.wording.times import duration, moment, presence, stretches, when

MOST_NAMED = 4
"""Activities that a sentence names; the rest is counted."""


def overbooked(person: Person, activities: int, need: int, free: int) -> str:
    """Say that a person has to attend more than they have time for, in minutes."""
    return (
        f"{who(person)} must attend {_counted(activities, 'activity')} of {duration(need)} in all, "
        f"but has {duration(free)}."
    )


def requests_beyond(person: Person, requests: int, fitting: int, must: int | None) -> str:
    """Say how many requests of a person fit at most; the sentence has no end yet.

    Parameters
    ----------
    must
        How many activities they must attend, if it is the number of activities a day that counts;
        None: it is their time.
    """
    head = f"Of {requests} requests of {who(person)} {_at_most(fitting)}"
    if must is None:
        return f"{head} into the time that is left"
    beside = f" beside {_counted(must, 'activity')} that they must attend," if must else ","
    return f"{head}{beside} with at most {person.daily_activities} a day"


def queue(person: Person, activities: Sequence[Activity], turns: int) -> str:
    """Say that a person must attend more than fits one after the other."""
    some = ", ".join(activity.id for activity in activities[:MOST_NAMED])
    more = ", …" if len(activities) > MOST_NAMED else ""
    limit = person.daily_activities
    daily = f" with at most {limit} a day" if limit is not None else ""
    return (
        f"{who(person)} must attend {_counted(len(activities), 'activity')} ({some}{more}); at the "
        f"times that these may have {_at_most(turns)} one after the other{daily}."
    )


def _at_most(fitting: int) -> str:
    if fitting == 0:
        return "none fits"
    return f"at most {fitting} {'fits' if fitting == 1 else 'fit'}"


def needed_twice(
    subject: Person | Room, pair: Sequence[tuple[Activity, Interval]], instance: Instance
) -> str:
    """Say that two fixed activities need one person, or one room, at one time."""
    name = who(subject) if isinstance(subject, Person) else place(subject)
    one, other = (f"by {short(activity)} {when(instance, during)}" for activity, during in pair)
    return f"{name} is needed twice: {one} and {other}."


def more_than_there_is(activity: Activity, amount: int, resource: Resource) -> str:
    """Say that one activity needs more of a resource than there is."""
    there = f"there {'is' if resource.level == 1 else 'are'} {resource.level}"
    return f"{short(activity)} needs {amount} of {whose(resource)}, of which {there}."


def short_at_one_moment(activities: Sequence[Activity], total: int, resource: Resource) -> str:
    """Say that fixed activities need more of a resource at one moment than there is."""
    some = ", ".join(short(activity) for activity in activities[:MOST_NAMED])
    return (
        f"{len(activities)} fixed activities need {total} of {whose(resource)} at one moment "
        f"({some}); there are {resource.level}."
    )


def gap_too_short(rule: Rule, one: Activity, other: Activity, need: str) -> str:
    """Say that a rule allows a shorter gap than is needed."""
    return (
        f"Rule {rule.id} allows {duration(rule.minutes)} between {short(one)} and {short(other)}, "
        f"but {need}."
    )


def no_start_after(activity: Activity, before: Sequence[Activity]) -> str:
    """Say that an activity has no start left when others are over, one after the other."""
    some = ", then ".join(one.id for one in before)
    are = "is" if len(before) == 1 else "are"
    return f"{short(activity)} has no start left when {some} {are} over, however early that is."


def rests(person: Person) -> str:
    """Say how long a person has to rest; the sentence has a beginning already."""
    return f"{who(person)} must have {duration(person.rest_minutes)} between two activities"


def cleared(minutes: int) -> str:
    """Say how long a room is not free; the sentence has a beginning already."""
    return f"clear-down, turnaround and set-up take {duration(minutes)} in any room"


def room_time(activities: Sequence[Activity], need: int, rooms: int, free: int) -> str:
    """Say that activities take more time than their rooms have, set-up and turnaround included."""
    return (
        f"{_several(activities)} take {duration(need)} of {_counted(rooms, 'room')}, with set-up "
        f"and turnaround; there are {duration(free)}."
    )


def _several(activities: Sequence[Activity]) -> str:
    kinds = {activity.kind for activity in activities}
    return f"{len(activities)} {NOUNS[kinds.pop()] if len(kinds) == 1 else 'activities'}"


def crowd(activities: Sequence[Activity], runs: Sequence[int], rooms: int, places: int) -> str:
    """Say that there are more activities than places.

    Parameters
    ----------
    runs
        For each room, how many of them fit one after the other.
    rooms
        How many rooms, alike ones counted.
    """
    times = _from_to(runs)
    if all(activity.slots and not activity.spans for activity in activities):
        fit = f"{times} slot{'' if times == '1' else 's'}"
    else:
        fit = "one at a time" if times == "1" else f"{times} one after the other"
    return (
        f"{_several(activities)} of {_from_to([a.minutes for a in activities])} minutes, {fit}, "
        f"{_counted(rooms, 'room')}: {_counted(places, 'place')}."
    )


def _from_to(numbers: Sequence[int]) -> str:
    least, most = min(numbers), max(numbers)
    return str(least) if least == most else f"{least} to {most}"


def _counted(number: int, noun: str) -> str:
    several = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else several}"


def no_legal_place(activity: Activity, reason: str) -> str:
    """Say that an activity can be nowhere, and why."""
    return f"{short(activity)} has no legal place: {reason}."


def rooms_ruled_out(taken: Sequence[tuple[str, int, int]]) -> str:
    """Say which rules rule out the rooms, one after the other, and how many each."""
    return ", then ".join(
        f"{gone} of {left} rooms ruled out ({RULES_OUT[rule]})" for rule, gone, left in taken
    )


def no_rooms() -> str:
    """Say that there is nowhere to be."""
    return "there are no rooms"


def fits_no_day(activity: Activity) -> str:
    """Say that every day is too short."""
    return f"{activity.minutes} minutes do not fit into any day"


def goes_past_the_day(during: Interval, end: Minute, instance: Instance) -> str:
    """Say that a pinned activity would go on when the day has ended."""
    return f"it is pinned to {when(instance, during)}, and the day ends at {moment(instance, end)}"


def leaves_no_start(rule: str, times: Sequence[Interval], instance: Instance) -> str:
    """Say that a rule rules out the last starts."""
    return f"{RULES_OUT[rule]} leaves no start within {stretches(instance, times)}"


def people_away(absent: Sequence[Person], times: Sequence[Interval], instance: Instance) -> str:
    """Say who is away when an activity could be, or that its people are never there together."""
    stays = [f"{who(p)} is there {presence(instance, p)}" for p in absent]
    why = "; ".join(stays) or "its people are never there at the same time"
    return f"it could be within {stretches(instance, times)}, but {why}"


def not_open(rooms: Sequence[Room], times: Sequence[Interval], instance: Instance) -> str:
    """Say that the rooms that are left are closed."""
    names = ", ".join(room.id for room in rooms)
    return f"{names} not open long enough during {stretches(instance, times)}"


def unused(room: Room) -> str:
    """Say that no activity may be in a room."""
    return f"No activity may be in {place(room)}."


def of_one_delegation(activity: Activity) -> str:
    """Say that both sides of a bilateral are of one delegation."""
    return f"{short(activity)} is a meeting of a delegation with itself."


def of_one_person(activity: Activity) -> str:
    """Say that a bilateral has one side only."""
    return f"{short(activity)} has one side only: fewer than two people."


def and_more(message: str, more: int) -> str:
    """Say that something is so more often."""
    return f"{message} The same is true of {more} more."


def odd_duration(activity: Activity) -> str:
    """Say how long an activity lasts, as it is unusual."""
    return f"{short(activity)} lasts {duration(activity.minutes)}."


def listed_twice(rows: Sequence[Person | Delegation]) -> str:
    """Say that rows look as if they were the same person or delegation."""
    ids = " and ".join(row.id for row in rows)
    return f"{rows[0].name} is listed as {ids}: if they are one, use one id."


def differ_in_case(kind: SubjectKind, ids: Sequence[str]) -> str:
    """Say that ids differ in capitals only."""
    return f"The {kind} ids {' and '.join(ids)} differ in capitals only."
