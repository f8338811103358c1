"""Scenarios applied: an instance and changes in, the changed instance and words out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from models import Activity, Availability, Instance, Room, Scenario, ScenarioChange, Slot, Span
from models.clock import closing_text
from models.scenario_changes import (
    AddRoom,
    AddSlot,
    DayHours,
    Demand,
    Duration,
    Hours,
    Level,
    Opening,
    Priority,
    Rest,
    Tiers,
    Turnaround,
    Units,
    Weigh,
    Which,
    Without,
)
from scheduler.sweeping.demand import more_requests

Changed = tuple[Instance, str]
"""The instance after a change, and what has changed, in words."""


def applied(instance: Instance, scenario: Scenario) -> Changed:
    """Make the changes of a scenario, one after the other.

    Raises
    ------
    ValueError
        With every change that is wrong: the instance does not have what is named, or would
        contradict itself, a value is none that its column may have, or nothing would change.
    """
    words, wrong = [], list[ValueError]()
    for change in scenario.changes:
        try:
            instance, what = changed(instance, change)
        except ValueError as error:
            wrong.append(error)
        else:
            words.append(what)
    if wrong:
        raise ValueError("; ".join(map(_in_words, wrong)))
    return instance, "; ".join(words)


def _in_words(error: ValueError) -> str:
    """Return what is wrong with a change, as one line."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return " ".join(str(error).split())


def changed(instance: Instance, change: ScenarioChange) -> Changed:
    """Make one change; see :func:`applied`."""
    return _WAYS[type(change)](instance, change)


def _units(instance: Instance, change: Units) -> Changed:
    room = instance.room[instance.known("rooms", change.room)]
    after = change.of(room.units, least=1)
    noun = "unit" if after == 1 else "units"
    what = f"{after} {noun} of {room.name or room.id} instead of {room.units}"
    return instance.with_units(room.id, after), what


def _level(instance: Instance, change: Level) -> Changed:
    resource = instance.resource[instance.known("resources", change.resource)]
    after = change.of(resource.level)
    what = f"{after} of {resource.name or resource.id} instead of {resource.level}"
    return instance.with_level(resource.id, after), what


def _turnaround(instance: Instance, change: Turnaround) -> Changed:
    if change.room is not None:
        rooms = [instance.room[instance.known("rooms", change.room)]]
    else:
        rooms = [room for room in instance.rooms if room.turnaround_minutes]
    minutes = {room.id: change.of(room.turnaround_minutes) for room in rooms}
    cells = {name: {"turnaround_minutes": after} for name, after in minutes.items()}
    where = rooms[0].name or rooms[0].id if change.room is not None else "all rooms that have some"
    how = f"{change.label} minutes" if change.to is None else f"{change.to} minutes"
    return instance.with_cells("rooms", cells), f"turnaround {how} in {where}"


def _rest(instance: Instance, change: Rest) -> Changed:
    if change.person is not None:
        people = [instance.person[instance.known("people", change.person)]]
    else:
        people = [person for person in instance.people if person.delegation is not None]
    cells = {p.id: {"rest_minutes": change.of(p.rest_minutes)} for p in people}
    whose = people[0].name or people[0].id if change.person is not None else "all delegations"
    how = f"{change.label} minutes" if change.to is None else f"{change.to} minutes"
    return instance.with_cells("people", cells), f"rest {how} for {whose}"


def _priority(instance: Instance, change: Priority) -> Changed:
    found = list(_which(instance, change))
    cells = {a.id: {"priority": change.of(a.priority, least=1)} for a in found}
    return (
        instance.with_cells("activities", cells),
        f"priority {change.label} of {_counted(found)}",
    )


def _duration(instance: Instance, change: Duration) -> Changed:
    found = list(_which(instance, change))
    cells = {a.id: {"minutes": change.of(a.minutes, least=1)} for a in found}
    how = f"{change.label} minutes" if change.to is None else f"{change.to} minutes"
    return instance.with_cells("activities", cells), f"duration {how} of {_counted(found)}"


def _demand(instance: Instance, change: Demand) -> Changed:
    more = more_requests(instance, change.percent, change.seed)
    after = instance.with_tables(activities=(*instance.activities, *more))
    return after, f"{len(more)} more requests, made up with seed {change.seed}"


def _without(instance: Instance, change: Without) -> Changed:
    if change.rule is not None:
        gone = instance.known("rules", change.rule)
        rules = tuple(rule for rule in instance.rules if rule.id != gone)
        return instance.with_tables(rules=rules), f"without rule {gone}"
    ((field, name),) = change.named.items()
    return instance.without(**change.named), f"without {field} {name}"


def _add_room(instance: Instance, change: AddRoom) -> Changed:
    like = instance.room[instance.known("rooms", change.like)]
    slots = [instance.slot[instance.known("slots", name)] for name in change.slots]
    spans = [*change.open, *(Span(start=slot.start, end=slot.end) for slot in slots)]
    new: dict[str, object] = {"id": change.id, "name": f"{like.name or like.id} (added)"}
    new |= {"units": 1, "state": None, "open": tuple(spans) or like.open, "status": "synthetic"}
    rows = {name: getattr(like, name) for name in Room.model_fields}
    room = Room.model_validate(rows | new)
    activities = tuple(_also_in(activity, like.id, room.id) for activity in instance.activities)
    after = instance.with_tables(rooms=(*instance.rooms, room), activities=activities)
    when = f", open {_spans(spans)}" if spans else ""
    return after, f"one more room like {like.name or like.id}{when}"


