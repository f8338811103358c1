"""The portfolio: which of CP-SAT's searches prove what (figures: benchmarks/measured.md).

CP-SAT's own choice for few threads is poor, and no search is good at everything.

The strategies for problems in which nothing is optional and breaks alone count (those named after
cores) serve published benchmarks only: the business-to-business problems.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from models import Goal
from scheduler.compiling import Compiled

FEW_DECISIONS = 3000
"""Literals of starts and rooms up to which a search with the whole LP is quick."""

MOST_DECISIONS = 30_000
"""Above this the whole is left to neighbourhoods and relaxations."""

COUNTING: frozenset[Goal] = frozenset({"breaks"})
"""Goals that are proven by counting rather than by weighing costs against each other."""


@dataclass(frozen=True)
class Strategy:
    """Searches that run side by side, one for each thread, and for how long.

    Attributes
    ----------
    subsolvers
        Their names in CP-SAT; empty: its own choice.
    linearization
        How much of the model its linear relaxations hold, 0 to 2.
    seconds
        After which the next strategy takes over; None: until the end.
    relax
        Whether our own linear relaxation is solved beforehand.
    attaining
        A search for a timetable that attains the lower bound, beside those that raise it.
    """

    subsolvers: tuple[str, ...] = ()
    linearization: int = 2
    seconds: float | None = None
    relax: bool = True
    attaining: str | None = None


WEIGHING = Strategy(("lb_tree_search", "pseudo_costs"))
"""Where costs are weighed and requests may be left out: relaxations prove most."""

CORES = Strategy(("core", "no_lp"), linearization=1, relax=False)
"""Where everything has to take place: unsatisfiable cores, and clause learning without LP."""

CORES_AND_ATTAINING = Strategy(("core",), linearization=1, relax=False, attaining="no_lp")
"""Where the bound is soon right, but no timetable is found that attains it."""

CORES_AND_LP = Strategy(("max_lp", "core"), linearization=1, relax=False)
"""Where only the LP and its cuts see that numbers do not fit (an odd number of seats)."""

CORES_SECONDS, LP_SECONDS = 5.0, 4.0
"""By then each has mostly proven those small problems that it can prove."""

REFUTING_SECONDS = 2.0
"""By then both searches together mostly see that a larger problem has no timetable. Cores alone are
slow to see it, and attaining would refute one value after the other."""


def without_tree(strategy: Strategy) -> Strategy:
    """Return a strategy without the tree search, which has given wrong answers and died."""
    names = tuple("max_lp" if n == "lb_tree_search" else n for n in strategy.subsolvers)
    return replace(strategy, subsolvers=names)


def strategies(goals: Collection[Goal], compiled: Compiled, workers: int) -> tuple[Strategy, ...]:
    """Return the strategies for a tier of these goals, in order; the last one runs to the end."""
    decisions = sum(len(a.starts) + len(a.rooms) for a in compiled.activities)
    counts = COUNTING.issuperset(goals) and all(a.must for a in compiled.activities)
    if not counts or decisions > MOST_DECISIONS:
        return (WEIGHING if workers == 2 else Strategy(),)
    if workers != 2:
        return (Strategy(linearization=1, relax=False),)
    if decisions > FEW_DECISIONS:
        return (replace(CORES, seconds=REFUTING_SECONDS), CORES_AND_ATTAINING)
    return (
        replace(CORES, seconds=CORES_SECONDS),
        replace(CORES_AND_LP, seconds=LP_SECONDS),
        CORES_AND_ATTAINING,
    )
