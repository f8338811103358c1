"""The portfolio: which of CP-SAT's searches prove what (figures: benchmarks/measured.md).

CP-SAT's own choice for few threads is poor, and no search is good at everything.

The strategies for problems in which nothing is optional and breaks alone count (those named after
cores) serve published benchmarks only: the business-to-business problems.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

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
    does
        ``prove``: they raise the bound; ``approach``: they seek better timetables, by steps;
        ``attain``: all together seek a timetable that attains the bound, and share what they learn.
    """

    subsolvers: tuple[str, ...] = ()
    linearization: int = 2
    seconds: float | None = None
    relax: bool = True
    attaining: str | None = None
    does: Literal["prove", "approach", "attain"] = "prove"


WEIGHING = Strategy(
    (
        "pseudo_costs",
        "reduced_costs",
        "objective_lb_search",
        "max_lp",
        "core",
        "no_lp",
        "quick_restart",
        "default_lp",
    )
)
"""Where costs are weighed and requests may be left out: relaxations prove most."""

CORES = Strategy(("core", "no_lp", "max_lp", "reduced_costs"), linearization=1, relax=False)
"""Where everything has to take place: unsatisfiable cores, and clause learning without LP."""

CORES_AND_ATTAINING = Strategy(
    ("core", "max_lp", "reduced_costs"), linearization=1, relax=False, attaining="no_lp"
)
"""Where the bound is soon right, but no timetable is found that attains it."""

APPROACHING = Strategy(
    ("no_lp", "default_lp", "max_lp"),
    linearization=0,
    relax=False,
    attaining="no_lp",
    does="approach",
)
"""Where such a timetable is long in coming: better ones on the way to it, meanwhile."""

ATTAINING = Strategy(("no_lp",) * 3, linearization=0, relax=False, does="attain")
"""Such a timetable sought by few threads together: what one refutes, no other needs to."""

CORES_AND_LP = Strategy(("max_lp", "core", "no_lp", "reduced_costs"), linearization=1, relax=False)
"""Where only the LP and its cuts see that numbers do not fit (an odd number of seats)."""

NAMES = tuple(dict.fromkeys((*WEIGHING.subsolvers, *CORES.subsolvers, *CORES_AND_LP.subsolvers)))
"""Every search that proves anything; benchmarks/bounds.py compares each with brute force."""

ALONE = Strategy(linearization=1, relax=False)
"""The same on a single thread, which cannot wait for one search after the other: CP-SAT's own."""

PROVING = {1: 1, 2: 1, 4: 2, 8: 3, 16: 4}
"""Threads that search the whole while the others search neighbourhoods, by number of workers.

Where there are no neighbourhoods, all do that, one for each name in a strategy. Values need many
neighbourhoods, a proof the right search: beyond four, further ones add little but memory.

======= ================================================= ========================= ==============
workers proof where costs are weighed                     counting, for its bound   neighbourhoods
======= ================================================= ========================= ==============
1       one search, in turns with neighbourhoods          CP-SAT's own, then steps  in turns
2       pseudo_costs                                      attaining, then as 4      1
4       pseudo_costs, reduced_costs                       all three, attaining      2
8       the same, objective_lb_search                     all three, attaining      5
16      the same, max_lp                                  all three, attaining      12
======= ================================================= ========================= ==============
"""

CORES_SECONDS, LP_SECONDS = 5.0, 4.0
"""By then each has mostly proven those small problems that it can prove."""

REFUTING_SECONDS = 2.0
"""By then both searches together mostly see that a larger problem has no timetable. Cores alone are
slow to see it, and attaining would refute one value after the other."""

ALONE_SECONDS = 10.0
"""After which a single thread seeks better timetables instead, down to the bound."""

ATTAINING_SECONDS = 30.0
"""After which few threads do several things side by side: by then they have mostly found it."""

TURNS = ((5.0, 5.0), (25.0, 10.0))
"""How long better timetables are sought, and then how long the bound is raised, while one thread
goes on looking for a timetable that attains it; after that they are sought to the end."""


def proving_threads(workers: int) -> int:
    """Return how many of the threads search the whole while neighbourhoods are searched."""
    return PROVING[max(known for known in PROVING if known <= workers)]


def cautiously(strategy: Strategy) -> Strategy:
    """Return a strategy with CP-SAT's search for one thread, in which nothing is shared."""
    return replace(strategy, subsolvers=(), attaining=None, does="prove")


def strategies(goals: Collection[Goal], compiled: Compiled, workers: int) -> tuple[Strategy, ...]:
    """Return the strategies for a tier of these goals, in order; the last one runs to the end."""
    decisions = sum(len(a.starts) + len(a.rooms) for a in compiled.activities)
    counts = COUNTING.issuperset(goals) and all(a.must for a in compiled.activities)
    if not counts or decisions > MOST_DECISIONS:
        return (WEIGHING,)
    if workers == 1:
        return (replace(ALONE, seconds=ALONE_SECONDS), replace(APPROACHING, attaining=None))
    turns = [
        replace(one, seconds=most)
        for pair in TURNS
        for one, most in zip((APPROACHING, CORES_AND_ATTAINING), pair, strict=True)
    ]
    if workers <= len(ATTAINING.subsolvers):
        turns.insert(0, replace(ATTAINING, seconds=ATTAINING_SECONDS))
    if decisions > FEW_DECISIONS:
        return (replace(CORES, seconds=REFUTING_SECONDS), *turns, APPROACHING)
    return (
        replace(CORES, seconds=CORES_SECONDS),
        replace(CORES_AND_LP, seconds=LP_SECONDS),
        *turns,
        APPROACHING,
    )


def whose_turn(some: Sequence[Strategy], ended: int, *, found: bool) -> Strategy:
    """Return the strategy that follows when so many searches have ended.

    Without a timetable there is nothing to go on from, so those that approach are left out; the
    last of the others then goes on for twice as long each time.
    """
    able = [one for one in some if found or one.does != "approach"]
    over = max(0, ended - len(able) + 1)
    one = able[ended - over]
    return one if one.seconds is None else replace(one, seconds=one.seconds * 2**over)
