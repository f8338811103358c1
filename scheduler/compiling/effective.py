"""What is left of an instance: without what is cancelled, and without who has withdrawn.

The rows stay in the tables, so that whatever refers to them stays legal; here they are taken out
once, for all who plan or show. The referee takes them out by itself
(:mod:`scheduler.checking.remaining`).
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby

from models import Activity, Instance, Rule
from models.references import gone_ids
from models.rule import CHAINS


def withdrawn(instance: Instance) -> frozenset[str]:
    """Return the persons who have withdrawn, or whose delegation has."""
    out = {d.id for d in instance.delegations if d.state == "withdrawn"}
    return frozenset(p.id for p in instance.people if p.state == "withdrawn" or p.delegation in out)


def cancelled(instance: Instance) -> frozenset[str]:
    """Return the activities that do not take place.

    Those that are cancelled, bilaterals that lose a side, and whatever loses all of its people.
    """
    gone = withdrawn(instance)
    return frozenset(a.id for a in instance.activities if a.state or _is_lost(a, gone))


def _is_lost(activity: Activity, gone: Collection[str]) -> bool:
    out = [person in gone for person in activity.people]
    return any(out) and (activity.kind == "bilateral" or all(out))


def effective(instance: Instance) -> Instance:
    """Return the instance as it is to be planned; the same object if all of it is.

    An id in a list that no row has is one of what is cancelled, withdrawn or closed. Activities
    that are left are held without the persons who have withdrawn, and rules judge what is left. A
    closed room stays, and hosts nothing: that is a rule (``room-closed``).
    """
    gone, off = withdrawn(instance), cancelled(instance)
    out = any(d.state for d in instance.delegations)
    if not gone and not off and not out and not any(gone_ids(instance)):
        return instance
    left = {a.id for a in instance.activities} - off
    come = {p.id for p in instance.people} - gone
    fields = {name: getattr(instance, name) for name in Instance.model_fields}
    fields |= {
        "delegations": tuple(d for d in instance.delegations if not d.state),
        "people": tuple(p for p in instance.people if p.id in come),
        "availability": tuple(row for row in instance.availability if row.person in come),
        "activities": tuple(_with(a, come) for a in instance.activities if a.id in left),
        "rules": tuple(
            part
            for rule in instance.rules
            if (known := _with_people(rule, come)) is not None
            for part in parts(known, left)
        ),
    }
    return Instance.model_construct(**fields)


def _with(activity: Activity, come: Collection[str]) -> Activity:
    lists = {"people": activity.people, "wished_people": activity.wished_people}
    fewer = {name: _those(some, come) for name, some in lists.items()}
    return activity if fewer == lists else activity.model_copy(update=fewer)


def _those(people: Iterable[str], come: Collection[str]) -> tuple[str, ...]:
    return tuple(person for person in people if person in come)


def _with_people(rule: Rule, come: Collection[str]) -> Rule | None:
    """Return the rule about those who come; None if it named only others."""
    left = _those(rule.people, come)
    if left == rule.people:
        return rule
    return rule.model_copy(update={"people": left}) if left else None


def parts(rule: Rule, left: Collection[str]) -> Iterator[Rule]:
    """Yield what remains of a rule, given the activities that are left.

    A chain (precedence, maximum-gap, adjacent) is parted where an activity is missing, as pairs
    are judged, not what follows at some distance.
    """
    if rule.kind == "fair-breaks" or all(name in left for name in rule.named):
        yield rule
        return
    if rule.others:
        sides = {
            column: tuple(name for name in getattr(rule, column) if name in left)
            for column in ("activities", "others")
        }
        if all(sides.values()):
            yield rule.model_copy(update=sides)
        return
    runs: Iterable[tuple[str, ...]] = [tuple(name for name in rule.activities if name in left)]
    if rule.kind in CHAINS:
        grouped = groupby(rule.activities, key=lambda name: name in left)
        runs = [tuple(run) for there, run in grouped if there]
    least = 1 if rule.kind == "at-most-parallel" else 2
    for names in runs:
        if len(names) >= least:
            yield rule.model_copy(update={"activities": names})
