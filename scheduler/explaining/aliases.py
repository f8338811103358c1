"""Lints: one person, delegation or room that may have been listed twice; nothing is merged."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from models import Delegation, Finding, Person, SubjectKind
from models.text import folded
from scheduler.compiling import Compiled
from scheduler.wording.findings import differ_in_case, listed_twice

TABLES: dict[str, SubjectKind] = {
    "activities": "activity",
    "people": "person",
    "delegations": "delegation",
    "rooms": "room",
    "resources": "resource",
    "rules": "rule",
    "zones": "zone",
}
"""Table -> what a row of it is."""


def listed_again(compiled: Compiled) -> Iterator[Finding]:
    """Two persons of one office and delegation, or two delegations of one name."""
    instance = compiled.instance
    offices = ((p.id, (folded(p.name), p.delegation)) for p in instance.people if p.name)
    states = ((d.id, folded(d.name)) for d in instance.delegations if d.name)
    known: dict[str, Person | Delegation] = {d.id: d for d in instance.delegations}
    for ids in _alike(states):
        yield _look_at("delegation", ids, listed_twice([known[name] for name in ids]))
    for ids in _alike(offices):
        people = [instance.person[name] for name in ids]
        yield _look_at("person", ids, listed_twice(people))


def alike_ids(compiled: Compiled) -> Iterator[Finding]:
    """Ids of one table that differ in capitals only."""
    for table, kind in TABLES.items():
        ids = (row.id for row in getattr(compiled.instance, table))
        for alike in _alike((name, name.casefold()) for name in ids):
            yield _look_at(kind, alike, differ_in_case(kind, alike))


def _alike(keyed: Iterable[tuple[str, Hashable]]) -> Iterator[list[str]]:
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for name, key in keyed:
        groups[key].append(name)
    return (names for names in groups.values() if len(names) > 1)


def _look_at(kind: SubjectKind, ids: list[str], message: str) -> Finding:
    about = tuple(ids) if kind == "activity" else ()
    return Finding(
        dooms="lint", rule="", subject_kind=kind, subject=ids[0], activities=about, message=message
    )
