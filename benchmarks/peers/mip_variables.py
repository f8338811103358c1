"""Columns of the time-indexed program."""

from collections import defaultdict
from typing import NamedTuple

from benchmarks.peers.mip_program import Program, Stretch, at_once
from models.clock import Minute
from scheduler.compiling import Compiled, Places


class Start(NamedTuple):
    """One way to place an activity."""

    column: int
    start: Minute
    end: Minute
    room: int


class Ticks:
    """The columns of each activity."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.instance = compiled.instance
        self.program = Program()
        self.of_column: list[int] = []
        self.starts: list[list[Start]] = []
        self.breaks: dict[int, list[int]] = {}
        self.of_person: dict[int, list[int]] = defaultdict(list)
        for a, activity in enumerate(compiled.activities):
            mine = [
                Start(self.program.column(), s, s + activity.minutes, r)
                for r, possible in activity.rooms.items()
                for s in (activity.starts if possible is None else sorted(possible))
            ]
            self.starts.append(mine)
            self.of_column += [a] * len(mine)
            self.program.row((1, (x.column for x in mine)), low=activity.must, high=1)
            for p in activity.people:
                self.of_person[p].append(a)

    def at_most(self, limit: int, stretches: list[Stretch]) -> None:
        """State that no more than ``limit`` of the stretches are under way at any moment."""
        for columns in at_once(stretches):
            if len({self.of_column[c] for c in columns}) > limit:
                self.program.row((1, columns), high=limit)

    def places(self) -> Places:
        """Read the solution."""
        solution = self.program.solution
        return tuple(
            next(((x.start, x.room) for x in starts if solution[x.column] > 0.5), None)
            for starts in self.starts
        )
