"""A front on a grid: limits spread over the range of each goal, with what that guarantees."""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from models import Goal, Outcome, Timetable
from scheduler.sweeping.points import Asking, AtMost, OnRow, Row, row_of, value_of
from scheduler.sweeping.running import Cell, OnAdvance, Watch, run, shared

NONE = "Proven: no timetable keeps every hard rule."


@dataclass
class Grid:
    """The points of a front at limits that are spread evenly.

    Attributes
    ----------
    points
        Limits of each limited goal, its ends included.
    steps
        Goal -> how far apart its limits are.
    """

    asking: Asking
    points: int
    executor: Executor | None
    on_row: OnRow
    on_progress: OnAdvance
    rows: dict[tuple[int, ...], Row] = field(default_factory=dict)
    steps: dict[Goal, int] = field(default_factory=dict)
    stopped: bool = False

    def __post_init__(self) -> None:
        self._found: list[tuple[AtMost, Outcome]] = []
        self._ends: list[Outcome] = []
        self._unknown = 0
        self._is_impossible = False
        self._watch = Watch(of=None)

    def run(self) -> None:
        """Find the ends of the range of each goal, and then what is between them."""
        goals = self.asking.goals
        leading = goals[:1] if self.points == 1 else goals
        orders = [(goal, *(g for g in goals if g != goal)) for goal in leading]
        try:
            self._solve([({}, order) for order in orders])
            if len(self._ends) == len(goals):
                self._spread()
        except KeyboardInterrupt:
            self.stopped = True

    def _spread(self) -> None:
        """Solve at all limits between the ends, the loosest first."""
        limits: list[list[int]] = []
        for number, goal in enumerate(self.asking.goals[1:], start=1):
            low = value_of(self._ends[number], goal)
            high = max(value_of(end, goal) for end in self._ends)
            step = max(1, -(-(high - low) // max(1, self.points - 1)))
            self.steps[goal] = step
            limits.append(list(range(high, low - 1, -step)))
        (_, *within) = product(*limits)  # the first end is the answer at the loosest limits
        goals = self.asking.goals
        asked = [(dict(zip(goals[1:], most, strict=True)), goals) for most in within]
        self._solve(asked)

    def _solve(self, asked: list[tuple[dict[Goal, int], tuple[Goal, ...]]]) -> None:
        """Solve at some limits, each from the nearest timetable known."""
        self._watch.of = self._watch.done + len(asked)
        side_by_side, workers = shared(len(asked), self.asking.limits.workers, self.executor)
        sent: list[int] = []

        def cells() -> Iterator[Cell[Outcome]]:
            for number, (most, order) in enumerate(asked):
                if self._is_known(most):
                    self.on_progress(self._watch.advance(_said(most, order), work=False))
                    continue
                sent.append(number)
                request = self.asking.request(most, self._start(most), workers, order)
                yield self.asking.cell(request)

        for ended in run(cells(), self.executor, side_by_side=side_by_side):
            most, order = asked[sent[ended.number]]
            self._take(most, order, ended.result)

    def _is_known(self, most: AtMost) -> bool:
        """Tell whether a proven point with looser limits is within these, so the answer to both."""
        first = self.asking.goals[0]
        return bool(most) and any(
            _is_within(outcome, most)
            and all(wider.get(goal, limit) >= limit for goal, limit in most.items())
            and any(g.goal == first and g.value == g.bound for g in outcome.goals)
            for wider, outcome in self._found
        )

    def _start(self, most: AtMost) -> Timetable | None:
        """Return the timetable known that exceeds these limits least, and is best among such.

        The far ends keep every limit, and are far from the best within most; they come last.
        """
        far = self._ends[1:]
        near = [o for _, o in self._found if all(o is not end for end in far)] or far
        first = self.asking.goals[0]

        def order(outcome: Outcome) -> tuple[int, int]:
            over = sum(max(0, value_of(outcome, goal) - limit) for goal, limit in most.items())
            return over, value_of(outcome, first)

        best = min(near, key=order, default=None)
        return None if best is None else best.timetable

    def _take(
        self, most: dict[Goal, int], order: tuple[Goal, ...], outcome: Outcome | None
    ) -> None:
        goals = self.asking.goals
        if outcome is None or outcome.timetable is None:
            self._is_impossible |= (
                not most and outcome is not None and outcome.status == "infeasible"
            )
            self._unknown += outcome is None or outcome.status != "infeasible"
            self.on_progress(self._watch.advance(_said(most, order)))
            return
        if not most:
            self._ends.append(outcome)
            self._ends.sort(key=lambda end: goals.index(end.goals[0].goal))
        if order != goals:  # what comes after the leading goal is proven within its value
            most = {order[0]: value_of(outcome, order[0])}
        self._found.append((most, outcome))
        row = row_of(outcome, goals, most)
        if self.rows.setdefault(tuple(row[goal] for goal in goals), row) is row:
            self.on_row(row)
        self.on_progress(
            self._watch.advance(_said(most, order), row[goals[0]], row[f"{goals[0]}_bound"])
        )

    @property
    def attrs(self) -> dict[str, Any]:
        """What is said of the front as a whole."""
        goals = self.asking.goals
        last = [end.goals[0] for end in self._ends[1:]]
        complete = len(last) == len(goals) - 1 and all(g.value == g.bound for g in last)
        return {
            "complete": complete or self._is_impossible,
            "ended": self._ended(),
            "stopped": self.stopped,
            "steps": dict(self.steps),
        }

    def _gap(self, most: AtMost, outcome: Outcome) -> int:
        """Return how much better than all that is known within some limits a timetable may be.

        The best known there may be of tighter limits.
        """
        first = self.asking.goals[0]
        bound = next(goal.bound for goal in outcome.goals if goal.goal == first)
        known = (value_of(o, first) for _, o in self._found if _is_within(o, most))
        return min(known) - bound

    def _ended(self) -> str:
        goals = self.asking.goals
        if self.stopped:
            return "Stopped on request."
        if self._is_impossible:
            return NONE
        if not self.steps:
            one = self.points == 1 and self.rows
            return "Stopped after 1 point." if one else "The ends of the range were not found."
        first = goals[0]
        slack = max(self._gap(most, outcome) for most, outcome in self._found)
        apart = " and ".join(f"{step} in {goal}" for goal, step in self.steps.items())
        near = f"at most {slack} worse in {first}" if slack else f"as good in {first}, proven,"
        rest = "as good" if max(self.steps.values()) == 1 else "less than that step worse"
        text = f"Limits are {apart} apart: every timetable within the range has a row that is "
        text += f"{near} and {rest} in the rest."
        if self._unknown:
            text += f" That is not known at {self._unknown} limits, which ended without an answer."
        return text


def _is_within(outcome: Outcome, most: AtMost) -> bool:
    return all(value_of(outcome, goal) <= limit for goal, limit in most.items())


def _said(most: AtMost, order: tuple[Goal, ...]) -> str:
    within = ", ".join(f"{goal} at most {limit}" for goal, limit in most.items())
    return within or f"least {order[0]}"
