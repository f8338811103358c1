"""Replanning the Hanoi timetable after seeded disruptions, beside a solve from nothing.

Run as ``python -m benchmarks.replan --count 200 --out FILE``.
"""

import argparse
import json
import os
import platform
import statistics
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.disruptions import disrupted
from models import Instance, Timetable
from scheduler import check, diff, load_instance, replan, solve
from scheduler.solving import versions

INSTANCES = Path(__file__).resolve().parents[1] / "instances"
LIMIT = 15.0
BASE_LIMIT = 20.0
"""Seconds for a replan, or a solve afresh; and for each timetable that was promised."""


def measured(before: Instance, after: Instance, timetable: Timetable) -> dict[str, Any]:
    """Replan once; tell how long it took, what is proven and what changes."""
    began = time.monotonic()
    outcome = replan(after, timetable, time_limit=LIMIT)
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
            "delegations": len(changes.notices),
            **parts["stability"],
        }
    return row


def afresh(after: Instance, timetable: Timetable, seconds: float) -> dict[str, Any]:
    """Solve with no regard to what was promised; tell how much that changes."""
    outcome = solve(after, time_limit=seconds)
    if outcome.timetable is None:
        return {"status": outcome.status}
    changes = diff(after, timetable, outcome.timetable)
    return {"status": outcome.status, "changes": changes.count, "told": len(changes.told)}


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures that the bars are about; infeasible facts are counted apart."""
    found = [row for row in rows if row["status"] != "infeasible"]
    return {
        "disruptions": len(rows),
        "infeasible": len(rows) - len(found),
        "valid": sum(row.get("violations") == 0 for row in found),
        "median_seconds": statistics.median(row["seconds"] for row in found),
        "proven_fewest": sum(row["proven"] for row in found),
        "median_changes": statistics.median(row.get("changes", 0) for row in found),
    }


def main() -> None:
    """Run and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--afresh", type=int, default=10, help="Every so manieth is solved anew.")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    hanoi = load_instance(INSTANCES / "hanoi-2025-10-14")
    earlier = load_instance(INSTANCES / "hanoi-2025-10-08")
    base = solve(hanoi, time_limit=BASE_LIMIT).timetable
    early = solve(earlier, time_limit=BASE_LIMIT).timetable
    assert base is not None
    assert early is not None
    editions = measured(earlier, hanoi, early)
    rows = []
    for number in range(given.first, given.first + given.count):
        kind, after = disrupted(hanoi, number)
        row = {"seed": number, "kind": kind, **measured(hanoi, after, base)}
        if number % given.afresh == 0:
            row["afresh"] = afresh(after, base, LIMIT)
        rows.append(row)
        print(json.dumps(row), flush=True)
        report = {
            "date": date.today().isoformat(),
            "machine": f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()}",
            "versions": versions(),
            "base_seed": 0,
            "limit_seconds": LIMIT,
            "base_limit_seconds": BASE_LIMIT,
            "editions_08_to_14": editions,
            "summary": summary(rows),
            "rows": rows,
        }
        given.out.write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