def _also_in(activity: Activity, like: str, room: str) -> Activity:
    """Return an activity that may also be in a room, and wishes for it, as for another one."""
    update: dict[str, object] = {}
    if like in activity.rooms:
        update["rooms"] = (*activity.rooms, room)
    if like in activity.wished_rooms:
        update["wished_rooms"] = activity.wished_rooms | {room: activity.wished_rooms[like]}
    return activity.model_copy(update=update) if update else activity


def _opening(instance: Instance, change: Opening) -> Changed:
    room = instance.room[instance.known("rooms", change.room)]
    after = instance.with_cells("rooms", {room.id: {"open": change.open}})
    return after, f"{room.name or room.id} open {_spans(change.open) or 'always'}"


def _add_slot(instance: Instance, change: AddSlot) -> Changed:
    like = instance.known("slots", change.like)
    slot = Slot(id=change.id, start=change.start, end=change.end, status="synthetic")
    activities = tuple(
        a.model_copy(update={"slots": (*a.slots, slot.id)}) if a.slots and like in a.slots else a
        for a in instance.activities
    )
    after = instance.with_tables(slots=(*instance.slots, slot), activities=activities)
    return after, f"one more slot {slot.id}, {_spans([Span(start=slot.start, end=slot.end)])}"


def _day(instance: Instance, change: DayHours) -> Changed:
    days = list(instance.days)
    at = next((n for n, day in enumerate(days) if day.date == change.date), None)
    if at is None:
        known = ", ".join(day.date.isoformat() for day in days)
        raise ValueError(f"{change.date} is no day of the event; these are: {known}")
    stated = days[at].model_dump(mode="json")
    start = days[at].span.start - timedelta(minutes=change.earlier_minutes)
    if start.date() != change.date:
        raise ValueError(f"{change.date} cannot begin on the date before")
    end = days[at].end + timedelta(minutes=change.later_minutes)
    days[at] = type(days[at]).model_validate(stated | {"start": start.time(), "end": end})
    what = [f"begins at {start:%H:%M}"] if change.earlier_minutes else []
    what += [f"ends at {closing_text(days[at].end)}"] if change.later_minutes else []
    return instance.with_tables(days=tuple(days)), f"{change.date} {' and '.join(what)}"


def _hours(instance: Instance, change: Hours) -> Changed:
    person = instance.person[instance.known("people", change.person)]
    present: Sequence[Span] | None = change.present
    what = []
    if change.earlier_minutes or change.later_minutes:
        present = _longer(instance, change)
        what.append(f"is there {_spans(present)}")
    elif present is not None:
        what.append(f"is there {_spans(present) or 'always'}")
    if change.busy:
        what.append(f"is busy {_spans(change.busy)}")
    after = instance.with_availability(person.id, present=present, busy=change.busy)
    return after, f"{person.name or person.id} {' and '.join(what)}"


def _longer(instance: Instance, change: Hours) -> list[Span]:
    """Return when a person is there who comes earlier at first, or leaves later in the end."""
    rows: list[Availability] = [
        row
        for row in instance.availability
        if row.person == change.person and row.state == "present"
    ]
    if not rows:
        raise ValueError(f"{change.person} is always there already")
    clock = instance.clock
    rows.sort(key=lambda row: clock.minute(row.start))
    spans = [(row.start, row.end) for row in rows]
    spans[0] = (spans[0][0] - timedelta(minutes=change.earlier_minutes), spans[0][1])
    spans[-1] = (spans[-1][0], spans[-1][1] + timedelta(minutes=change.later_minutes))
    return [Span(start=start, end=end) for start, end in spans]


def _weight(instance: Instance, change: Weigh) -> Changed:
    policy = instance.policy
    if change.goal not in policy.goals:
        raise ValueError(f"goal {change.goal} is in no tier of the policy")
    tiers = tuple(
        {**tier, change.goal: change.to} if change.goal in tier else tier for tier in policy.tiers
    )
    after = instance.with_tables(policy=policy.model_copy(update={"tiers": tiers}))
    return after, f"weight of {change.goal} {change.to}"


def _tiers(instance: Instance, change: Tiers) -> Changed:
    update: dict[str, object] = {"tiers": change.tiers}
    if change.break_minutes is not None:
        update["break_minutes"] = change.break_minutes
    after = instance.with_tables(policy=instance.policy.model_copy(update=update))
    return after, f"goals {change.label}"


def _which(instance: Instance, which: Which) -> Iterable[Activity]:
    """Yield the activities that are meant.

    Raises
    ------
    ValueError
        There is none.
    """
    for name in which.activities:
        instance.known("activities", name)
    if which.delegation is not None:
        instance.known("delegations", which.delegation)
    found = [
        a
        for a in instance.activities
        if (not which.activities or a.id in which.activities)
        and which.kind in (None, a.kind)
        and which.optional in (None, a.optional)
        and which.delegation in (None, *(instance.person[p].delegation for p in a.people))
    ]
    if not found:
        raise ValueError("no activity is meant: none has all that is asked for")
    return found


def _counted(activities: Sequence[Activity]) -> str:
    return activities[0].id if len(activities) == 1 else f"{len(activities)} activities"


def _spans(spans: Iterable[Span]) -> str:
    return ", ".join(f"{span.start:%Y-%m-%d %H:%M} to {span.end:%H:%M}" for span in spans)


_WAYS: dict[type, Callable[[Instance, Any], Changed]] = {
    Units: _units,
    Level: _level,
    Turnaround: _turnaround,
    Rest: _rest,
    Priority: _priority,
    Duration: _duration,
    Demand: _demand,
    Without: _without,
    AddRoom: _add_room,
    Opening: _opening,
    AddSlot: _add_slot,
    DayHours: _day,
    Hours: _hours,
    Weigh: _weight,
    Tiers: _tiers,
}
