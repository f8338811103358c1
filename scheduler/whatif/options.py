"""Places for one activity: free, free if one other moves, or blocked and by what."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from models import Goal, Placement, Violation
from scheduler.compiling import ROOM_RULES, TIME_RULES
from scheduler.whatif.sandbox import Board

Verdict = Literal["free", "one-move", "blocked", "illegal"]
ORDER: tuple[Verdict, ...] = ("free", "one-move", "blocked", "illegal")

LASTING = frozenset(["grid", "room-opening", *(rule for rule, _ in (*TIME_RULES, *ROOM_RULES))])
"""Rules on one activity alone: nothing that others do makes such a place legal."""


@dataclass(frozen=True)
class Obstacle:
    """One hard rule in the way, in the referee's words."""

    violation: Violation
    message: str

    @property
    def lasting(self) -> bool:
        """No move of another activity takes it away."""
        return self.violation.rule in LASTING


@dataclass(frozen=True)
class Option:
    """One place of an activity.

    Attributes
    ----------
    verdict
        ``free``; ``one-move``: free once ``move`` is done; ``blocked``: others are in the
        way; ``illegal``: a rule on the activity alone forbids it.
    changes
        Change of each goal, the referee's; ``stability`` against the timetable as it is.
        Empty where the place cannot be had.
    tried
        False: time ran out before all moves of one other were tried.
    """

    place: Placement
    verdict: Verdict
    obstacles: tuple[Obstacle, ...] = ()
    move: Placement | None = None
    changes: dict[Goal, int] = field(default_factory=dict)
    tried: bool = True


class Weighing:
    """Says of places of one activity what each would take."""

    def __init__(self, board: Board, activity: str) -> None:
        self._board, self._activity = board, activity
        self._free_places: dict[str, list[Placement]] = {}

    def legal(self) -> Iterator[Placement]:
        """Yield the places that the rules on the activity alone leave."""
        for place in self._board.legal(self._activity):
            yield self._board.at(self._activity, place)

    def weigh(self, places: Iterable[Placement], *, seconds: float = 0.0) -> tuple[Option, ...]:
        """Return an option for each place, the best first; try moves of others for so long."""
        options = sorted((self._standing(place) for place in places), key=self._rank)
        end = time.monotonic() + seconds
        if seconds:
            options = [self._with_move(o, end) if o.verdict == "blocked" else o for o in options]
        return tuple(sorted(options, key=self._rank))

    def _standing(self, place: Placement) -> Option:
        found = self._board.clashes({self._activity: place})
        if not found:
            (place,) = self._in_units({self._activity: place})
            return Option(place, "free", changes=self._changes({self._activity: place}))
        obstacles = tuple(Obstacle(v, self._said(v, place)) for v in found)
        lasting = any(obstacle.lasting for obstacle in obstacles)
        return Option(place, "illegal" if lasting else "blocked", obstacles)

    def _said(self, violation: Violation, place: Placement) -> str:
        room = self._board.instance.room.get(violation.subject)
        if violation.rule != "room-overlap" or room is None or room.units == 1:
            return violation.message
        return f"all {room.units} units of {room.name or room.id} ({room.id}) are in use then"

    def _in_units(self, changes: dict[str, Placement]) -> list[Placement]:
        """Return the places with the units that are free for them."""
        now = {place.activity: place for place in self._board.changed(changes).placements}
        return [now[name] for name in changes]

    def _changes(self, changes: dict[str, Placement]) -> dict[Goal, int]:
        after = self._board.scored(changes)
        return {goal: after[goal] - value for goal, value in self._board.scores.items()}

    def _with_move(self, option: Option, end: float) -> Option:
        """Return the option with the first move of one other that makes it free."""
        for other in sorted(self._movers(option)):
            if time.monotonic() > end:
                return replace(option, tried=False)
            if self._board.clashes({self._activity: option.place, other: None}):
                continue
            for there in self._nearest(other):
                both = {self._activity: option.place, other: there}
                if not self._board.clashes(both):
                    place, move = self._in_units(both)
                    changes = self._changes(both)
                    return Option(place, "one-move", option.obstacles, move, changes)
        return option

    def _movers(self, option: Option) -> set[str]:
        """Return the activities that have a part in every obstacle."""
        movers: set[str] | None = None
        for obstacle in option.obstacles:
            part = set(obstacle.violation.activities)
            if obstacle.violation.rule == "room-overlap":
                part |= self._board.beside(option.place)
            movers = part if movers is None else movers & part
        return ((movers or set()) & self._board.stands.keys()) - {self._activity}

    def _nearest(self, other: str) -> list[Placement]:
        """Return places free for another if this activity were not there, the nearest first."""
        if other not in self._free_places:
            legal = (self._board.at(other, place) for place in self._board.legal(other))
            stands = self._board.stands[other]
            quick = (place for place in legal if not self._board.busy(place, self._activity))
            near = sorted(quick, key=lambda p: (_apart(p, stands), p.room != stands.room))
            off: dict[str, Placement | None] = {self._activity: None}
            self._free_places[other] = [
                p
                for p in near
                if not _same(p, stands) and not self._board.clashes({other: p} | off)
            ]
        return self._free_places[other]

    def _rank(self, option: Option) -> tuple[object, ...]:
        policy = self._board.instance.policy
        costs = [
            sum(weight * option.changes.get(goal, 0) for goal, weight in tier.items())
            for tier in policy.tiers
        ]
        place = option.place
        assert place.start is not None
        kinds = len(option.obstacles) if not option.changes else 0
        return ORDER.index(option.verdict), kinds, costs, place.start, place.room


def _apart(one: Placement, other: Placement) -> float:
    assert one.start is not None
    assert other.start is not None
    return abs((one.start - other.start).total_seconds())


def _same(one: Placement, other: Placement) -> bool:
    return one.room == other.room and one.start == other.start
