"""Answers about an instance: findings of the preflight, and why it cannot be planned.

The data come with sentences that say the same.
"""

from typing import Literal

from pydantic import Field

from models.names import HardRule, SubjectKind
from models.record import Contract
from models.timetable import Placement, Timetable


class Finding(Contract):
    """One finding of the preflight."""

    dooms: Literal["instance", "request", "lint"] = Field(
        description="What it makes impossible. `instance`: any timetable; `request`: something "
        "optional; `lint`: nothing, but it is seldom meant."
    )
    rule: HardRule | Literal[""] = Field(description="The hard rule behind it; empty for lints.")
    subject_kind: SubjectKind = Field(description="What the subject is.")
    subject: str = Field(description="Its id; for a set of rooms, ids joined by `;`.")
    activities: tuple[str, ...] = Field(default=(), description="Ids of what it is about.")
    message: str = Field(description="A sentence with names and local times.")

    def __str__(self) -> str:
        return self.message


class Preflight(Contract):
    """What can be seen of an instance without a search."""

    facts: tuple[Finding, ...] = ()
    text: str = Field(default="", description="All of it in words.", repr=False)

    @property
    def doomed(self) -> tuple[Finding, ...]:
        """The findings that each make a timetable impossible."""
        return tuple(fact for fact in self.facts if fact.dooms == "instance")

    def __str__(self) -> str:
        return self.text


class Subject(Contract):
    """What something is about."""

    kind: SubjectKind
    id: str


class StatedFact(Contract):
    """One thing that the planners state and could state otherwise."""

    rule: HardRule = Field(description="The hard rule that it is about, as the referee names it.")
    table: str = Field(description="Where it is stated.")
    column: str
    about: tuple[Subject, ...] = Field(description="Everything that it is about, each once.")
    subjects: tuple[str, ...] = Field(
        description="Ids of the rows, `ACTIVITY/PERSON` for one entry of a list; several if alike "
        "facts are grouped."
    )
    sources: tuple[str, ...] = Field(description="Where to look in the files: table and row.")
    message: str = Field(description="The statement as a sentence.")

    def __str__(self) -> str:
        return self.message


class Conflict(Contract):
    """Facts that cannot all be true."""

    summary: str = Field(default="", description="The sentence of what is `counted`.")
    counted: Finding | None = Field(
        default=None, description="The arithmetic behind it, where there is some."
    )
    proven_minimal: bool = Field(
        description="Whether these facts were proven infeasible twice, and without any one of them "
        "there is a timetable that the referee passes."
    )
    facts: tuple[StatedFact, ...] = Field(description="As few as possible.")
    set_aside: tuple[StatedFact, ...] = Field(
        default=(), description="Facts that were dropped to look for the next conflict."
    )

    @property
    def activities(self) -> tuple[str, ...]:
        """Ids of the activities that do not fit together."""
        return tuple(s for fact in self.facts if fact.rule == "mandatory" for s in fact.subjects)

    def __str__(self) -> str:
        return "\n".join(filter(None, [self.summary, *map(str, self.facts)]))


class Repair(Contract):
    """A change after which there is a timetable; it was tried on the whole instance."""

    changes: tuple[str, ...] = Field(
        description="What planners would do, a sentence each; all of them are needed."
    )
    price: int = Field(
        description="In points, by the weights of the policy; see docs/explaining.md."
    )
    possible: tuple[Placement, ...] = Field(
        default=(), description="Places of the activities that may move then."
    )

    def __str__(self) -> str:
        return "; ".join(self.changes)


class Partial(Contract):
    """The best partial timetable of the instance as it is."""

    left_out: tuple[str, ...] = Field(
        description="Ids of the mandatory activities that have no place in it."
    )
    timetable: Timetable = Field(
        description="It is about the whole instance, and checked by the referee."
    )


class Explanation(Contract):
    """Why an instance cannot be planned, and what would help."""

    instance: str = Field(description="Its name.")
    instance_sha256: str
    status: Literal["feasible", "infeasible", "unknown"] = Field(
        description="`feasible`: a timetable was found; `infeasible`: proven twice; `unknown`: "
        "neither was shown in time, or two searches contradicted each other."
    )
    seconds: float = Field(default=0.0, description="Seconds in all.")
    complete: bool = Field(
        default=False,
        description="Whether the rest is known to be feasible without the facts that the conflicts "
        "set aside.",
    )
    disagreements: tuple[str, ...] = Field(
        default=(), description="Two searches contradicted each other: please report this bug."
    )
    conflicts: tuple[Conflict, ...] = Field(
        default=(), description="They are independent of each other."
    )
    repairs: tuple[Repair, ...] = Field(default=(), description="The cheapest first.")
    partial: Partial | None = Field(
        default=None, description="Null: the instance can be planned, or time ran out."
    )
    preflight: tuple[Finding, ...] = Field(default=(), description="Findings of the preflight.")
    text: str = Field(default="", description="All of it in words.", repr=False)

    @property
    def facts(self) -> tuple[StatedFact, ...]:
        """The facts of all conflicts."""
        return tuple(fact for conflict in self.conflicts for fact in conflict.facts)

    def __str__(self) -> str:
        return self.text
