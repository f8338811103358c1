"""Answers about timetables: the report of the referee for people, and what-if questions.

Times are local to the instance, with offset. The data come with sentences that say the same.
"""

from typing import Literal

from pydantic import Field

from models.clock import Moment
from models.names import Goal, HardRule, SubjectKind
from models.record import Contract, Id
from models.timetable import Placement, Timetable

Verdict = Literal["free", "other-units", "one-move", "blocked", "illegal"]
"""``free``: one unit of the room is free throughout, and nothing else is in the way;
``other-units``: free once others take another unit of the room where they stand (another booth);
``one-move``: free once one other activity has moved to another time or room;
``blocked``: others are in the way; ``illegal``: a rule about the activity alone forbids it."""


class BrokenRule(Contract):
    """A hard rule that a timetable breaks, or that a place would break."""

    rule: HardRule
    subject_kind: SubjectKind = Field(description="What the subject is.")
    subject: str = Field(description="Id of the person, room, resource, rule or activity it binds.")
    activities: tuple[str, ...] = ()
    start: Moment | None = Field(default=None, description="Null if it is not about a time.")
    end: Moment | None = None
    message: str = Field(description="The referee's sentence, with names and local times.")


class BrokenSoftRule(BrokenRule):
    """A soft rule that a timetable breaks, and what that costs in goal ``rules``."""

    weight: int = Field(description="Weight of the rule.")
    violations: int = Field(description="How many violations the rule counts for it.")
    cost: int = Field(description="Weight x violations.")


class GoalScore(Contract):
    """Value of one goal, and of the parts it is made of (before weighting)."""

    goal: Goal
    value: int
    parts: dict[str, int] = Field(default_factory=dict)


class Judgement(Contract):
    """What the referee found in a timetable, as ``summit check`` prints it."""

    hard_violations: int = Field(description="How many.")
    violations: tuple[BrokenRule, ...] = ()
    oddities: tuple[str, ...] = Field(
        default=(), description="Placements that cannot be taken as they are: where, and why."
    )
    soft_violations: tuple[BrokenSoftRule, ...] = Field(
        default=(), description="Which soft rules are broken, by what, and what that costs."
    )
    goals: tuple[GoalScore, ...] = Field(default=(), description="Every goal.")


class Option(Contract):
    """One place of an activity."""

    rank: int = Field(description="From 1, the best.")
    verdict: Verdict
    activity: Id
    start: Moment
    end: Moment
    room: Id
    unit: int | None = Field(default=None, description="A free unit, or else the first one.")
    room_name: str
    here: bool = Field(description="Whether it is there now.")
    move: Id | None = Field(default=None, description="Activity that has to move.")
    to: Moment | None = Field(default=None, description="When that activity would start.")
    to_room: Id | None = None
    to_unit: int | None = None
    unit_changes: tuple[Placement, ...] = Field(
        default=(), description="Others that take another unit of the room where they stand."
    )
    changes: dict[Goal, int] = Field(
        default_factory=dict,
        description="Change of each goal, by the referee; `stability` compares with the present "
        "timetable. Empty where the place is not free.",
    )
    told: tuple[Id, ...] = Field(
        default=(),
        description="Ids of the persons whose engagements change; empty where it is not free.",
    )
    obstacles: tuple[BrokenRule, ...] = Field(default=(), description="What is in the way.")
    tried: bool = Field(
        default=True,
        description="False: time ran out before all moves of one other activity were tried.",
    )

    @property
    def place(self) -> Placement:
        """The place."""
        return Placement(activity=self.activity, start=self.start, room=self.room, unit=self.unit)

    @property
    def moved(self) -> Placement | None:
        """Where the other activity has to move; None: no move is needed."""
        if self.move is None:
            return None
        return Placement(activity=self.move, start=self.to, room=self.to_room, unit=self.to_unit)


class Slots(Contract):
    """Places for an activity, the best first, and why there are no others."""

    instance: str = Field(description="Its name.")
    instance_sha256: str
    time_zone: str
    goals: tuple[Goal, ...] = Field(description="Those of the policy, the most important first.")
    activity: Id
    stands: Placement | None = Field(default=None, description="None: nowhere.")
    options: tuple[Option, ...] = Field(
        default=(), description="Every place; units of a room are not told apart."
    )
    lost: tuple[str, ...] = Field(
        default=(), description="What each rule about the activity alone rules out, in sentences."
    )
    text: str = Field(default="", description="All of it in words.", repr=False)

    def of(self, verdict: Verdict) -> tuple[Option, ...]:
        """Return the options of one verdict."""
        return tuple(option for option in self.options if option.verdict == verdict)

    def __str__(self) -> str:
        return self.text


class Binding(Contract):
    """A person or a room that is in the way."""

    subject_kind: SubjectKind
    subject: str = Field(description="Its id.")
    starts: int = Field(description="At how many of the starts in question.")


class Forced(Contract):
    """How an activity can get a place."""

    status: Literal["placed", "impossible", "unknown"] = Field(
        description="`impossible`: proven; `unknown`: time ran out."
    )
    place: Placement | None = Field(default=None, description="Where it is then.")
    changes: dict[Goal, int] | None = Field(
        default=None,
        description="Change of each goal, by the referee; `stability` compares with the present "
        "timetable.",
    )
    moved: tuple[Placement, ...] = Field(
        default=(), description="Others that move, with their new places."
    )
    dropped: tuple[str, ...] = Field(default=(), description="Others that are left out.")
    told: tuple[str, ...] = Field(
        default=(), description="Ids of the persons whose engagements change."
    )
    fewest: bool = Field(
        default=False,
        description="Proven: no other way leaves out less, or as little and changes less.",
    )
    seconds: float = Field(default=0.0, description="Seconds that solving took.")
    timetable: Timetable | None = Field(
        default=None,
        description="The whole timetable, checked by the referee; null unless `placed`.",
    )


class Why(Slots):
    """Why an activity is where it is, or what a wish for it would take.

    ``options`` are the places of the wish, or all places; ``lost`` says what rules the activity
    out if none of them is legal.
    """

    hard_violations: int = Field(
        description="Number of hard rules that the timetable breaks already."
    )
    broken: tuple[BrokenRule, ...] = Field(default=(), description="These rules.")
    binding: tuple[Binding, ...] = Field(
        default=(), description="Those in the way at most starts first."
    )
    forced: Forced | None = Field(
        default=None, description="Null: it has a place, and there was no wish."
    )

    @property
    def possible(self) -> bool:
        """Whether the wish is not known to be impossible."""
        return self.forced is None or self.forced.status != "impossible"
