"""What "good" means: goals in tiers."""

from typing import Annotated

from pydantic import Field, model_validator

from models.faults import BadValue
from models.names import Goal
from models.record import Contract, Minutes

Weight = Annotated[int, Field(ge=1, le=1_000_000)]
PartWeight = Annotated[int, Field(ge=0, le=1_000_000)]

DEFAULT_ORDER: tuple[Goal, ...] = (
    "coverage",
    "stability",
    "rules",
    "breaks",
    "preference",
    "audience",
    "fairness",
    "room-fit",
)


class AudienceWeights(Contract):
    """Weights inside goal ``audience``."""

    parallel_minutes: PartWeight = 1
    seats_short: PartWeight = 1
    wished_missing: PartWeight = 30


class RoomFitWeights(Contract):
    """Weights inside goal ``room-fit``."""

    seats_wasted: PartWeight = 1
    track_rooms: PartWeight = 100


class Policy(Contract):
    """Goals in tiers: tiers are lexicographic, weights act inside a tier.

    All goals are costs, whole numbers of at least 0; smaller is better. ``value`` is
    always recomputed from the timetable by the referee.

    coverage (priority points)
        Sum of ``priority`` over optional activities without a place.
    stability (points)
        With a previous timetable: ``told * (n + 1)**2 + time_moves * (n + 1) +
        room_moves``, n the number of activities of either timetable, so that one person
        who has to be told outweighs all moves of time, and one move of time all moves of
        room. ``told`` counts the persons for whom the set of (activity, start, room) that
        require them differs; a time move is an activity placed in both with another start;
        a room move one placed in both in another room. Another unit of a room is another
        room where units are told apart: where an activity is pinned to one, or a rule of kind
        same-room or adjacent lists an activity that may be there. Elsewhere units are alike.
    rules (points)
        Sum over soft rules of ``weight`` x violations (see :class:`models.rule.Rule`).
    breaks (breaks)
        Over persons and dates: stretches of more than ``break_minutes`` idle minutes
        between two consecutive activities that require the person on that date.
    preference (points)
        Over activities with a place: the cost of each ``start_costs`` span its start
        lies in, plus 1 if it has wished spans and lies in none, plus, if it has wished
        rooms, the cost of its room there, or else 1 more than the largest of these costs;
        plus, for each person it requires, the cost of their ``usual_hours`` unless it engages
        them within these: the hours of one date, joined with those of the next where they
        touch.
    audience (points)
        ``parallel_minutes`` x minutes, per topic, of each workshop under way beyond the
        first, plus ``seats_short`` x seats by which expected audiences exceed room
        capacity, plus ``wished_missing`` x the number of missing wished people: per
        activity and wished person (not also required there) 1 if they are not available
        for the whole of it or are required at an activity that overlaps it; plus, per
        person, 1 for each two overlapping activities that both wish for them.
    fairness (per mille)
        Largest minus smallest ``left_out x round(1000 / requests)`` over delegations
        with at least one request; a delegation's requests are the optional bilaterals
        that require one of its persons; round half to even.
    room-fit (points)
        ``seats_wasted`` x seats by which room capacities exceed expected audiences
        (activities with an audience), plus ``track_rooms`` x rooms each track uses
        beyond its first.
    """

    tiers: tuple[Annotated[dict[Goal, Weight], Field(min_length=1)], ...] = Field(
        default=tuple({goal: 1} for goal in DEFAULT_ORDER),
        min_length=1,
        description="Goals and weights, most important tier first.",
    )
    break_minutes: Minutes = Field(
        default=60, description="Idle minutes beyond which a wait is a break."
    )
    audience: AudienceWeights = AudienceWeights()
    room_fit: RoomFitWeights = RoomFitWeights()

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goals in order of tiers."""
        return tuple(goal for tier in self.tiers for goal in tier)

    @model_validator(mode="after")
    def _each_goal_once(self) -> "Policy":
        named = self.goals
        twice = sorted({goal for goal in named if named.count(goal) > 1})
        if twice:
            raise BadValue(
                "duplicate-key", f"each goal in one tier only, not twice: {', '.join(twice)}"
            )
        return self
