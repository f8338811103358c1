"""Measure explanations: the published slots, and seeded breakages of the Hanoi instance.

    python -m benchmarks.explain            # about 5 minutes; writes benchmarks/results/

A breakage counts as explained if every planted cause is among the facts of the conflicts,
each conflict is proven minimal, and the repairs that are offered work.
"""

import argparse
import time
from collections.abc import Iterable
from statistics import median

from benchmarks.breakages import Breakage, breakages
from benchmarks.runs import ROOT, SEED, WORKERS, Figures, header, keep
from scheduler import Explanation, explain, load_instance, preflight

INSTANCES = ROOT.parent / "instances"
SECONDS = 10.0
COUNT = 50


def published_slots() -> Figures:
    """The published slots, which leave 36 places for the workshops, and what would help."""
    instance = load_instance(INSTANCES / "hanoi-published-slots")
    told = explain(instance, time_limit=SECONDS, workers=WORKERS, seed=SEED)
    return figures(told) | {"summaries": [conflict.summary for conflict in told.conflicts]}


def figures(told: Explanation) -> Figures:
    """The figures of an explanation."""
    return {
        "status": told.status,
        "seconds": told.seconds,
        "conflicts": len(told.conflicts),
        "complete": told.complete,
        "proven_minimal": all(conflict.proven_minimal for conflict in told.conflicts),
        "facts": max((len(conflict.facts) for conflict in told.conflicts), default=0),
        "repairs": len(told.repairs),
        "left_out": len(told.partial.left_out) if told.partial else None,
    }


def broken(case: Breakage) -> Figures:
    """Explain one breakage and compare with what was planted."""
    told = explain(case.instance, time_limit=SECONDS, workers=WORKERS, seed=SEED)
    named = {(f.table, f.column, subject) for f in told.facts for subject in f.subjects}
    missing = [cause for cause in case.planted if cause not in named]
    return {"breakage": case.name, **figures(told), "missing": missing}


def preflight_seconds() -> float:
    """Median of five preflights of the Hanoi instance."""
    instance = load_instance(INSTANCES / "hanoi-2025-10-14")
    runs = []
    for _ in range(5):
        began = time.perf_counter()
        preflight(instance)
        runs.append(time.perf_counter() - began)
    return round(median(runs), 3)


def summary(cases: Iterable[Figures]) -> Figures:
    """Sums over all breakages."""
    listed = list(cases)
    return {
        "cases": len(listed),
        "causes_found": sum(not case["missing"] for case in listed),
        "proven_minimal": sum(bool(case["proven_minimal"]) for case in listed),
        "with_three_repairs": sum(int(str(case["repairs"])) >= 3 for case in listed),
        "longest_seconds": max(float(str(case["seconds"])) for case in listed),
    }


def main() -> None:
    """Run everything, print the figures and write them to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    count = parser.parse_args().count
    results = header() | {"preflight_seconds": preflight_seconds()}
    results["published slots"] = published_slots()
    print(results["published slots"], flush=True)
    instance = load_instance(INSTANCES / "hanoi-2025-10-14")
    cases = []
    for case in breakages(instance, count, SEED):
        cases.append(broken(case))
        print(cases[-1], flush=True)
    results |= {"summary": summary(cases), "breakages": cases}
    print(results["summary"])
    if count == COUNT:
        print(f"written to {keep('explain', results)}")


if __name__ == "__main__":
    main()
