"""Answers about timetables: what a referee's report says to people, and what if one moved.

Times are local to the instance, with offset. Sentences stand beside the data that they say.
"""

from typing import Literal

from pydantic import Field

from models.clock import Moment
from models.names import Goal, HardRule, SubjectKind
from models.record import Contract, Id
from models.timetable import Placement, Timetable

Verdict = Literal["free", "one-move", "blocked", "illegal"]
"""``free``: nothing is in the way; ``one-move``: free once one other activity has moved;
``blocked``: others are in the way; ``illegal``: a rule on the activity alone forbids it."""


class BrokenRule(Contract):
    """A hard rule that a timetable breaks, or that a place would break."""

    rule: HardRule
    subject_kind: SubjectKind = Field(description="What the subject is.")
    subject: str = Field(description="Id of the person, room, resource, rule or activity it binds.")
    activities: tuple[str, ...] = ()
    start: Moment | None = Field(default=None, description="None where no time is meant.")
    end: Moment | None = None
    message: str = Field(description="The referee's sentence, with names and local times.")


class GoalScore(Contract):
    """Value of one goal, and of the parts it is made of (before weighting)."""

    goal: Goal
    value: int
    parts: dict[str, int] = Field(default_factory=dict)


class Judgement(Contract):
    """What the referee found in a timetable, for whoever asks (``summit check``)."""

    hard_violations: int = Field(description="How many.")
    violations: tuple[BrokenRule, ...] = ()
    goals: tuple[GoalScore, ...] = Field(default=(), description="Every goal.")


class Option(Contract):
    """One place of an activity."""

    rank: int = Field(description="From 1, the best.")
    verdict: Verdict
    activity: Id
    start: Moment
    end: Moment
    room: Id
    unit: int | None = Field(default=None, description="One that is free, or else the first.")
    room_name: str
    here: bool = Field(description="It stands there now.")
    move: Id | None = Field(default=None, description="Activity that has to move.")
    to: Moment | None = Field(default=None, description="When that one would start.")
    to_room: Id | None = None
    to_unit: int | None = None
    changes: dict[Goal, int] = Field(
        default_factory=dict,
        description="Change of each goal, the referee's; `stability` against the timetable as it "
        "is. Empty where the place cannot be had.",
    )
    obstacles: tuple[BrokenRule, ...] = Field(default=(), description="What is in the way.")
    tried: bool = Field(
        default=True,
        description="False: time ran out before all moves of one other were tried.",
    )

    @property
    def place(self) -> Placement:
        """The place."""
        return Placement(activity=self.activity, start=self.start, room=self.room, unit=self.unit)

    @property
    def moved(self) -> Placement | None:
        """Where the other activity has to move; None: nowhere."""
        if self.move is None:
            return None
        return Placement(activity=self.move, start=self.to, room=self.to_room, unit=self.to_unit)


class Slots(Contract):
    """Places for an activity, the best first, and what rules it out elsewhere."""

    instance: str = Field(description="Its name.")
    instance_sha256: str
    time_zone: str
    goals: tuple[Goal, ...] = Field(description="Those of the policy, the most important first.")
    activity: Id
    stands: Placement | None = Field(default=None, description="None: nowhere.")
    options: tuple[Option, ...] = Field(
        default=(), description="Every place asked for; alike units are one."
    )
    lost: tuple[str, ...] = Field(
        default=(), description="For each rule on the activity alone, what it takes away."
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
    starts: int = Field(description="At how many of the starts asked for.")


class Forced(Contract):
    """How an activity gets a place that it has not."""

    status: Literal["placed", "impossible", "unknown"] = Field(
        description="`impossible`: proven; `unknown`: time ran out."
    )
    place: Placement | None = Field(default=None, description="Where it stands then.")
    changes: dict[Goal, int] | None = Field(
        default=None,
        description="Change of each goal, the referee's; `stability` against the timetable as it "
        "is.",
    )
    moved: tuple[Placement, ...] = Field(
        default=(), description="Others that move, where they stand then."
    )
    dropped: tuple[str, ...] = Field(default=(), description="Others that are left out.")
    told: tuple[str, ...] = Field(
        default=(), description="Ids of the persons whose engagements change."
    )
    fewest: bool = Field(
        default=False,
        description="Proven: no way leaves out less, or as little and disturbs less.",
    )
    seconds: float = Field(default=0.0, description="Taken by solving.")
    timetable: Timetable | None = Field(
        default=None, description="The whole timetable then, refereed; None unless `placed`."
    )


class Why(Slots):
    """Why an activity stands where it stands, or what a wish for it would take.

    ``options`` are the places asked for: those of the wish, else all; ``lost`` says what rules
    the activity out if none of them is legal.
    """

    hard_violations: int = Field(description="Hard rules that the timetable breaks as it is.")
    broken: tuple[BrokenRule, ...] = Field(default=(), description="These rules.")
    binding: tuple[Binding, ...] = Field(default=(), description="The most binding first.")
    forced: Forced | None = Field(
        default=None, description="None: it has a place, and no other was wished for."
    )

    @property
    def possible(self) -> bool:
        """Whether the wish is not known to be impossible."""
        return self.forced is None or self.forced.status != "impossible"
