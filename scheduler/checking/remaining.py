"""What the referee judges: the instance without what is cancelled, and without who has withdrawn.

Read from the words of docs/instances.md, and not from :mod:`scheduler.compiling.effective`.
"""

from collections.abc import Mapping

from models import Instance, Rule


def remaining(instance: Instance) -> Instance:
    """Return the instance without the rows that do not count; the same object if all of them do.

    Declared rules still list activities that are gone, and those that no row has: these have no
    placements. A rule about persons is about those who are left.
    """
    stay_away = {d.id for d in instance.delegations if d.state is not None}
    coming = {p.id: p for p in instance.people if p.state is None and p.delegation not in stay_away}
    kept = []
    for activity in instance.activities:
        people = [name for name in activity.people if name in coming]
        lost = len(people) < len(activity.people)
        if activity.state is not None or (lost and (activity.kind == "bilateral" or not people)):
            continue
        wished = [name for name in activity.wished_people if name in coming]
        if lost or len(wished) < len(activity.wished_people):
            fewer = {"people": tuple(people), "wished_people": tuple(wished)}
            activity = activity.model_copy(update=fewer)
        kept.append(activity)
    rules = [_of_those_who_come(rule, coming) for rule in instance.rules]
    everybody = len(coming) == len(instance.people)
    if everybody and kept == list(instance.activities) and rules == list(instance.rules):
        return instance
    tables = {name: getattr(instance, name) for name in Instance.model_fields}
    tables["people"] = tuple(coming.values())
    tables["activities"] = tuple(kept)
    tables["availability"] = tuple(r for r in instance.availability if r.person in coming)
    tables["rules"] = tuple(rule for rule in rules if rule is not None)
    return Instance.model_construct(**tables)


def _of_those_who_come(rule: Rule, coming: Mapping[str, object]) -> Rule | None:
    """Return a rule without persons who do not come; None if it names no others."""
    people = tuple(name for name in rule.people if name in coming)
    if len(people) == len(rule.people):
        return rule
    return rule.model_copy(update={"people": people}) if people else None
