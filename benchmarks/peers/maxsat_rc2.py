"""The approach of the paper on B2B meetings: MaxSAT by RC2, with its implied constraints.

Bofill, Coll, Garcia, Giraldez-Cru, Pesant, Suy, Villaret, "Constraint Solving Approaches
to the Business-to-Business Meeting Scheduling Problem", JAIR 74 (2022), section 4. For
instances like those: one day of unit slots, alike booths, every meeting held, breaks of
any length counted.
"""

import time
from collections import defaultdict
from functools import cached_property
from itertools import chain, combinations, pairwise

from pysat.card import CardEnc, EncType
from pysat.examples.rc2 import RC2
from pysat.formula import WCNF, IDPool

from benchmarks.peers.answers import Answer, Unsupported, refuse_rules, weights_of
from benchmarks.peers.maxsat_networks import Networks
from models import Instance, Rule
from scheduler.compiling import Compiled, Places, compile_instance
from scheduler.solving.core.placements import to_timetable


def solve_maxsat(instance: Instance) -> Answer:
    """Minimise breaks, however long it takes: RC2 has no timetable before it ends.

    Raises
    ------
    Unsupported
        The instance is not like those of the paper.
    """
    began = time.perf_counter()
    weight = weights_of(instance, ("breaks",))["breaks"]
    compiled = compile_instance(instance)
    _refuse(compiled)
    meetings = _Meetings(compiled)
    meetings.formulate()
    built = time.perf_counter() - began
    with RC2(meetings.formula, **SETTINGS) as rc2:
        model = rc2.compute()
        cost = weight * rc2.cost
    return Answer(
        status="infeasible" if model is None else "optimal",
        value=None if model is None else cost,
        bound=0 if model is None else cost,
        first_seconds=None,
        seconds=time.perf_counter() - began,
        build_seconds=built,
        timetable=None if model is None else to_timetable(compiled, meetings.places(model)),
    )


SETTINGS = {"solver": "cadical153", "adapt": True}
"""Cores are used as found: to exhaust, trim or minimise them took twice as long or more."""


def _refuse(compiled: Compiled) -> None:
    instance = compiled.instance
    refuse_rules(instance, ("precedence", "fair-breaks", "night-rest"))
    unit = instance.grid_minutes
    like_the_paper = (
        len(instance.windows) == 1
        and instance.policy.break_minutes < unit
        and len(compiled.rooms) == 1
        and compiled.rooms[0].turnaround == 0
        and not instance.resources
        and all(
            a.must
            and a.minutes == unit
            and not a.source.set_up_minutes
            and not a.source.clear_down_minutes
            and set(a.rooms.values()) <= {None}
            for a in compiled.activities
        )
    )
    if not like_the_paper:
        raise Unsupported("more than unit slots of one day and alike booths")


