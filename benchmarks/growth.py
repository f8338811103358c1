"""How the time of every step grows with the instance: from 50 to 4000 bilaterals.

    python -m benchmarks.growth --time-limit 120              # about half an hour
    python -m benchmarks.growth --time-limit 10 --sizes 50 100

Writes benchmarks/results/growth-DATE as JSON, as a table in Markdown and as a plot. Each size is
read, planned, checked, written as tables and drawn in one process, and formulated as a whole in
another, so that the peak memory of each is known.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.growth_report import markdown, plot
from benchmarks.runs import SEED, WORKERS, Figures, header, in_process, keep, tell
from models import Policy
from scheduler import Progress, check, load_instance, save_instance, solve, tables, write_charts
from scheduler.compiling import cleared, compile_instance
from scheduler.formulation import formulate
from scheduler.generating import Size, planted

SIZES = {
    size.bilaterals: size
    for size in (
        Size(heads=32, days=1, bilaterals=50, workshops=4, side_events=1, seed=SEED),
        Size(heads=64, days=1, bilaterals=100, workshops=7, side_events=2, seed=SEED),
        Size(heads=64, days=2, bilaterals=200, workshops=14, side_events=3, seed=SEED),
        Size(heads=96, days=3, bilaterals=400, workshops=27, side_events=6, seed=SEED),
        Size(heads=128, days=4, bilaterals=800, workshops=54, side_events=11, seed=SEED),
        Size(heads=193, days=5, bilaterals=1600, workshops=107, side_events=21, seed=SEED),
        Size(heads=193, days=10, bilaterals=4000, workshops=300, side_events=60, seed=SEED),
    )
}
"""About three meetings a day for each head; rooms and booths grow with the load. The last two are
like a week of the United Nations and a climate conference."""

LONGEST = 900.0
"""Seconds that any step but the search may take."""

T = TypeVar("T")


def steps(folder: Path, time_limit: float) -> Figures:
    """Read, compile, plan for coverage, check, write tables and charts."""
    instance, read = _timed(lambda: load_instance(folder))
    compiled, compiling = _timed(lambda: cleared(compile_instance(instance)))
    told: list[Progress] = []
    outcome = solve(
        instance,
        time_limit=time_limit,
        workers=WORKERS,
        seed=SEED,
        policy=Policy(tiers=({"coverage": 1},)),
        on_progress=told.append,
    )
    figures: Figures = {
        "activities": len(instance.activities),
        "starts": sum(len(activity.starts) for activity in compiled.activities),
        "read": read,
        "compile": compiling,
        "status": outcome.status,
        "first": outcome.first_seconds,
    }
    timetable = outcome.timetable
    if timetable is None:
        return figures
    final = outcome.tiers[0].value
    near = (p.seconds for p in told if p.value is not None and p.value <= 1.01 * final)
    report, refereeing = _timed(lambda: check(instance, timetable))
    _, tabling = _timed(
        lambda: [
            tables.assignments(timetable, instance),
            tables.itineraries(timetable, instance),
            tables.unscheduled(timetable, instance),
            tables.goals(outcome),
        ]
    )
    with tempfile.TemporaryDirectory() as out:
        _, drawing = _timed(lambda: write_charts(timetable, instance, out))
    return figures | {
        "near": round(next(near, outcome.wall_seconds), 3),
        "value": final,
        "bound": outcome.tiers[0].bound,
        "hard_violations": len(report.violations),
        "solve": outcome.wall_seconds,
        "referee": refereeing,
        "tables": tabling,
        "charts": drawing,
    }


def whole(folder: Path) -> Figures:
    """Formulate everything at once, which a solve does not do for a large instance."""
    compiled = cleared(compile_instance(load_instance(folder)))
    _, building = _timed(lambda: formulate(compiled))
    return {"build": building}


def _timed(step: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    made = step()
    return made, round(time.perf_counter() - began, 4)


def measured(bilaterals: int, time_limit: float) -> Figures:
    """Generate one size into a folder, and measure it."""
    size = SIZES[bilaterals]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "instance"
        save_instance(planted(size)[0], folder)
        both = [
            in_process(
                "growth",
                ["--part", part, str(folder), "--time-limit", str(time_limit)],
                limit=LONGEST + time_limit,
            )
            for part in ("steps", "whole")
        ]
    row: Figures = {"bilaterals": bilaterals, "heads": size.heads, "days": size.days}
    return row | both[0] | {f"whole_{name}": figure for name, figure in both[1].items()}


def main() -> None:
    """Measure all sizes and write the figures; or, in a process of its own, a part of one size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time-limit", type=float, default=120.0, help="seconds for each search")
    parser.add_argument("--sizes", nargs="+", type=int, choices=list(SIZES), default=list(SIZES))
    parser.add_argument("--part", nargs=2, metavar=("PART", "FOLDER"), help="for itself")
    options = parser.parse_args()
    if options.part:
        part, folder = options.part[0], Path(options.part[1])
        tell(steps(folder, options.time_limit) if part == "steps" else whole(folder))
        return
    results = header() | {"time_limit": options.time_limit}
    rows = []
    for bilaterals in options.sizes:
        rows.append(measured(bilaterals, options.time_limit))
        print(rows[-1], flush=True)
    path = keep("growth", results | {"sizes": rows})
    lines = "\n".join(markdown(rows))
    path.with_suffix(".md").write_text(lines + "\n", encoding="utf-8")
    plot(rows, path.with_suffix(".png"))
    print("", lines, "", f"written to {path}, .md and .png", sep="\n")


if __name__ == "__main__":
    main()
