"""What each search of the portfolio tells of small instances, against brute force.

Run as ``python -m benchmarks.bounds``: 300 drawn instances, every tier, every search alone; about
ten minutes (``--seed`` and ``--count`` for a part). A search that says anything untrue is listed,
and the exit code is 1.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.runs import Figures, header, keep
from scheduler.compiling import cleared, compile_instance
from scheduler.solving.core.cpsat import Effort, Stop
from scheduler.solving.core.problem import PLAIN, Problem
from scheduler.solving.exact.portfolio import NAMES
from scheduler.solving.exact.proof import Prover
from scheduler.solving.exact.tasks import Proof, Proven
from tests.drawing.trying import try_drawn
from tests.solving.conftest import best_values

COUNT = 300
SECONDS = 2.0
"""For one search of one tier; they take some hundredths."""

TREE = "lb_tree_search"
"""It was suspected once, and is compared though it proves nothing any more."""

Best = tuple[int, ...] | None


def untrue(drawn: Any, best: Best, name: str, seed: int) -> Iterator[str]:
    """Yield what one search tells of the tiers of a drawn instance that is not so.

    Each tier is proven with the earlier ones at their best values, and then attained from 0.
    """
    request = (
        PLAIN if drawn.previous is None else PLAIN.model_copy(update={"previous": drawn.previous})
    )
    compiled = cleared(compile_instance(drawn.instance))
    if any(activity.must and not activity.starts for activity in compiled.activities):
        return  # nothing is left to search
    problem = Problem(drawn.instance, compiled, request)
    prover, stop = Prover(problem), Stop()
    effort = Effort(SECONDS, seed=seed, subsolvers=(name,))
    for tier in range(len(problem.tiers)):
        proof = Proof(tier, effort, None if tier == 0 else best)
        told: list[float] = []
        proven = prover.prove(proof, stop, lambda: 1 << 60, lambda *_: None, told.append)
        yield from _judged(tier, best, proven, told)
        if best is None:
            return
        attained = prover.attain(proof, stop, lambda: 0, lambda *_: None, told.append)
        if attained.bound > best[tier] or (attained.places and attained.bound < best[tier]):
            yield f"tier {tier}: attained at {attained.bound:g}, best {best[tier]}"


def _judged(tier: int, best: Best, proven: Proven, told: Sequence[float]) -> Iterator[str]:
    if best is None:
        if proven.places is not None:
            yield f"tier {tier}: {proven.value:g}, but there is no timetable"
        return
    if proven.infeasible:
        yield f"tier {tier}: said to be infeasible, best {best[tier]}"
    bound, value = round(max(proven.bound, *told, 0)), round(proven.value)
    if bound > best[tier]:
        yield f"tier {tier}: bound {bound}, best {best[tier]}"
    if proven.places is not None and value < best[tier]:
        yield f"tier {tier}: value {value}, best {best[tier]}"
    if proven.complete and value != best[tier]:
        yield f"tier {tier}: {value} said to be optimal, best {best[tier]}"


def main() -> None:
    """Compare, print what is untrue, and keep the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="Instances.")
    parser.add_argument("--seed", type=int, default=1, help="Which ones.")
    given = parser.parse_args()
    tried: Counter[str] = Counter()
    lies: dict[str, list[str]] = {}
    began = header()

    def compare(drawn: Any, chance: Any) -> None:
        best, seed = best_values(drawn), chance.below(1000)
        tried["infeasible" if best is None else "feasible"] += 1
        for name in (*NAMES, TREE):
            tried[name] += 1
            for lie in untrue(drawn, best, name, seed):
                lies.setdefault(name, []).append(lie)
                print(f"{name}: {lie}", flush=True)

    try_drawn(compare, examples=given.count, seed=given.seed)
    figures: Figures = {"tried": tried, "untrue": lies}
    print(figures)
    keep(f"bounds-{given.seed}", began | figures)
    sys.exit(bool(lies))


if __name__ == "__main__":
    main()