class _Meetings:
    """The MaxSAT formula; variables named as in the paper."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.formula = WCNF()
        self.pool = IDPool()
        self.networks = Networks(self.formula, self.pool)
        first, end = compiled.instance.windows[0]
        self.slots = list(range(first, end, compiled.instance.grid_minutes))
        self.schedule = [
            {self.slots.index(s): self.pool.id() for s in a.starts} for a in compiled.activities
        ]
        self.meetings_of: dict[int, list[int]] = defaultdict(list)
        for i, activity in enumerate(compiled.activities):
            for p in activity.people:
                self.meetings_of[p].append(i)
        self.used = {p: [self.pool.id() for _ in self.slots] for p in self.meetings_of}

    def formulate(self) -> None:
        """State everything."""
        for schedule in self.schedule:
            self.exactly_one(list(schedule.values()))
        for p, mine in self.meetings_of.items():
            self.participant(p, mine)
        for j in range(len(self.slots)):
            self.tables(j)
        holes = {p: self.holes(used) for p, used in self.used.items()}
        for hole in chain.from_iterable(holes.values()):
            self.formula.append([-hole], weight=1)
        for rule in self.compiled.instance.rules:
            if rule.weight is None:
                self.precedence(rule) if rule.kind == "precedence" else self.fair(rule, holes)

    def add(self, *clause: int) -> None:
        self.formula.append(list(clause))

    def exactly_one(self, literals: list[int]) -> None:
        self.add(*literals)
        if len(literals) > 1:
            once = CardEnc.atmost(literals, 1, vpool=self.pool, encoding=EncType.ladder)
            self.formula.extend(once.clauses)

    def is_or(self, literal: int, literals: list[int]) -> None:
        self.add(-literal, *literals)
        for one in literals:
            self.add(-one, literal)

    def participant(self, p: int, mine: list[int]) -> None:
        """One meeting at a time; as many used slots as meetings (implied)."""
        used = self.used[p]
        for j, literal in enumerate(used):
            here = self.held(mine, j)
            self.is_or(literal, here)
            for x, y in combinations(here, 2):
                self.add(-x, -y)
        outputs = self.networks.counted(used, len(mine) + 1)
        self.add(*outputs[len(mine) - 1 : len(mine)])  # the empty clause if there are too few slots
        for surplus in outputs[len(mine) :]:
            self.add(-surplus)

    def held(self, meetings: list[int], j: int) -> list[int]:
        return [self.schedule[i][j] for i in meetings if j in self.schedule[i]]

    def tables(self, j: int) -> None:
        """At most so many meetings at once, counted over clusters of which one can be held.

        Implied: the used participants are twice as many, so their number is even.
        """
        units = self.compiled.rooms[0].units
        outputs = self.networks.counted([self.cluster(j, *c) for c in self.clusters], units + 1)
        for surplus in outputs[units:]:
            self.add(-surplus)
        if any(len(activity.people) != 2 for activity in self.compiled.activities):
            return
        used = self.networks.counted([used[j] for used in self.used.values()], 2 * units + 2)
        for k, output in enumerate(used):
            if k // 2 < len(outputs):
                self.is_or(output, [outputs[k // 2]])
            else:
                self.add(-output)

    @cached_property
    def clusters(self) -> list[tuple[int, list[int]]]:
        """Participants with meetings of theirs, every meeting in one cluster, as few as can be."""
        left = {p: set(mine) for p, mine in self.meetings_of.items()}
        clusters = []
        while any(left.values()):
            p = max(left, key=lambda p: len(left[p]))
            mine = left.pop(p)
            clusters.append((p, sorted(mine)))
            for others in left.values():
                others -= mine
        return clusters

    def cluster(self, j: int, p: int, meetings: list[int]) -> int:
        """Return the literal that one of a cluster's meetings is held."""
        if len(meetings) == len(self.meetings_of[p]):
            return self.used[p][j]
        literal = self.pool.id()
        self.is_or(literal, self.held(meetings, j))
        return literal

    def holes(self, used: list[int]) -> list[int]:
        """Return literals that an idle run of a participant ends before a slot."""
        begun, holes = used[0], []
        for now, following in pairwise(used[1:]):
            already = self.pool.id()
            self.is_or(already, [begun, now])
            hole = self.pool.id()
            for clause in ([-hole, -now], [-hole, begun], [-hole, following]):
                self.add(*clause)
            self.add(now, -begun, -following, hole)
            holes.append(hole)
            begun = already
        return holes

    def fair(self, rule: Rule, holes: dict[int, list[int]]) -> None:
        """If anybody has k + limit breaks, everybody has k."""
        people = self.compiled.instance.people
        counts = []
        for p, person in enumerate(people):
            if not rule.people or person.id in rule.people:
                most = min(len(self.meetings_of.get(p, [0])) - 1, len(holes.get(p, ())))
                counts.append(self.networks.counted(holes.get(p, []), most))
        for k in range(1, max(map(len, counts), default=0) - rule.limit + 1):
            everybody = self.pool.id()
            for outputs in counts:
                self.add(-everybody, *outputs[k - 1 : k])
                for output in outputs[k + rule.limit - 1 : k + rule.limit]:
                    self.add(-output, everybody)

    def precedence(self, rule: Rule) -> None:
        """Each of the list is held at least so long before the one after it."""
        unit = self.compiled.instance.grid_minutes
        for names in pairwise(rule.activities):
            a, b = (self.compiled.position[name] for name in names)
            ahead = 1 - -rule.minutes // unit
            for j, literal in self.schedule[b].items():
                self.add(-literal, *(x for k, x in self.schedule[a].items() if k <= j - ahead))
            for j, literal in self.schedule[a].items():
                self.add(-literal, *(x for k, x in self.schedule[b].items() if k >= j + ahead))

    def places(self, model: list[int]) -> Places:
        """Read the answer."""
        true = set(model)
        return tuple(
            next((self.slots[j], 0) for j, literal in schedule.items() if literal in true)
            for schedule in self.schedule
        )
