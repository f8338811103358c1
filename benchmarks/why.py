"""Seconds of ``why`` and ``slots`` on Hanoi: ``python -m benchmarks.why``."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.runs import SEED, Figures, header, keep
from scheduler import load_instance, slots, solve, why

ROOT = Path(__file__).resolve().parents[1]
SOLVE_SECONDS = 30.0
LIMIT = 20.0


def main() -> None:
    """Measure each once, and write the figures to a file."""
    instance = load_instance(ROOT / "instances" / "hanoi-2025-10-14")
    outcome = solve(instance, time_limit=SOLVE_SECONDS, seed=SEED)
    timetable = outcome.timetable
    assert timetable is not None
    placed = {p.activity: p for p in timetable.placements if p.start is not None}
    bilaterals = [a.id for a in instance.activities if a.kind == "bilateral"]
    met = [name for name in bilaterals if name in placed]
    unmet = [name for name in bilaterals if name not in placed][:3]
    wish = placed[met[1]].start
    results: Figures = header() | {"unscheduled": len(outcome.unscheduled)}
    for name in (met[0], *unmet):
        results[f"slots free {name}"] = _timed(
            partial(slots, instance, timetable, name, time_limit=0)
        )
        results[f"slots {name}"] = _timed(partial(slots, instance, timetable, name))
    results[f"why {met[0]}"] = _timed(partial(why, instance, timetable, met[0]))
    for name in unmet:
        results[f"why {name}"] = _timed(
            partial(why, instance, timetable, name, time_limit=LIMIT, seed=SEED)
        )
    results[f"why {met[0]} --at"] = _timed(
        partial(why, instance, timetable, met[0], at=wish, time_limit=LIMIT, seed=SEED)
    )
    for name, figures in results.items():
        print(name, figures)
    print(f"written to {keep('why', results)}")


def _timed(ask: Callable[[], object]) -> Figures:
    begun = time.monotonic()
    answer = ask()
    timed: Figures = {"seconds": round(time.monotonic() - begun, 2)}
    forced = getattr(answer, "forced", None)
    if forced is not None:
        timed |= {"status": forced.status, "fewest": forced.fewest}
        timed |= {"moved": len(forced.moved), "dropped": len(forced.dropped)}
    return timed


if __name__ == "__main__":
    main()
