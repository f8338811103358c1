"""Seconds of ``why`` and ``slots`` on Hanoi: ``python -m benchmarks.why``."""

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from scheduler import load_instance, slots, solve, why
from scheduler.solving import versions

ROOT = Path(__file__).resolve().parents[1]
SOLVE_SECONDS = 30.0
LIMIT = 20.0


def main() -> None:
    """Measure once each, and write what was measured beside earlier results."""
    instance = load_instance(ROOT / "instances" / "hanoi-2025-10-14")
    outcome = solve(instance, time_limit=SOLVE_SECONDS, seed=1)
    timetable = outcome.timetable
    assert timetable is not None
    placed = {p.activity: p for p in timetable.placements if p.start is not None}
    bilaterals = [a.id for a in instance.activities if a.kind == "bilateral"]
    met = [name for name in bilaterals if name in placed]
    unmet = [name for name in bilaterals if name not in placed][:3]
    wish = placed[met[1]].start
    results: dict[str, object] = {"versions": versions(), "unscheduled": len(outcome.unscheduled)}
    for name in (met[0], *unmet):
        results[f"slots free {name}"] = _timed(
            lambda n=name: slots(instance, timetable, n, time_limit=0)
        )
        results[f"slots {name}"] = _timed(lambda n=name: slots(instance, timetable, n))
    results[f"why {met[0]}"] = _timed(lambda: why(instance, timetable, met[0]))
    for name in unmet:
        results[f"why {name}"] = _timed(
            lambda n=name: why(instance, timetable, n, time_limit=LIMIT, seed=1)
        )
    results[f"why {met[0]} --at"] = _timed(
        lambda: why(instance, timetable, met[0], at=wish, time_limit=LIMIT, seed=1)
    )
    text = json.dumps(results, indent=1)
    (ROOT / "benchmarks" / "results" / f"why-{date.today()}.json").write_text(text + "\n")
    print(text)


def _timed(ask: Callable[[], object]) -> dict[str, object]:
    begun = time.monotonic()
    answer = ask()
    timed: dict[str, object] = {"seconds": round(time.monotonic() - begun, 2)}
    forced = getattr(answer, "forced", None)
    if forced is not None:
        timed |= {"status": forced.status, "fewest": forced.fewest}
        timed |= {"moved": len(forced.moved), "dropped": len(forced.dropped)}
    return timed


if __name__ == "__main__":
    main()
