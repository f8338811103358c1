"""What the referee and a solve report."""

from typing import Literal

from pydantic import Field

from models.answers import BrokenSoftRule
from models.clock import Minute
from models.names import Goal, HardRule, IncidentKind, Status, SubjectKind
from models.record import Contract
from models.timetable import Placement, Timetable


class Violation(Contract):
    """One broken hard rule: which, who, where, when."""

    rule: HardRule
    subject_kind: SubjectKind = Field(description="What the subject is.")
    subject: str = Field(description="Id of the person, room, resource, rule or activity it binds.")
    activities: tuple[str, ...] = ()
    start: Minute | None = Field(default=None, description="Minutes since 1970-01-01T00:00Z.")
    end: Minute | None = None
    message: str = Field(description="A sentence with names and local times.")


class SoftViolation(Violation):
    """One broken soft rule, and what that costs in goal ``rules``."""

    weight: int = Field(description="Weight of the rule.")
    violations: int = Field(description="How many violations the rule counts for it.")
    cost: int = Field(description="Weight x violations.")


class Score(Contract):
    """Value of one goal, and of the parts it is made of (before weighting)."""

    value: int
    parts: dict[str, int] = Field(default_factory=dict)


class Report(Contract):
    """What the referee found in a timetable."""

    violations: tuple[Violation, ...] = ()
    scores: dict[Goal, Score] = Field(default_factory=dict, description="Every goal.")


class GoalResult(Contract):
    """One goal of the policy at the end of a solve."""

    goal: Goal
    tier: int = Field(description="From 1, the most important.")
    weight: int
    value: int = Field(description="Recomputed by the referee.")
    bound: int = Field(
        description="Proven lower bound, among timetables that are as good in all earlier tiers."
    )
    parts: dict[str, int] = Field(default_factory=dict)


class TierResult(Contract):
    """One tier: the weighted sum of its goals."""

    tier: int
    goals: tuple[Goal, ...]
    value: int
    bound: int
    status: Literal["optimal", "feasible"]
    gap: float = Field(description="(value - bound) / max(1, value).")
    seconds: float


class Incident(Contract):
    """Something that went wrong during a solve without ending it."""

    kind: IncidentKind
    detail: str = Field(
        default="", description="The task of the process, or why the referee refused."
    )


class ClusterUse(Contract):
    """What a cluster did for a solve."""

    address: str
    workers: int = Field(description="Workers that took part, each with one thread or more.")
    parts: int = Field(description="Neighbourhoods that they searched to an end.")


class Outcome(Contract):
    """How a solve ended."""

    format: Literal[1] = 1
    status: Status
    goals: tuple[GoalResult, ...] = ()
    tiers: tuple[TierResult, ...] = ()
    unscheduled: tuple[str, ...] = Field(default=(), description="Activities without a place.")
    hard_violations: int = Field(default=0, description="Counted by the referee.")
    soft_violations: tuple[BrokenSoftRule, ...] = Field(
        default=(), description="Which soft rules are broken, by what, and what that costs."
    )
    wall_seconds: float
    first_seconds: float | None = Field(
        default=None, description="Seconds until the first timetable that the referee passed."
    )
    seed: int = Field(
        description="With which lots were drawn: they decide ties, and not the order of rows."
    )
    workers: int
    versions: dict[str, str]
    instance: str
    instance_sha256: str
    message: str = Field(
        default="", description="A sentence for people, and one for each incident."
    )
    incidents: tuple[Incident, ...] = Field(
        default=(), description="What went wrong during the solve, in order."
    )
    cluster: ClusterUse | None = Field(
        default=None, description="What a cluster did; null if none was used."
    )
    fits_now: tuple[Placement, ...] = Field(
        default=(),
        description="After a replan: places for requests that wait, all of which could be had "
        "together with nothing else moved.",
    )
    timetable: Timetable | None = Field(default=None, exclude=True)


class SavedOutcome(Outcome):
    """The content of ``outcome.json``; the timetable is in a file beside it."""

    files: tuple[str, ...] = Field(description="Names of all files that were written with it.")


class Refusal(Contract):
    """Why there is no timetable that keeps what has to stay (``summit replan``)."""

    status: Literal["infeasible"] = "infeasible"
    message: str = Field(description="All reasons in one text.")
    reasons: tuple[str, ...] = Field(description="A sentence for each reason.")
