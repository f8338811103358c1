"""Measure sweeps of the Hanoi instance: prices, 50 scenarios, a front.

    python -m benchmarks.tradeoffs                # about 15 minutes; writes benchmarks/results/
    python -m benchmarks.tradeoffs --part prices  # one of them, printed only

As many solves side by side as there are processors, one worker each, as without other options.
"""

import json
import time
from collections.abc import Callable

import pandas as pd

from benchmarks.hanoi import INSTANCE
from benchmarks.runs import SEED, Figures, run_parts
from scheduler import front, load_instance, scenarios, shadow_prices
from scheduler.solving.relaxed import COVERAGE

FACTORS = {
    "booths": {"change": "units", "room": "BIL", "to": list(range(5, 15))},
    "teams": {"change": "level", "resource": "interpreters", "to": [6, 7, 8, 9, 10]},
}
"""Ten times five scenarios."""


def prices() -> Figures:
    """The twenty changes with the best estimates, proven."""
    began = time.monotonic()
    found = shadow_prices(load_instance(INSTANCE), time_limit=20, seed=SEED)
    return _figures(began, found[found["value"].notna()], ["what", "buys", "seconds"])


def fifty() -> Figures:
    """Coverage in 50 scenarios."""
    began = time.monotonic()
    found = scenarios(
        load_instance(INSTANCE), {"factors": FACTORS}, time_limit=40, seed=SEED, policy=COVERAGE
    )
    return _figures(began, found, ["scenario", "coverage", "coverage_bound", "seconds"])


def coverage_and_breaks() -> Figures:
    """Eight points of coverage and breaks, two minutes each."""
    began = time.monotonic()
    found = front(load_instance(INSTANCE), points=8, time_limit=120, seed=SEED)
    columns = ["at_most", "coverage", "coverage_bound", "breaks", "breaks_bound", "dominated"]
    return _figures(began, found, columns) | {"ended": found.attrs["ended"]}


def _figures(began: float, found: pd.DataFrame, columns: list[str]) -> Figures:
    return {
        "seconds": round(time.monotonic() - began, 1),
        "rows": len(found),
        "proven": int(found["proven"].sum()),
        "table": json.loads(found[columns].to_json(orient="records")),
    }


PARTS: dict[str, Callable[[], Figures]] = {
    "prices": prices,
    "scenarios": fifty,
    "front": coverage_and_breaks,
}


if __name__ == "__main__":
    run_parts("tradeoffs", __doc__, PARTS, INSTANCE)
