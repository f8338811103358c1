"""Edits: an instance in, a looser or smaller one out, without checking it again."""

from collections.abc import Callable, Collection

from models import Instance
from scheduler.compiling.effective import parts

Edit = Callable[[Instance], Instance]


def edited(instance: Instance, **tables: object) -> Instance:
    """Return the instance with other tables."""
    fields = {name: getattr(instance, name) for name in Instance.model_fields}
    return Instance.model_construct(**(fields | tables))


def changed(
    instance: Instance, table: str, ids: Collection[str], cells: dict[str, object]
) -> Instance:
    """Return the instance with other cells in the rows of some ids."""
    rows = getattr(instance, table)
    return edited(
        instance,
        **{table: tuple(r.model_copy(update=cells) if r.id in ids else r for r in rows)},
    )


def only_activities(instance: Instance, ids: Collection[str]) -> Instance:
    """Return the instance with some activities only, and with the rules about these."""
    return edited(
        instance,
        activities=tuple(a for a in instance.activities if a.id in ids),
        rules=tuple(part for rule in instance.rules for part in parts(rule, set(ids))),
    )


def without_activities(instance: Instance, ids: Collection[str]) -> Instance:
    """Return the instance without some activities."""
    return only_activities(instance, {a.id for a in instance.activities} - set(ids))


_NO_WISHES = {
    "wished_people": (),
    "wished_spans": (),
    "wished_rooms": {},
    "start_costs": (),
    "audience": 0,
    "topics": (),
    "track": None,
}


def essence(instance: Instance) -> Instance:
    """Return the part that decides whether there is a timetable: mandatory activities, hard rules.

    Requests count only where breaks have to be fair, as a request can fill a break.
    """
    hard = edited(
        instance,
        rules=tuple(r for r in instance.rules if r.weight is None),
        activities=tuple(a.model_copy(update=_NO_WISHES) for a in instance.activities),
    )
    if has_fair_breaks(hard):
        return hard
    return only_activities(hard, {a.id for a in hard.activities if not a.optional})


def focus(instance: Instance, ids: Collection[str]) -> Instance:
    """Return the instance of some activities, with only the people and slots that they need."""
    small = only_activities(instance, ids)
    if has_fair_breaks(small):  # people without any break count there too
        return small
    people = {name for a in small.activities for name in a.people}
    return edited(
        small,
        people=tuple(p for p in small.people if p.id in people),
        availability=tuple(row for row in small.availability if row.person in people),
    )


def only_mandatory(core: Instance, ids: Collection[str]) -> Instance:
    """Return some of the mandatory activities, with all requests that the essence has."""
    return focus(core, {a.id for a in core.activities if a.optional}.union(ids))


def has_fair_breaks(instance: Instance) -> bool:
    """Tell whether there is a rule that leaving something out can break."""
    return any(r.kind == "fair-breaks" and r.weight is None for r in instance.rules)
