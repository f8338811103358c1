"""The changes of which scenarios are made: what of an instance may be otherwise."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from models.clock import Moment
from models.faults import BadValue
from models.names import Goal, Kind
from models.places import Spans
from models.policy import Policy, Weight
from models.record import Contract, Id, Ids, Minutes


class Amount(Contract):
    """A number that is set, or changed by so much."""

    to: int | None = Field(default=None, ge=0, description="What it becomes.")
    more: int | None = Field(
        default=None, description="How much more; less than 0: less, at least nothing."
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> "Amount":
        if (self.to is None) == (self.more is None):
            raise BadValue("missing-value", "either to or more")
        return self

    def of(self, before: int, least: int = 0) -> int:
        """Return the number after the change."""
        return self.to if self.to is not None else max(least, before + (self.more or 0))

    @property
    def label(self) -> str:
        """The amount in a few signs, such as ``12`` or ``+2``."""
        return str(self.to) if self.to is not None else f"{self.more:+d}"


class Which(Contract):
    """Which activities: those that all of this is true of."""

    activities: Ids = Field(default=(), description="Their ids; empty: any.")
    kind: Kind | None = None
    delegation: Id | None = Field(default=None, description="One of its people is required.")
    optional: bool | None = Field(default=None, description="Whether they may be left out.")

    @model_validator(mode="after")
    def _says_something(self) -> "Which":
        if not self.activities and {self.kind, self.delegation, self.optional} == {None}:
            raise BadValue("missing-value", "activities, kind, delegation or optional")
        return self


class Units(Amount):
    """Another number of units of a room, such as booths."""

    change: Literal["units"] = "units"
    room: Id


class Level(Amount):
    """More or less of a resource, such as interpreter teams."""

    change: Literal["level"] = "level"
    resource: Id


class Turnaround(Amount):
    """Other minutes between two activities in a room."""

    change: Literal["turnaround"] = "turnaround"
    room: Id | None = Field(default=None, description="Null: every room that has some.")


class Rest(Amount):
    """Other minutes of rest between two activities of a person."""

    change: Literal["rest"] = "rest"
    person: Id | None = Field(default=None, description="Null: everybody of a delegation.")


class Priority(Amount, Which):
    """Another priority of activities."""

    change: Literal["priority"] = "priority"


class Duration(Amount, Which):
    """Activities that last longer, or shorter."""

    change: Literal["duration"] = "duration"


class Demand(Contract):
    """More requests: made-up ones beside those that there are, and like them."""

    change: Literal["demand"] = "demand"
    percent: int = Field(ge=1, le=1000, description="So many more, of the requested bilaterals.")
    seed: int = Field(default=0, ge=0, description="Of the draw.")

    @property
    def label(self) -> str:
        """The amount in a few signs, such as ``+20 %``."""
        return f"+{self.percent} %"


class Without(Contract):
    """A room closed, an activity cancelled, somebody withdrawn, or a rule dropped."""

    change: Literal["without"] = "without"
    room: Id | None = None
    activity: Id | None = None
    person: Id | None = None
    delegation: Id | None = None
    rule: Id | None = None

    @property
    def named(self) -> dict[str, str]:
        """What is given, by its field."""
        return self.model_dump(exclude={"change"}, exclude_none=True)

    @model_validator(mode="after")
    def _one(self) -> "Without":
        if len(self.named) != 1:
            raise BadValue("missing-value", "one of room, activity, person, delegation, rule")
        return self

    @property
    def label(self) -> str:
        """What is gone."""
        return f"without {next(iter(self.named.values()))}"


class AddRoom(Contract):
    """One more room like another; what may be in that one may be in this one too."""

    change: Literal["add-room"] = "add-room"
    id: Id = Field(description="Of the new room.")
    like: Id = Field(description="Id of the room that it is like; always one unit.")
    open: Spans = Field(default=(), description="Its opening spans; empty: those of the other.")
    slots: Ids = Field(default=(), description="Published slots that it is open in as well.")

    @property
    def label(self) -> str:
        """The new room."""
        return self.id


class Opening(Contract):
    """Other opening spans of a room."""

    change: Literal["opening"] = "opening"
    room: Id
    open: Spans = Field(description="In place of what is stated; empty: always open.")

    @property
    def label(self) -> str:
        """The room."""
        return f"{self.room} open"


class AddSlot(Contract):
    """One more published slot; what names another one may be in it too."""

    change: Literal["add-slot"] = "add-slot"
    id: Id = Field(description="Of the new slot.")
    start: Moment
    end: Moment
    like: Id = Field(description="Id of the slot whose activities may be in it.")

    @property
    def label(self) -> str:
        """The new slot."""
        return self.id


class Longer(Contract):
    """Something begins earlier, or ends later; less than 0: later, earlier."""

    earlier_minutes: int = Field(default=0, ge=-1440, le=1440, description="So much earlier.")
    later_minutes: int = Field(default=0, ge=-1440, le=1440, description="So much later.")

    @property
    def label(self) -> str:
        """By how much, such as ``+60 min``."""
        return f"{self.earlier_minutes + self.later_minutes:+d} min"


class DayHours(Longer):
    """A day that begins earlier, or ends later."""

    change: Literal["day"] = "day"
    date: date

    @model_validator(mode="after")
    def _says_something(self) -> "DayHours":
        if not self.earlier_minutes and not self.later_minutes:
            raise BadValue("missing-value", "earlier_minutes or later_minutes")
        return self


class Hours(Longer):
    """Other hours of a person."""

    change: Literal["hours"] = "hours"
    person: Id
    present: Spans | None = Field(
        default=None, description="When they are there, in place of what is stated; `[]`: always."
    )
    busy: Spans = Field(default=(), description="When they are busy, besides what is stated.")

    @model_validator(mode="after")
    def _says_something(self) -> "Hours":
        longer = self.earlier_minutes or self.later_minutes
        if not longer and self.present is None and not self.busy:
            raise BadValue("missing-value", "present, busy, earlier_minutes or later_minutes")
        if longer and self.present is not None:
            raise BadValue("missing-value", "either present, or how much earlier or later")
        return self


class Weigh(Contract):
    """Another weight of a goal inside its tier."""

    change: Literal["weight"] = "weight"
    goal: Goal
    to: Weight

    @property
    def label(self) -> str:
        """The weight."""
        return str(self.to)


class Tiers(Contract):
    """Other goals, or another order of them."""

    change: Literal["tiers"] = "tiers"
    tiers: tuple[Annotated[dict[Goal, Weight], Field(min_length=1)], ...] = Field(min_length=1)
    break_minutes: Minutes | None = Field(default=None, description="Null: as it is.")

    @model_validator(mode="after")
    def _each_goal_once(self) -> "Tiers":
        Policy(tiers=self.tiers)
        return self

    @property
    def label(self) -> str:
        """The goals in order."""
        return " > ".join(" + ".join(tier) for tier in self.tiers)


ScenarioChange = Annotated[
    Units
    | Level
    | Turnaround
    | Rest
    | Priority
    | Duration
    | Demand
    | Without
    | AddRoom
    | Opening
    | AddSlot
    | DayHours
    | Hours
    | Weigh
    | Tiers,
    Field(discriminator="change"),
]
"""One thing that is otherwise in a scenario."""
