"""Which of CP-SAT's searches prove what: measured, see benchmarks/measured.md.

CP-SAT's own choice for few threads is poor, and none is good at everything.

The strategies for problems in which nothing is optional and breaks alone count (those named after
cores) serve published benchmarks only: the business-to-business problems.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from models import Goal
from scheduler.compiling import Compiled

FEW_DECISIONS = 3000
"""So few literals of starts and rooms leave a search with the whole LP quick."""

MOST_DECISIONS = 30_000
"""With more of them a search of the whole is left to neighbourhoods and relaxations."""

COUNTING: frozenset[Goal] = frozenset({"breaks"})
"""Goals that are proven by counting what people have rather than by weighing costs."""


@dataclass(frozen=True)
class Strategy:
    """Searches that run side by side, one for each thread, and for how long.

    Attributes
    ----------
    subsolvers
        CP-SAT's names; empty: its own choice.
    linearization
        How much of the model its linear relaxations hold, 0 to 2.
    seconds
        After which the next strategy takes over; None: until the end.
    relax
        Whether this project's own linear relaxation pays beforehand.
    attaining
        A search for a timetable worth no more than the bound, beside those that raise it.
    """

    subsolvers: tuple[str, ...] = ()
    linearization: int = 2
    seconds: float | None = None
    relax: bool = True
    attaining: str | None = None


WEIGHING = Strategy(("lb_tree_search", "pseudo_costs"))
"""Costs against each other, some of it left out: relaxations say most."""

CORES = Strategy(("core", "no_lp"), linearization=1, relax=False)
"""Everything has to take place: clause learning from unsatisfiable cores, and without LP."""

CORES_AND_REACH = Strategy(("core",), linearization=1, relax=False, attaining="no_lp")
"""Where the bound is soon right but no timetable is found that attains it."""

CORES_AND_LP = Strategy(("max_lp", "core"), linearization=1, relax=False)
"""Where a total leaves no room (an odd seat), which only the LP and its cuts see."""

CORES_SECONDS, LP_SECONDS = 5.0, 4.0
"""What the one or the other closes in a small problem, it mostly closes by then."""

REFUTING_SECONDS = 2.0
"""Where a larger problem has no timetable at all, both searches together mostly see it by then;
apart, the one is slow to, and the other refutes one worth after the other."""


def without_tree(strategy: Strategy) -> Strategy:
    """Return a strategy without the tree search, which was seen to answer wrongly and to die."""
    names = tuple("max_lp" if n == "lb_tree_search" else n for n in strategy.subsolvers)
    return replace(strategy, subsolvers=names)


def strategies(goals: Collection[Goal], compiled: Compiled, workers: int) -> tuple[Strategy, ...]:
    """Return how to prove a tier of these goals: in this order, the last one to the end."""
    decisions = sum(len(a.starts) + len(a.rooms) for a in compiled.activities)
    counts = COUNTING.issuperset(goals) and all(a.must for a in compiled.activities)
    if not counts or decisions > MOST_DECISIONS:
        return (WEIGHING if workers == 2 else Strategy(),)
    if workers != 2:
        return (Strategy(linearization=1, relax=False),)
    if decisions > FEW_DECISIONS:
        return (replace(CORES, seconds=REFUTING_SECONDS), CORES_AND_REACH)
    return (
        replace(CORES, seconds=CORES_SECONDS),
        replace(CORES_AND_LP, seconds=LP_SECONDS),
        CORES_AND_REACH,
    )
