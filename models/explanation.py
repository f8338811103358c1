"""Answers about an instance: what counting finds in it, and why it cannot be planned.

Sentences stand beside the data that they say.
"""

from typing import Literal

from pydantic import Field

from models.names import HardRule, SubjectKind
from models.record import Contract
from models.timetable import Placement, Timetable


class Finding(Contract):
    """One thing that counting alone shows."""

    dooms: Literal["instance", "request", "lint"] = Field(
        description="`instance`: no timetable exists; `request`: something optional cannot be met; "
        "`lint`: nothing, but look at it."
    )
    rule: HardRule | Literal[""] = Field(description="The hard rule behind it; empty for lints.")
    subject_kind: SubjectKind = Field(description="What the subject is.")
    subject: str = Field(description="Its id; ids joined by `;` of a set of rooms.")
    activities: tuple[str, ...] = Field(default=(), description="Ids of what it is about.")
    message: str = Field(description="A sentence with names and local times.")

    def __str__(self) -> str:
        return self.message


class Preflight(Contract):
    """What can be told of an instance without a search."""

    facts: tuple[Finding, ...] = ()
    text: str = Field(default="", description="All of it in words.", repr=False)

    @property
    def doomed(self) -> tuple[Finding, ...]:
        """Each of these alone makes a timetable impossible."""
        return tuple(fact for fact in self.facts if fact.dooms == "instance")

    def __str__(self) -> str:
        return self.text


class Subject(Contract):
    """What something is about."""

    kind: SubjectKind
    id: str


class StatedFact(Contract):
    """One thing that the planners state and could state otherwise."""

    rule: HardRule = Field(description="The hard rule it feeds, as the referee names it.")
    table: str = Field(description="Where it is stated.")
    column: str
    about: tuple[Subject, ...] = Field(description="All that it is about, each once.")
    subjects: tuple[str, ...] = Field(
        description="Ids of the rows, `ACTIVITY/PERSON` for one entry of a list; several where "
        "alike statements are taken together."
    )
    sources: tuple[str, ...] = Field(description="Where to look in the files: table and row.")
    message: str = Field(description="The statement as a sentence.")

    def __str__(self) -> str:
        return self.message


class Conflict(Contract):
    """Facts that cannot all hold."""

    summary: str = Field(default="", description="The sentence of what is `counted`.")
    counted: Finding | None = Field(
        default=None, description="The arithmetic behind it, where there is some."
    )
    proven_minimal: bool = Field(
        description="These facts alone were proven impossible twice, and without any one of them "
        "there is a timetable that the referee passes."
    )
    facts: tuple[StatedFact, ...] = Field(description="As few as possible.")
    set_aside: tuple[StatedFact, ...] = Field(
        default=(), description="Facts that were dropped to look for the next conflict."
    )

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of the activities that are at odds."""
        return tuple(s for fact in self.facts if fact.rule == "mandatory" for s in fact.subjects)

    def __str__(self) -> str:
        return "\n".join(filter(None, [self.summary, *map(str, self.facts)]))


class Repair(Contract):
    """A change after which there is a timetable; it was tried on the whole instance."""

    changes: tuple[str, ...] = Field(
        description="What planners would do, a sentence each; all of them are needed."
    )
    price: int = Field(description="Points, by the policy's weights; see docs/explaining.md.")
    possible: tuple[Placement, ...] = Field(
        default=(), description="Where the activities that it sets free could be."
    )

    def __str__(self) -> str:
        return "; ".join(self.changes)


class Partial(Contract):
    """The best that can be held as things stand."""

    left_out: tuple[str, ...] = Field(
        description="Ids of what must take place and has no place in it."
    )
    timetable: Timetable = Field(description="Of the whole instance, refereed.")


class Explanation(Contract):
    """Why an instance cannot be planned, and what would help."""

    instance: str = Field(description="Its name.")
    instance_sha256: str
    status: Literal["feasible", "infeasible", "unknown"] = Field(
        description="`feasible`: a timetable was found; `infeasible`: proven twice; `unknown`: "
        "neither in time, or two searches contradicted each other."
    )
    seconds: float = Field(default=0.0, description="Taken in all.")
    complete: bool = Field(
        default=False,
        description="The rest is known to be possible once what each conflict sets aside is "
        "dropped.",
    )
    disagreements: tuple[str, ...] = Field(
        default=(), description="Where two searches contradicted each other: a bug to report."
    )
    conflicts: tuple[Conflict, ...] = Field(
        default=(), description="They do not depend on each other."
    )
    repairs: tuple[Repair, ...] = Field(default=(), description="The cheapest first.")
    partial: Partial | None = Field(
        default=None, description="None: it can be planned, or time ran out."
    )
    preflight: tuple[Finding, ...] = Field(default=(), description="What counting tells.")
    text: str = Field(default="", description="All of it in words.", repr=False)

    @property
    def facts(self) -> tuple[StatedFact, ...]:
        """The facts of all conflicts."""
        return tuple(fact for conflict in self.conflicts for fact in conflict.facts)

    def __str__(self) -> str:
        return self.text
