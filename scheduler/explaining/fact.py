"""A fact: one thing the planners state, in their words, and the edit that drops it."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from models import Activity, Instance, Subject, SubjectKind
from models.names import HardRule
from models.record import Record
from scheduler.explaining.editing import Edit
from scheduler.files.layout import ACTIVITY_FILES
from scheduler.wording.rules import RULES, row_of
from scheduler.wording.statements import Statement

Key = tuple[str, str, str]
"""Table, column, subject."""

ROWS: dict[str, SubjectKind] = {
    "activities": "activity",
    "rules": "rule",
    "availability": "person",
    "people": "person",
    "rooms": "room",
    "resources": "resource",
    "days": "day",
}
"""Table -> what the id of a row stands for."""

ENTRIES: dict[tuple[str, str], tuple[SubjectKind, ...]] = {
    ("activities", "people"): ("activity", "person"),
    ("activities", "resources"): ("activity", "resource"),
    ("transfers", "minutes"): ("zone", "zone"),
}
"""Table and column whose subjects are several ids, such as ``ACTIVITY/PERSON``."""


@dataclass(frozen=True)
class Fact:
    """Something that the instance states and that an edit can drop.

    Attributes
    ----------
    rule
        The hard rule that it is about, as the referee names it.
    table, column
        Where it is stated.
    subjects
        Ids of the rows (``ACTIVITY/PERSON`` for one entry of a list); several if alike facts
        are grouped.
    sources
        Where to look in the files: table and row.
    message
        The statement as a sentence.
    alike
        Facts with the same value differ in their subject only.
    head, says
        The sentence in two parts; in a group a count replaces the first.
    let_off
        How the second part reads when the fact is dropped, if one clause can say it.
    relax
        Returns an instance without the fact; everything else stays.
    many
        How the second part reads for a group whose values differ; empty: never grouped so.
    """

    rule: HardRule
    table: str
    column: str
    subjects: tuple[str, ...]
    sources: tuple[str, ...]
    head: str
    says: str
    relax: Edit = field(compare=False, repr=False)
    alike: Hashable = field(default=None, compare=False, repr=False)
    taken_together: tuple["Fact", ...] = field(default=(), compare=False, repr=False)
    many: str = field(default="", compare=False, repr=False)
    let_off: str = field(default="", compare=False, repr=False)

    @property
    def row(self) -> Statement:
        """The row of the table of rules that says what can be done about it."""
        return row_of(self.rule, self.table, self.column)

    @property
    def members(self) -> tuple["Fact", ...]:
        """The single facts of a group, or the fact itself."""
        return self.taken_together or (self,)

    @property
    def message(self) -> str:
        """The statement as a sentence."""
        return f"{self.head} {self.says}."

    @property
    def about(self) -> tuple[Subject, ...]:
        """Everything that it is about, each once."""
        kinds = ENTRIES.get((self.table, self.column)) or (ROWS[self.table],)
        every = (
            Subject(kind=kind, id=name)
            for subject in self.subjects
            for kind, name in zip(kinds, subject.split("/"), strict=False)
        )
        return tuple(dict.fromkeys(every))

    def of(self, kind: SubjectKind) -> tuple[str, ...]:
        """Return the ids of one kind that it is about."""
        return tuple(subject.id for subject in self.about if subject.kind == kind)

    @property
    def reach(self) -> int:
        """How much else depends on it, as a rank."""
        return RULES.index(self.row)

    @property
    def key(self) -> Key:
        """What distinguishes it from other facts."""
        return self.table, self.column, ";".join(self.subjects)

    @property
    def kind(self) -> Hashable:
        """The same for alike facts; None if no other fact is alike."""
        return None if self.alike is None else (self.rule, self.table, self.column, self.alike)


def relaxed(instance: Instance, facts: Iterable[Fact]) -> Instance:
    """Return the instance without some facts."""
    for fact in facts:
        instance = fact.relax(instance)
    return instance


MOST_NAMED = 4
"""The most alike facts that are listed one by one."""


def grouped(facts: Sequence[Fact], noun: dict[str, str]) -> list[Fact]:
    """Return the facts with groups of alike ones, if they are many, as one fact.

    Parameters
    ----------
    facts
        In order; a group comes where its first member is.
    noun
        First id of a fact -> what many of that kind are called (``workshops``).
    """
    groups: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.kind or fact.key, []).append(fact)
    listed: list[Fact] = []
    for members in groups.values():
        listed += [_together(members, noun)] if len(members) > MOST_NAMED else members
    return listed


def gathered(facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts with those grouped that differ in their value, if they are many."""
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.table, fact.column) if fact.many else fact.key, []).append(fact)
    return [
        fact
        for some in groups.values()
        for fact in ([_together(some, {}, some[0].many)] if len(some) > MOST_NAMED else some)
    ]


def _together(facts: list[Fact], noun: dict[str, str], says: str = "") -> Fact:
    first = facts[0]
    members = [member for fact in facts for member in fact.members]
    nouns = {noun.get(m.subjects[0].partition("/")[0], first.table) for m in members}
    name = nouns.pop() if len(nouns) == 1 else first.table
    subjects = tuple(s for m in members for s in m.subjects)
    named = ", ".join([s.partition("/")[0] for s in subjects[:3]] + ["…"] * (len(subjects) > 3))
    return Fact(
        rule=first.rule,
        table=first.table,
        column=first.column,
        subjects=subjects,
        sources=tuple(s for m in members for s in m.sources),
        head=f"{len(subjects)} {name} ({named})",
        says=says or first.says,
        relax=lambda instance: relaxed(instance, members),
        alike=first.alike,
        taken_together=tuple(members),
        many=first.many,
    )


FILES = {form.kind: form.file.partition(".")[0] for form in ACTIVITY_FILES}
"""Kind of activity -> the table that planners keep of it."""


def source(table: str, record: Record) -> str:
    """Return where a row is found: the table as planners know it, and its id."""
    if isinstance(record, Activity):
        table = FILES[record.kind]
    return f"{table}: {getattr(record, 'id', '')}"
