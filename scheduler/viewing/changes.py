"""The changes between two timetables, by activity, and who has to be told."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from models import Activity, Change, Changes, Instance, Notice, Placement, Timetable, What
from scheduler.viewing.causes import causes
from scheduler.viewing.programme import Programme, read_programme
from scheduler.viewing.recognising import recognise

NO_LONGER, CANCELLED = "no longer in the instance", "cancelled"


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
        The instance that ``after`` is for; it says whom an activity concerns.
    before, after
        Both may have been edited by hand (:func:`scheduler.viewing.programme.read_programme`);
        ``before`` may name activities and rooms that the instance does not have.
    previous_instance
        The instance that ``before`` was for. With it the result includes people whose activity
        is cancelled or takes longer or less, and people who join or leave one.

    Returns
    -------
    Changes
        Another id alone is no change (:func:`scheduler.viewing.recognising.recognise`).
        An activity that ``before`` places and ``instance`` does not have is dropped. If an
        activity stays but has another unit or length, everybody in it has to be told; if its
        people change, those who join or leave, and in a bilateral those who stay. New activities
        concern those who take part now, dropped ones those who took part before.
    """
    known = recognise(before, previous_instance, instance)
    old = _Before(known.timetable, instance, known.facts)
    new = read_programme(after, instance)
    ids = dict.fromkeys([*new.instance.activity, *old.programme.places])
    found = [change for name in ids if (change := _change(old, new, instance, name)) is not None]
    found.sort(key=lambda change: (_when(instance, change), change.activity))
    return Changes(
        instance=instance.name,
        instance_sha256=instance.sha256,
        changes=tuple(found),
        notices=tuple(_notices(instance, old.facts, found)),
    )


class _Before:
    """The earlier programme, and the instance that it was for, if it is known."""

    def __init__(self, timetable: Timetable, now: Instance, then: Instance | None) -> None:
        zoned = None if then is None else then.model_copy(update={"time_zone": now.time_zone})
        self.programme = read_programme(timetable, zoned or now)
        self.facts = None if then is None else self.programme.instance

    def activity(self, name: str) -> Activity | None:
        return self.facts.activity.get(name) if self.facts else None


def _change(old: _Before, new: Programme, stated: Instance, name: str) -> Change | None:
    known = new.instance.activity.get(name)
    was = old.activity(name) if old.facts else stated.activity.get(name)
    then, now = old.programme.places.get(name), new.places.get(name) if known else None
    after = _people(known)
    before = _people(was)
    minutes = known.minutes if known and now else None
    minutes_before = was.minutes if was and then else None
    what = tuple(_what(new.instance, then, now))
    if then and now:
        what += ("minutes",) if minutes_before not in (None, minutes) else ()
        what += ("people",) if was and set(before) != set(after) else ()
    if not what:
        return None
    meeting = known is not None and known.kind == "bilateral"
    concerned = _concerned(what, before, after, meeting=meeting)
    return Change(
        activity=name,
        title=next((a.title for a in (known, was) if a), ""),
        title_before=was.title if was else "",
        what=what,
        before=then,
        after=now,
        minutes_before=minutes_before,
        minutes_after=minutes,
        people_before=before,
        people_after=after,
        tell=tuple(p for p in dict.fromkeys([*after, *before]) if p in concerned),
        causes=causes(new, known, then) if then and not now else (),
        reason=_reason(new, stated, name) if then and not now else "",
    )


def _people(activity: Activity | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(activity.people)) if activity else ()


def _what(instance: Instance, then: Placement | None, now: Placement | None) -> Iterator[What]:
    """Yield how a place differs."""
    if then is None or now is None:
        if now is not None:
            yield "added"
        if then is not None:
            yield "dropped"
        return
    if _start(instance, then) != _start(instance, now):
        yield "moved-time"
    if then.room != now.room:
        yield "moved-room"
    elif None not in (then.unit, now.unit) and then.unit != now.unit:
        yield "unit"


def _concerned(
    what: Collection[What], before: Collection[str], after: Collection[str], *, meeting: bool
) -> set[str]:
    """Return whom a change concerns; in a crowd nobody misses one of many."""
    if what == ("people",) and not meeting:
        return set(before) ^ set(after)
    if "added" in what:
        return set(after)
    return set(before) if "dropped" in what else {*before, *after}


def _reason(programme: Programme, stated: Instance, name: str) -> str:
    if name not in programme.instance.activity:
        return CANCELLED if name in stated.activity else NO_LONGER
    return next((w.reason for w in programme.waiting if w.activity.id == name), "")


def _start(instance: Instance, place: Placement) -> int:
    assert place.start is not None
    return instance.clock.minute(place.start)


def _when(instance: Instance, change: Change) -> int:
    return min(_start(instance, p) for p in (change.before, change.after) if p is not None)


def _notices(
    instance: Instance, previous: Instance | None, changes: Iterable[Change]
) -> Iterator[Notice]:
    """Yield a notice for each delegation, in the order of the instance, then for other persons."""
    persons = (previous.person if previous else {}) | instance.person
    names = {d.id: d.name for i in (previous, instance) if i is not None for d in i.delegations}
    concerns: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for change in changes:
        for name in change.tell:
            delegation = persons[name].delegation or ""
            concerns[delegation, "" if delegation else name].append((name, change.activity))
    order = {name: rank for rank, name in enumerate(names)}
    for (delegation, person), concerned in sorted(
        concerns.items(), key=lambda item: (order.get(item[0][0], len(order)), item[0])
    ):
        yield Notice(
            delegation=delegation,
            name=(names[delegation] if delegation else persons[person].name)
            or delegation
            or person,
            people=tuple(dict.fromkeys(name for name, _ in concerned)),
            activities=tuple(dict.fromkeys(activity for _, activity in concerned)),
        )
