"""A timetable on which places for one activity are tried out and checked by the referee."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from models import Goal, Instance, Placement, Timetable, Violation
from models.clock import Interval, Minute, overlap
from scheduler.checking import check
from scheduler.compiling import Compiled, Place, compile_instance, effective, engagement
from scheduler.solving.core.placements import to_places, to_timetable

Changes = Mapping[str, Placement | None]
"""Activity -> its new place, or None to take it off."""

Key = tuple[object, ...]


class Sandbox:
    """An instance and a timetable for it, neither of which is ever changed.

    ``instance`` is what is left of the instance given. Placements of what it does not have are
    left out.
    Of several placements of one activity the last counts. ``stands`` has the activities with a
    place, ``broken`` the hard rules that the timetable breaks already.
    """

    def __init__(self, instance: Instance, timetable: Timetable) -> None:
        self._stated = instance
        self.instance = instance = effective(instance)
        placements = tuple(_known(instance, timetable))
        self.timetable = timetable.model_copy(update={"placements": placements})
        self.stands = {p.activity: p for p in placements if p.start is not None}
        # Also lets the instance work out what it keeps, so that its narrow copies have it too.
        self.broken = check(instance, self.timetable).violations
        self._without: dict[tuple[frozenset[str], frozenset[str]], set[Key]] = {}
        self._rules = [frozenset(rule.named) for rule in instance.rules if not rule.weight]
        self._counts_breaks = any(r.kind == "fair-breaks" and not r.weight for r in instance.rules)

    def origin(self) -> dict[str, str]:
        """Return the name and hash of the instance, for answers and timetables."""
        known = self._stated
        return {
            "instance": known.name,
            "instance_sha256": known.sha256,
            "time_zone": known.time_zone,
        }

    @cached_property
    def compiled(self) -> Compiled:
        """Legal starts and rooms."""
        return compile_instance(self.instance)

    @cached_property
    def scores(self) -> dict[Goal, int]:
        """Value of each goal in the present timetable; ``stability`` is 0."""
        return self.scored({})

    def legal(self, activity: str) -> Iterator[Place]:
        """Yield the places that no rule about the activity alone forbids, by start."""
        compiled = self.compiled.activities[self.compiled.position[activity]]
        for start in compiled.starts:
            for room, possible in compiled.rooms.items():
                if possible is None or start in possible:
                    yield start, room

    def at(self, activity: str, place: Place) -> Placement:
        """Return the placement at a place."""
        room = self.compiled.rooms[place[1]]
        return self.put(activity, place[0], room.id, room.unit)

    def put(self, activity: str, start: Minute, room: str, unit: int | None = None) -> Placement:
        """Return the placement at a start and room, legal or not."""
        pinned = self.instance.activity[activity].pin_unit
        moment = self.instance.clock.moment(start)
        return Placement(activity=activity, start=moment, room=room, unit=unit or pinned or 1)

    def beside(self, place: Placement) -> set[str]:
        """Return the activities that take a unit of the same room at the same time."""
        held = self._held(place)
        return {
            other.activity
            for other in self.stands.values()
            if other.room == place.room and other.activity != place.activity
            if overlap(held, self._held(other))
        }

    def busy(self, place: Placement, apart: str) -> bool:
        """Tell whether a required person attends another activity then, except ``apart``.

        The referee would find that as well; this is quicker.
        """
        return any(
            overlap(engaged, taken) and name not in (place.activity, apart)
            for person in self.instance.activity[place.activity].people
            for engaged in [self._engaged(person, place)]
            for taken, name in self._engagements.get(person, ())
        )

    @cached_property
    def _engagements(self) -> dict[str, list[tuple[Interval, str]]]:
        found: dict[str, list[tuple[Interval, str]]] = defaultdict(list)
        for name, place in self.stands.items():
            for person in self.instance.activity[name].people:
                found[person].append((self._engaged(person, place), name))
        return found

    def _engaged(self, person: str, place: Placement) -> Interval:
        start, _ = self._during(place)
        first, last = engagement(self.instance.activity[place.activity], person)
        return start + first, start + last

    def _during(self, place: Placement) -> Interval:
        assert place.start is not None
        start = self.instance.clock.minute(place.start)
        return start, start + self.instance.activity[place.activity].minutes

    def _held(self, place: Placement) -> Interval:
        start, end = self._during(place)
        source, room = self.instance.activity[place.activity], self.instance.room[place.room or ""]
        return (
            start - source.set_up_minutes,
            end + source.clear_down_minutes + room.turnaround_minutes,
        )

    def changed(self, changes: Changes) -> Timetable:
        """Return the timetable with some activities elsewhere, each in a free unit if it can be.

        Where no unit is free throughout, others may change theirs: one of them if that is enough.
        """
        placements = {k: p for k, p in self.stands.items() if k not in changes}
        crowded: list[Placement] = []
        for name, place in changes.items():
            if place is not None:
                placements[name], fits = self._in_free_unit(place, placements)
                crowded += [] if fits else [place]
        if len(crowded) == 1:
            swap = self._swap(crowded[0], placements)
            placements |= swap
            crowded = [] if swap else crowded
        whole = Timetable.model_construct(placements=tuple(placements.values()))
        if not crowded:
            return whole
        # Giving out all units again may free one, as each may be in use for a while only.
        dealt = to_timetable(self.compiled, to_places(self.compiled, whole), self.timetable)
        return Timetable(placements=tuple(p for p in dealt.placements if p.start is not None))

    def unit_changes(self, changes: Changes) -> tuple[Placement, ...]:
        """Return the others that take another unit of the room where they stand."""
        return tuple(
            place
            for place in self.changed(changes).placements
            if place.activity not in changes
            and (place.unit or 1) != (self.stands[place.activity].unit or 1)
        )

    def _swap(self, place: Placement, others: Mapping[str, Placement]) -> dict[str, Placement]:
        """Return a placement in a unit that one other leaves for a free one; empty if none can."""
        room = self.instance.room[place.room or ""]
        held = self._held(place)
        beside = [o for o in others.values() if o.room == room.id and o.activity != place.activity]
        for unit in range(1, room.units + 1):
            there = [o for o in beside if (o.unit or 1) == unit and overlap(held, self._held(o))]
            if len(there) != 1:
                continue
            mine = place.model_copy(update={"unit": unit})
            rest = {o.activity: o for o in beside if o is not there[0]} | {place.activity: mine}
            moved, fits = self._in_free_unit(there[0], rest)
            if fits:
                return {place.activity: mine, moved.activity: moved}
        return {}

    def _in_free_unit(
        self, place: Placement, others: Mapping[str, Placement]
    ) -> tuple[Placement, bool]:
        """Return a placement in a free unit, and whether giving out units again cannot help."""
        room = self.instance.room[place.room or ""]
        if room.units == 1 or any(r.id == room.id and r.unit for r in self.compiled.rooms):
            return place, True
        held = self._held(place)
        taken = {
            o.unit or 1
            for o in others.values()
            if o.room == room.id and overlap(held, self._held(o))
        }
        free = [unit for unit in range(1, room.units + 1) if unit not in taken]
        return place.model_copy(update={"unit": free[0] if free else 1}), bool(free)

    def scored(self, changes: Changes) -> dict[Goal, int]:
        """Return the value of each goal after some changes; ``stability`` counts these."""
        after = self.changed(changes) if changes else self.timetable
        scores = check(self.instance, after, previous=self.timetable).scores
        return {goal: score.value for goal, score in scores.items()}

    def clashes(self, changes: Changes) -> list[Violation]:
        """Return the hard rules that changes break and that hold without these activities.

        The referee checks only activities that could clash with them: those that share a person
        or a declared rule, and those that share a room or a resource at that time.
        """
        whole = self.changed(changes)
        near = self._near(changes)
        after = [place for place in whole.placements if place.activity in near]
        instance = self._narrow(near, changes)
        sort = frozenset(near), frozenset(changes)
        if sort not in self._without:
            before = [p for name, p in self.stands.items() if name in near - changes.keys()]
            self._without[sort] = {_key(v) for v in _violations(instance, before)}
        return [v for v in _violations(instance, after) if _key(v) not in self._without[sort]]

    def _narrow(self, near: set[str], changes: Changes) -> Instance:
        """Return the instance with only some activities, for speed; it is still consistent."""
        if self._counts_breaks:
            return self.instance
        activities = tuple(a for a in self.instance.activities if a.id in near)
        people = {person for a in activities for person in (*a.people, *a.wished_people)}
        update = {
            "activities": activities,
            "people": tuple(p for p in self.instance.people if p.id in people),
            "rules": tuple(r for r in self.instance.rules if changes.keys() & set(r.named)),
        }
        return self.instance.model_copy(update=update)

    def _near(self, changes: Changes) -> set[str]:
        known = self.instance.activity
        sources = [known[name] for name in changes]
        people = {person for source in sources for person in source.people}
        resources = {resource for source in sources for resource in source.resources}
        held = [(place.room, self._held(place)) for place in changes.values() if place is not None]
        near = set(changes)
        if self._counts_breaks:
            return near | self.stands.keys()
        for members in self._rules:
            if members & changes.keys():
                near |= members
        for place in self.stands.values():
            other = known[place.activity]
            if people & set(other.people):
                near.add(other.id)
                continue
            during = self._held(place)
            beside = [room for room, hours in held if overlap(hours, during)]
            if place.room in beside or (beside and resources & other.resources.keys()):
                near.add(other.id)
        return near


def _known(instance: Instance, timetable: Timetable) -> Iterator[Placement]:
    """Yield the placements of which the instance has everything, at times that exist."""
    for place in timetable.placements:
        known = place.activity in instance.activity and place.room in {None, *instance.room}
        if known and (place.start is None or instance.clock.readable(place.start) is not None):
            yield _aware(instance, place)


def _aware(instance: Instance, place: Placement) -> Placement:
    """Return a placement with its start in the instance's zone, however it was written."""
    if place.start is None:
        return place
    start = instance.clock.moment(instance.clock.minute(place.start))
    return place.model_copy(update={"start": start})


def _violations(instance: Instance, placements: list[Placement]) -> tuple[Violation, ...]:
    return check(instance, Timetable(placements=tuple(placements))).violations


def _key(violation: Violation) -> Key:
    # Sentences are left out: they may name units, and units of a room are alike.
    return violation.rule, violation.subject, violation.activities, violation.start, violation.end
