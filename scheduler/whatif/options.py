"""Places for one activity: free, free if one other moves, or blocked and by what."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import get_args

from models import Goal, Option, Placement, Verdict, Violation
from scheduler.compiling import ROOM_RULES, TIME_RULES
from scheduler.solving.sandbox import Sandbox
from scheduler.viewing.judging import broken_rule
from scheduler.wording.whatif import all_units_in_use

ORDER: tuple[Verdict, ...] = get_args(Verdict)

LASTING = frozenset(["grid", "room-opening", *(rule for rule, _ in (*TIME_RULES, *ROOM_RULES))])
"""Rules about one activity alone: no move of another makes such a place legal."""


@dataclass(frozen=True)
class Weighed:
    """One place for an activity, and what it would take; see :class:`models.Option`."""

    place: Placement
    verdict: Verdict
    violations: tuple[Violation, ...] = ()
    move: Placement | None = None
    unit_changes: tuple[Placement, ...] = ()
    changes: dict[Goal, int] = field(default_factory=dict)
    tried: bool = True


class Weighing:
    """Works out what each place of one activity would take."""

    def __init__(self, sandbox: Sandbox, activity: str) -> None:
        self._sandbox, self._activity = sandbox, activity
        self._free_places: dict[str, list[Placement]] = {}

    def legal(self) -> Iterator[Placement]:
        """Yield the places that the rules about the activity alone allow."""
        for place in self._sandbox.legal(self._activity):
            yield self._sandbox.at(self._activity, place)

    def weigh(self, places: Iterable[Placement], *, seconds: float = 0.0) -> tuple[Option, ...]:
        """Return an option for each place, the best first; try moves of others for ``seconds``."""
        every = sorted((self._standing(place) for place in places), key=self._rank)
        end = time.monotonic() + seconds
        if seconds:
            every = [self._with_move(w, end) if w.verdict == "blocked" else w for w in every]
        ranked = enumerate(sorted(every, key=self._rank), 1)
        return tuple(self._option(rank, weighed) for rank, weighed in ranked)

    def _option(self, rank: int, weighed: Weighed) -> Option:
        instance, place, move = self._sandbox.instance, weighed.place, weighed.move
        assert place.start is not None
        start = instance.clock.minute(place.start)
        room = instance.room[place.room or ""]
        here = self._sandbox.stands.get(self._activity)
        return Option(
            rank=rank,
            verdict=weighed.verdict,
            activity=self._activity,
            start=instance.clock.moment(start),
            end=instance.clock.moment(start + instance.activity[self._activity].minutes),
            room=room.id,
            unit=place.unit,
            room_name=room.name,
            here=here is not None and _same(here, place),
            move=move.activity if move else None,
            to=move.start if move else None,
            to_room=move.room if move else None,
            to_unit=move.unit if move else None,
            unit_changes=weighed.unit_changes,
            changes=weighed.changes,
            told=self._told(weighed),
            obstacles=tuple(broken_rule(found, instance) for found in weighed.violations),
            tried=weighed.tried,
        )

    def _told(self, weighed: Weighed) -> tuple[str, ...]:
        """Return the persons whose engagements change, other units included."""
        if not weighed.changes:
            return ()
        after = (weighed.place, *([weighed.move] if weighed.move else []), *weighed.unit_changes)
        stands = self._sandbox.stands
        other = [p for p in after if p.activity not in stands or not _same(p, stands[p.activity])]
        changed = {p.activity for p in (*other, *weighed.unit_changes)}
        known = self._sandbox.instance
        concerned = {person for name in changed for person in known.activity[name].people}
        return tuple(person.id for person in known.people if person.id in concerned)

    def _standing(self, place: Placement) -> Weighed:
        found = self._sandbox.clashes({self._activity: place})
        if not found:
            there = {self._activity: place}
            (place,), units = self._in_units(there), self._sandbox.unit_changes(there)
            verdict: Verdict = "other-units" if units else "free"
            changes = self._changes(there)
            return Weighed(place, verdict, unit_changes=units, changes=changes)
        lasting = any(violation.rule in LASTING for violation in found)
        violations = tuple(self._of_all_units(violation) for violation in found)
        return Weighed(place, "illegal" if lasting else "blocked", violations)

    def _of_all_units(self, violation: Violation) -> Violation:
        """Return the violation without a unit number, as the room is full in all its units."""
        if violation.rule != "room-overlap":
            return violation
        room = self._sandbox.instance.room[violation.subject]
        if room.units == 1:
            return violation
        return violation.model_copy(update={"message": all_units_in_use(room)})

    def _in_units(self, changes: dict[str, Placement]) -> list[Placement]:
        """Return the places with the units that are free for them."""
        now = {place.activity: place for place in self._sandbox.changed(changes).placements}
        return [now[name] for name in changes]

    def _changes(self, changes: dict[str, Placement]) -> dict[Goal, int]:
        after = self._sandbox.scored(changes)
        return {goal: after[goal] - value for goal, value in self._sandbox.scores.items()}

    def _with_move(self, blocked: Weighed, end: float) -> Weighed:
        """Return the place with the first move of another activity that makes it free."""
        for other in sorted(self._movers(blocked)):
            if time.monotonic() > end:
                return replace(blocked, tried=False)
            if self._sandbox.clashes({self._activity: blocked.place, other: None}):
                continue
            for there in self._nearest(other):
                both = {self._activity: blocked.place, other: there}
                if not self._sandbox.clashes(both):
                    place, move = self._in_units(both)
                    units, changes = self._sandbox.unit_changes(both), self._changes(both)
                    return Weighed(place, "one-move", blocked.violations, move, units, changes)
        return blocked

    def _movers(self, blocked: Weighed) -> set[str]:
        """Return the activities that are part of every obstacle."""
        movers: set[str] | None = None
        for violation in blocked.violations:
            part = set(violation.activities)
            if violation.rule == "room-overlap":
                part |= self._sandbox.beside(blocked.place)
            movers = part if movers is None else movers & part
        return ((movers or set()) & self._sandbox.stands.keys()) - {self._activity}

    def _nearest(self, other: str) -> list[Placement]:
        """Return places that another could take if this activity were not there, nearest first."""
        if other not in self._free_places:
            legal = (self._sandbox.at(other, place) for place in self._sandbox.legal(other))
            stands = self._sandbox.stands[other]
            quick = (place for place in legal if not self._sandbox.busy(place, self._activity))
            near = sorted(quick, key=lambda p: (_apart(p, stands), p.room != stands.room))
            off: dict[str, Placement | None] = {self._activity: None}
            self._free_places[other] = [
                p
                for p in near
                if not _same(p, stands) and not self._sandbox.clashes({other: p} | off)
            ]
        return self._free_places[other]

    def _rank(self, weighed: Weighed) -> tuple[object, ...]:
        policy = self._sandbox.instance.policy
        costs = [
            sum(weight * weighed.changes.get(goal, 0) for goal, weight in tier.items())
            for tier in policy.tiers
        ]
        place = weighed.place
        assert place.start is not None
        kinds = len(weighed.violations) if not weighed.changes else 0
        return ORDER.index(weighed.verdict), kinds, costs, place.start, place.room


def _apart(one: Placement, other: Placement) -> float:
    assert one.start is not None
    assert other.start is not None
    return abs((one.start - other.start).total_seconds())


def _same(one: Placement, other: Placement) -> bool:
    return one.room == other.room and one.start == other.start
