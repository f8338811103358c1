"""What changes between two timetables: by activity, and by whom to tell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from models import Change, Changes, Instance, Notice, Placement, Timetable, What

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
        That ``before`` was for. With it those are told too whose activity is cancelled or
        takes longer or less, and those who join or leave one.

    Returns
    -------
    Changes
        An activity that ``before`` places and ``instance`` does not have is dropped. One
        that stands where it stood tells everybody of another unit or length, and of other
        people only those who join or leave.

    Raises
    ------
    models.clock.SkippedTime
        Daylight saving skips a start.
    """
    ids = dict.fromkeys(
        [a.id for a in instance.activities] + [p.activity for p in before.placements]
    )
    old, new = _Side(previous_instance, before), _Side(instance, after)
    changes = (_change(instance, old, new, name) for name in ids)
    found = [change for change in changes if change.what]
    found.sort(key=lambda change: (_when(instance, change), change.activity))
    return Changes(
        instance=instance.name,
        instance_sha256=instance.sha256,
        changes=tuple(found),
        notices=tuple(_notices(instance, previous_instance, found)),
    )


class _Side:
    """One timetable, and what is known of its facts."""

    def __init__(self, instance: Instance | None, timetable: Timetable) -> None:
        self.activity = instance.activity if instance else {}
        self.placed = {p.activity: p for p in timetable.placements if p.start is not None}
        self.reasons = {p.activity: p.reason for p in timetable.placements}

    def people(self, name: str) -> tuple[str, ...]:
        return self.activity[name].people if name in self.activity else ()

    def minutes(self, name: str) -> int | None:
        known = self.activity.get(name)
        return known.minutes if known and name in self.placed else None


def _change(instance: Instance, old: _Side, new: _Side, name: str) -> Change:
    what = tuple(_what(instance, old, new, name))
    known = new.activity.get(name) or old.activity.get(name)
    reason = new.reasons.get(name, "") if name in new.activity else CANCELLED
    before, after = old.people(name), new.people(name)
    concerned = set(before) ^ set(after) if what == ("people",) else {*before, *after}
    return Change(
        activity=name,
        title=known.title if known else "",
        what=what,
        before=old.placed.get(name),
        after=new.placed.get(name),
        minutes_before=old.minutes(name),
        minutes_after=new.minutes(name),
        tell=tuple(p for p in dict.fromkeys([*after, *before]) if p in concerned),
        reason=reason if name not in new.placed else "",
    )


def _what(instance: Instance, old: _Side, new: _Side, name: str) -> Iterator[What]:
    then, now = old.placed.get(name), new.placed.get(name)
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
    if old.minutes(name) not in (None, new.minutes(name)):
        yield "minutes"
    if name in old.activity and set(old.people(name)) != set(new.people(name)):
        yield "people"


def _start(instance: Instance, place: Placement) -> int:
    assert place.start is not None
    return instance.clock.minute(place.start)


def _when(instance: Instance, change: Change) -> int:
    return min(_start(instance, p) for p in (change.before, change.after) if p is not None)


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
