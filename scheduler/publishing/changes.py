"""What is different between two timetables, and who has to be told."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from models import Activity, Instance, Timetable
from models.clock import Minute
from scheduler.publishing.record import Counts

Kind = Literal["added", "time", "room", "time and room", "dropped", "cancelled", "changed"]

LOST: tuple[Kind, ...] = ("dropped", "cancelled")
MOVED: tuple[Kind, ...] = ("time", "room", "time and room", *LOST)


@dataclass(frozen=True)
class Stand:
    """Where an activity stands: local start, room, and what of it concerns people."""

    start: datetime
    room: str
    minutes: int
    people: frozenset[str]
    at: Minute

    def __str__(self) -> str:
        return f"{self.start:%Y-%m-%d %H:%M} {self.room}"


@dataclass(frozen=True)
class Change:
    """One activity that is not as it was.

    Attributes
    ----------
    before, after
        Where it stood and stands; None without a place.
    people, delegations
        Ids of those to tell; persons of no delegation stand for themselves.
    reason
        Why it has no place any more; for activities that were dropped or cancelled.
    """

    activity: str
    title: str
    kind: Kind
    before: Stand | None
    after: Stand | None
    people: tuple[str, ...]
    delegations: tuple[str, ...]
    reason: str = ""


Side = tuple[Instance, Timetable]


def find_changes(old: Side | None, new: Side) -> list[Change]:
    """Return what is different, in order of the new start, losses first.

    A person is told of an activity if it has another start, room or duration for him
    than before, or he joins or leaves it. That is a little more than goal ``stability``
    counts, which takes people and durations as they are today.
    """
    before = stands(*old) if old else {}
    after = stands(*new)
    titles = [side[0].activity for side in (old, new) if side]
    known = {name: activity for of_side in titles for name, activity in of_side.items()}
    found = [
        _change(known[name], before.get(name), after.get(name), old, new)
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    ]
    return sorted(found, key=lambda change: (change.kind not in LOST, _order(change)))


def _order(change: Change) -> tuple[Minute, str]:
    stand = change.after or change.before
    return (stand.at if stand else 0, change.activity)


def stands(instance: Instance, timetable: Timetable) -> dict[str, Stand]:
    """Return where each activity that the instance knows has its place."""
    found = {}
    for place in timetable.placements:
        activity = instance.activity.get(place.activity)
        if activity is None or place.start is None or place.room is None:
            continue
        at = instance.clock.minute(place.start)
        start = instance.clock.moment(at)
        people = frozenset(activity.people)
        found[activity.id] = Stand(start, place.room, activity.minutes, people, at)
    return found


def _change(
    activity: Activity, before: Stand | None, after: Stand | None, old: Side | None, new: Side
) -> Change:
    kind = _kind(activity.id, before, after, new[0])
    people = _told(before, after)
    return Change(
        activity=activity.id,
        title=activity.title,
        kind=kind,
        before=before,
        after=after,
        people=people,
        delegations=tuple(dict.fromkeys(_delegations(people, old, new))),
        reason="It is no longer asked for." if kind == "cancelled" else "",
    )


def _kind(name: str, before: Stand | None, after: Stand | None, today: Instance) -> Kind:
    if before is None:
        return "added"
    if after is None:
        return "dropped" if name in today.activity else "cancelled"
    time, room = before.at != after.at, before.room != after.room
    if time and room:
        return "time and room"
    return "time" if time else "room" if room else "changed"


def _told(before: Stand | None, after: Stand | None) -> tuple[str, ...]:
    then = before.people if before else frozenset()
    now = after.people if after else frozenset()
    stays = before and after and (before.at, before.room, before.minutes) == (
        after.at, after.room, after.minutes,
    )  # fmt: skip
    return tuple(sorted(then ^ now if stays else then | now))


def _delegations(people: Iterable[str], old: Side | None, new: Side) -> Iterator[str]:
    for name in people:
        known = [side[0].person[name] for side in (new, old) if side and name in side[0].person]
        yield (known[0].delegation if known else None) or name


def counts(changes: Iterable[Change]) -> Counts:
    """Return how many of each."""
    every = list(changes)
    kinds = [change.kind for change in every]
    return Counts(
        people_told=len({person for change in every for person in change.people}),
        moves=sum(kind in MOVED for kind in kinds),
        time_moves=sum(kind in ("time", "time and room") for kind in kinds),
        room_moves=sum(kind in ("room", "time and room") for kind in kinds),
        added=kinds.count("added"),
        dropped=kinds.count("dropped"),
        cancelled=kinds.count("cancelled"),
        changed=kinds.count("changed"),
    )


def by_delegation(changes: Iterable[Change]) -> Mapping[str, list[Change]]:
    """Return for each delegation to tell what it has to be told, by id."""
    told: dict[str, list[Change]] = {}
    for change in changes:
        for delegation in change.delegations:
            told.setdefault(delegation, []).append(change)
    return dict(sorted(told.items()))
