"""Where a timetable loses against a relaxation: by the reduced costs of what it chooses.

Its value is the bound, the reduced costs of what it chooses, and the prices of what it leaves
unused (complementary slackness). Mostly a handful of people has all of that.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.clock import Minute
from scheduler.compiling import Places
from scheduler.formulation import Variables
from scheduler.formulation.programs import Floats

LEAST = 0.01
"""Smaller ones are left out: nearly all are about 0."""


@dataclass(frozen=True)
class Losses:
    """What is lost by each choice.

    Attributes
    ----------
    placed, left_out
        By activity: what is lost if it takes place, or if it does not.
    starts
        By activity and start: what is lost if it starts then.
    """

    placed: Mapping[int, float]
    left_out: Mapping[int, float]
    starts: Mapping[tuple[int, Minute], float]

    def of(self, places: Places) -> dict[int, float]:
        """Return what the place of each activity loses, where it loses anything."""
        lost = {}
        for a, place in enumerate(places):
            if place is None:
                here = self.left_out.get(a, 0.0)
            else:
                here = self.placed.get(a, 0.0) + self.starts.get((a, place[0]), 0.0)
            if here > 0:
                lost[a] = here
        return lost


def losses(variables: Variables, reduced: Floats) -> Losses:
    """Return the losses by the reduced costs of a formulation's decisions."""
    present = {
        a: float(reduced[literal.index])
        for a, literal in enumerate(variables.present)
        if abs(reduced[literal.index]) > LEAST
    }
    return Losses(
        placed={a: cost for a, cost in present.items() if cost > 0},
        left_out={a: -cost for a, cost in present.items() if cost < 0},
        starts={
            (a, start): float(reduced[literal.index])
            for a, starts in enumerate(variables.starts)
            for start, literal in (starts.items() if len(starts) > 1 else ())
            if reduced[literal.index] > LEAST
        },
    )
