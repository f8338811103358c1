"""Measure the main job on the Hanoi instance, beside the plain interval formulation.

    python -m benchmarks.hanoi            # about 6 minutes; writes benchmarks/results/

Each part runs in a process of its own, one after the other, on the same machine.
"""

import time
from collections.abc import Callable

from benchmarks.peers.plain_intervals import solve_plain
from benchmarks.runs import ROOT, SEED, WORKERS, Figures, run_parts
from models import Instance, Outcome, Policy
from scheduler import check, load_instance, solve
from scheduler.compiling import cleared, compile_instance
from scheduler.formulation import formulate
from scheduler.solving import Progress

INSTANCE = ROOT.parent / "instances" / "hanoi-2025-10-14"
SECONDS = 60.0


def build() -> Figures:
    """Seconds to read, compile and formulate, median of five."""
    runs = []
    for _ in range(5):
        began = time.perf_counter()
        instance = load_instance(INSTANCE)
        read = time.perf_counter()
        compiled = cleared(compile_instance(instance))
        formulate(compiled)
        runs.append((read - began, time.perf_counter() - read))
    read_seconds, built_seconds = (sorted(column)[2] for column in zip(*runs, strict=True))
    return {"read_seconds": round(read_seconds, 3), "built_seconds": round(built_seconds, 3)}


def all_tiers() -> Figures:
    """The whole policy for a minute."""
    outcome, _ = _solved(load_instance(INSTANCE))
    return {
        "status": outcome.status,
        "first_refereed_seconds": outcome.first_seconds,
        "wall_seconds": outcome.wall_seconds,
        "tiers": [tier.model_dump(mode="json") for tier in outcome.tiers],
    }


def coverage() -> Figures:
    """Coverage alone, until proven."""
    return _coverage(load_instance(INSTANCE))


def coverage_on_5_minutes() -> Figures:
    """The same event with starts every 5 minutes."""
    finer = load_instance(INSTANCE).model_copy(update={"grid_minutes": 5})
    return _coverage(finer)


def plain_intervals() -> Figures:
    """The plain interval formulation, coverage, CP-SAT's own settings."""
    instance = _coverage_alone(load_instance(INSTANCE))
    answer = solve_plain(instance, time_limit=SECONDS, workers=WORKERS)
    violations = len(check(instance, answer.timetable).violations) if answer.timetable else None
    return {
        "status": answer.status,
        "value": answer.value,
        "bound": answer.bound,
        "first_seconds": answer.first_seconds and round(answer.first_seconds, 2),
        "seconds": round(answer.seconds, 2),
        "built_seconds": round(answer.build_seconds, 3),
        "hard_violations": violations,
    }


def _coverage(instance: Instance) -> Figures:
    outcome, reached = _solved(_coverage_alone(instance))
    tier = outcome.tiers[0]
    return {
        "status": outcome.status,
        "value": tier.value,
        "bound": tier.bound,
        "first_refereed_seconds": outcome.first_seconds,
        "best_value_seconds": reached,
        "ended_seconds": outcome.wall_seconds,
    }


def _coverage_alone(instance: Instance) -> Instance:
    return instance.model_copy(update={"policy": Policy(tiers=({"coverage": 1},))})


def _solved(instance: Instance) -> tuple[Outcome, float]:
    best: list[Progress] = []

    def keep(progress: Progress) -> None:
        if not best or progress.value != best[-1].value:
            best.append(progress)

    outcome = solve(instance, time_limit=SECONDS, workers=WORKERS, seed=SEED, on_progress=keep)
    return outcome, round(best[-1].seconds, 2)


PARTS: dict[str, Callable[[], Figures]] = {
    "build": build,
    "coverage": coverage,
    "plain intervals": plain_intervals,
    "coverage on a 5-minute grid": coverage_on_5_minutes,
    "all tiers": all_tiers,
}


if __name__ == "__main__":
    run_parts("hanoi", __doc__, PARTS, INSTANCE)
