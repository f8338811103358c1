"""Replanning the Hanoi timetable after seeded disruptions, compared with solving it afresh.

Run as ``python -m benchmarks.replan --count 200``.
"""

import argparse
import json
import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks.connections import unconnected
from benchmarks.disruptions import disrupted
from benchmarks.runs import SEED, WORKERS, header, keep
from models import Instance, Timetable
from scheduler import check, diff, load_instance, replan, solve
from scheduler.solving import Disagreement

INSTANCES = Path(__file__).resolve().parents[1] / "instances"
LIMIT = 15.0
BASE_LIMIT = 20.0
"""Seconds for a replan, or for solving afresh; and for each previous timetable."""


def published(instance: Instance) -> Timetable:
    """Return the previous timetable."""
    found = solve(instance, time_limit=BASE_LIMIT, workers=WORKERS, seed=SEED).timetable
    assert found is not None
    return found


def measured(before: Instance, after: Instance, timetable: Timetable) -> dict[str, Any]:
    """Replan once; return how long it took, what is proven and what changes."""
    began = time.monotonic()
    try:
        outcome = replan(after, timetable, time_limit=LIMIT, workers=WORKERS, seed=SEED)
    except Disagreement as refusal:
        seconds = round(time.monotonic() - began, 2)
        return {"seconds": seconds, "status": "refused", "message": str(refusal), "proven": False}
    row: dict[str, Any] = {
        "seconds": round(time.monotonic() - began, 2),
        "status": outcome.status,
        "message": outcome.message,
        "proven": bool(outcome.tiers) and all(t.status == "optimal" for t in outcome.tiers[:2]),
    }
    if outcome.timetable is not None:
        changes = diff(after, timetable, outcome.timetable, before)
        parts = {g.goal: g.parts for g in outcome.goals}
        row |= {
            "violations": len(check(after, outcome.timetable).violations),
            "changes": changes.count,
            "unconnected": unconnected(before, after, changes),
            "delegations": len(changes.notices),
            **parts["stability"],
        }
    return row


def afresh(after: Instance, timetable: Timetable) -> dict[str, Any]:
    """Solve without regard to the previous timetable; return how much that changes."""
    outcome = solve(after, time_limit=LIMIT, workers=WORKERS, seed=SEED)
    if outcome.timetable is None:
        return {"status": outcome.status}
    changes = diff(after, timetable, outcome.timetable)
    return {"status": outcome.status, "changes": changes.count, "told": len(changes.told)}


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures over all disruptions; infeasible ones are counted separately."""
    found = [row for row in rows if row["status"] != "infeasible"]
    return {
        "disruptions": len(rows),
        "infeasible": len(rows) - len(found),
        "valid": sum(row.get("violations") == 0 for row in found),
        "median_seconds": statistics.median(row["seconds"] for row in found),
        "proven_fewest": sum(row["proven"] for row in found),
        "with_unconnected_changes": sum(bool(row.get("unconnected")) for row in found),
        "median_changes": statistics.median(row.get("changes", 0) for row in found),
    }


def main() -> None:
    """Run, and write the results after each disruption."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="Disruptions, seeds from 0.")
    parser.add_argument(
        "--afresh", type=int, default=20, help="One in this many is solved afresh too."
    )
    given = parser.parse_args()
    began = header() | {"limit_seconds": LIMIT, "base_limit_seconds": BASE_LIMIT}
    hanoi = load_instance(INSTANCES / "hanoi-2025-10-14")
    earlier = load_instance(INSTANCES / "hanoi-2025-10-08")
    base, early = published(hanoi), published(earlier)
    editions = measured(earlier, hanoi, early)
    print(json.dumps(editions), flush=True)
    rows: list[dict[str, Any]] = []
    for number in range(given.count):
        kind, after = disrupted(hanoi, number)
        row = {"disruption": number, "kind": kind, **measured(hanoi, after, base)}
        if number % given.afresh == 0:
            row["afresh"] = afresh(after, base)
        rows.append(row)
        print(json.dumps(row), flush=True)
        figures = {"editions_08_to_14": editions, "summary": summary(rows), "disruptions": rows}
        keep("replan", began | figures)


if __name__ == "__main__":
    main()
