"""What changes between two timetables: by activity, and by whom to tell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models import Activity, Change, Changes, Instance, Notice, Placement, Timetable, What

CANCELLED = "no longer in the instance"


def diff(
    instance: Instance,
    before: Timetable,
    after: Timetable,
    previous_instance: Instance | None = None,
) -> Changes:
    """Compare two timetables.

    Parameters
    ----------
    instance
        That ``after`` is for. Whom an activity concerns is taken from it.
    before, after
        ``before`` may name activities and rooms that the instance does not have.
    previous_instance
        That ``before`` was for. With it those are told too whose activity is cancelled,
        and those who join or leave one that stands.

    Returns
    -------
    Changes
        Units of a room are alike: another unit is no change. An activity that
        ``before`` places and ``instance`` does not have is dropped.

    Raises
    ------
    models.clock.SkippedTime
        Daylight saving skips a start.
    """
    ids = dict.fromkeys(
        [a.id for a in instance.activities] + [p.activity for p in before.placements]
    )
    then, now = _placed(before), _placed(after)
    reasons = {p.activity: p.reason for p in after.placements}
    found = []
    for name in ids:
        people = _people(instance, name), _people(previous_instance or instance, name)
        what = tuple(_what(instance, then.get(name), now.get(name)))
        if what:
            tell = dict.fromkeys([*people[0], *people[1]])
        elif previous_instance is not None and name in previous_instance.activity and name in now:
            tell = dict.fromkeys(sorted(set(people[0]) ^ set(people[1])))
            what = ("people",) if tell else ()
        if not what:
            continue
        known = instance.activity.get(name)
        dropped = "" if name in now else reasons.get(name, "")
        found.append(
            Change(
                activity=name,
                title=_title(name, known, previous_instance),
                what=what,
                before=then.get(name),
                after=now.get(name),
                tell=tuple(tell),
                reason=dropped if known else CANCELLED,
            )
        )
    found.sort(key=lambda change: (_when(instance, change), change.activity))
    return Changes(
        instance=instance.name,
        instance_sha256=instance.sha256,
        changes=tuple(found),
        notices=tuple(_notices(instance, previous_instance, found)),
    )


def _placed(timetable: Timetable) -> dict[str, Placement]:
    return {p.activity: p for p in timetable.placements if p.start is not None}


def _people(instance: Instance, activity: str) -> tuple[str, ...]:
    known = instance.activity.get(activity)
    return tuple(dict.fromkeys(known.people)) if known else ()


def _what(instance: Instance, then: Placement | None, now: Placement | None) -> Iterator[What]:
    if then is None and now is not None:
        yield "added"
    if then is not None and now is None:
        yield "dropped"
    if then is not None and now is not None:
        if _start(instance, then) != _start(instance, now):
            yield "moved-time"
        if then.room != now.room:
            yield "moved-room"


def _start(instance: Instance, place: Placement) -> int:
    assert place.start is not None
    return instance.clock.minute(place.start)


def _when(instance: Instance, change: Change) -> int:
    return min(_start(instance, p) for p in (change.before, change.after) if p is not None)


def _title(name: str, known: Activity | None, previous: Instance | None) -> str:
    known = known or (previous.activity.get(name) if previous else None)
    return known.title if known else ""


def _notices(
    instance: Instance, previous: Instance | None, changes: Iterable[Change]
) -> Iterator[Notice]:
    """Yield whom to tell, delegations in the order of the instance, then others."""
    persons = (previous.person if previous else {}) | instance.person
    names = {d.id: d.name for i in (previous, instance) if i is not None for d in i.delegations}
    concerns: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for change in changes:
        for name in change.tell:
            delegation = persons[name].delegation or ""
            concerns[delegation, "" if delegation else name].append((name, change.activity))
    order = {name: rank for rank, name in enumerate(names)}
    for (delegation, person), told in sorted(
        concerns.items(), key=lambda item: (order.get(item[0][0], len(order)), item[0])
    ):
        yield Notice(
            delegation=delegation,
            name=names[delegation] if delegation else persons[person].name,
            people=tuple(dict.fromkeys(name for name, _ in told)),
            activities=tuple(dict.fromkeys(activity for _, activity in told)),
        )
