"""Goals of the time-indexed program."""

from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise

from benchmarks.peers.answers import Unsupported, weights_of
from benchmarks.peers.mip_rules import breaks_of
from benchmarks.peers.mip_variables import Start, Ticks
from models import Goal


def add_goals(ticks: Ticks) -> None:
    """Put the weighted sum of the goals of the one tier into the costs.

    Raises
    ------
    Unsupported
        The policy has goals that this program does not support.
    """
    for goal, weight in weights_of(ticks.instance, GOALS).items():
        GOALS[goal](ticks, weight)


def coverage(ticks: Ticks, weight: int) -> None:
    """Priority points of what is left out."""
    for a, activity in enumerate(ticks.compiled.activities):
        if activity.source.optional:
            points = weight * activity.source.priority
            ticks.program.offset += points
            for x in ticks.starts[a]:
                ticks.program.cost[x.column] -= points


def preference(ticks: Ticks, weight: int) -> None:
    """Start costs."""
    clock = ticks.instance.clock
    for a, activity in enumerate(ticks.compiled.activities):
        if activity.source.wished_spans or activity.source.wished_rooms or activity.usual:
            raise Unsupported("wished spans and rooms, and usual hours")
        for priced in activity.source.start_costs:
            low, high = clock.interval(priced.span)
            for x in ticks.starts[a]:
                if low <= x.start < high:
                    ticks.program.cost[x.column] += weight * priced.cost


def audience(ticks: Ticks, weight: int) -> None:
    """Minutes of workshops of one topic in parallel, beyond the first."""
    weights = ticks.instance.policy.audience
    topics: dict[str, list[Start]] = defaultdict(list)
    for a, activity in enumerate(ticks.compiled.activities):
        source = activity.source
        if source.wished_people and weights.wished_missing:
            raise Unsupported("wished people")
        if source.audience and weights.seats_short:
            raise Unsupported("expected audiences")
        for topic in dict.fromkeys(source.topics) if source.kind == "workshop" else ():
            topics[topic] += ticks.starts[a]
    for starts in topics.values() if weights.parallel_minutes else ():
        moments = sorted({x.start for x in starts} | {x.end for x in starts})
        for moment, following in pairwise(moments):
            columns = [x.column for x in starts if x.start <= moment < x.end]
            most = len({ticks.of_column[c] for c in columns})
            if most > 1:
                minutes = weight * weights.parallel_minutes * (following - moment)
                beyond = ticks.program.column(minutes, most - 1, whole=False)
                ticks.program.row((1, [beyond]), (-1, columns), low=-1)


def breaks(ticks: Ticks, weight: int) -> None:
    """Number of breaks."""
    for p in list(ticks.of_person):
        for column in breaks_of(ticks, p, exact=False):
            ticks.program.cost[column] += weight


GOALS: dict[Goal, Callable[[Ticks, int], None]] = {
    "coverage": coverage,
    "preference": preference,
    "audience": audience,
    "breaks": breaks,
}
