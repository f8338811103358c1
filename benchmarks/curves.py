"""Value and bound over time on the neutral cases, beside what other systems end with.

python -m benchmarks.curves PATH              # a folder of rivals; a minute for each problem
python -m benchmarks.curves --draw RESULTS    # the chart alone, from kept results
"""

import argparse
import json
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.runs import ROOT, SEED, WORKERS, header, keep
from models import Limits, Request
from scheduler.benching import load_problems
from scheduler.benching.curve import MOMENTS
from scheduler.benching.running import run

PEERS = {"S-1": 1911, "S+-1": 9788, "M-1": 5710}
"""What Timefold ends with after 60 s; it came with the cases."""

CHART = ROOT.parent / "docs" / "curves.png"
OURS, BOUND, PEER = "#0b5394", "#7f7f7f", "#b45f06"

Step = tuple[float, int | None, int]
"""Seconds, value, bound."""


def passed(steps: list[Step], value: int) -> float | None:
    """Return from when on the value is better than another."""
    return next((s for s, best, _ in steps if best is not None and best < value), None)


def measured(path: Path, limit: float) -> list[dict[str, Any]]:
    """Solve every problem once; return its curve in the unit of the source."""
    rows: list[dict[str, Any]] = []
    for problem, published in load_problems("rivals", path, fairness=0):
        request = Request(limits=Limits(seconds=limit, workers=WORKERS, seed=SEED))
        (one,) = run([(problem, published)], request)
        steps = [(p.seconds, p.value, p.bound) for p in one.points if p.value is not None]
        curve = [point.model_dump() for point in one.row.curve]
        peer = PEERS[problem.name]
        row = {"problem": problem.name, "curve": curve, "peer": peer}
        rows.append(row | {"passed_after": passed(steps, peer), "steps": steps})
        print(json.dumps(rows[-1] | {"steps": len(steps)}), flush=True)
    return rows


def draw(rows: list[dict[str, Any]], path: Path) -> None:
    """Draw one panel for each problem: our value and bound, and what the peer ends with."""
    figure = Figure(figsize=(11, 4.2), layout="constrained")
    every: list[Axes] = list(figure.subplots(1, len(rows), squeeze=False)[0])
    for axes, row in zip(every, rows, strict=True):
        _panel(axes, row)
    every[0].set_ylabel("value (less is better)")
    figure.suptitle("How soon we pass what Timefold reaches in 60 s (2 cores)", fontsize=12)
    figure.savefig(path, dpi=130)


def _panel(axes: Axes, row: dict[str, Any]) -> None:
    peer, steps = row["peer"], row["steps"]
    times, values, bounds = zip(*steps, strict=True)
    axes.step(times, values, where="post", color=OURS, linewidth=2, label="value")
    axes.step(times, bounds, where="post", color=BOUND, linewidth=1, linestyle="--", label="bound")
    axes.axhline(peer, color=PEER, linewidth=1.5)
    axes.annotate(
        f"Timefold: {peer:,}", (60, peer), xytext=(0, 4), ha="right",
        textcoords="offset points", color=PEER, fontsize=9,
    )  # fmt: skip
    passed_after = row["passed_after"]
    if passed_after is not None:
        axes.axvline(passed_after, color=PEER, linewidth=1, linestyle=":")
        late = passed_after > 12
        axes.annotate(
            f"passed after {passed_after:.1f} s", (passed_after, 0.8),
            xytext=(-4 if late else 4, 0), ha="right" if late else "left",
            xycoords=("data", "axes fraction"), textcoords="offset points", fontsize=9,
        )  # fmt: skip
    last = next(v for _, v, _ in reversed(steps) if v is not None)
    axes.annotate(
        f"{last:,}", (60, last), xytext=(4, 0), va="center", textcoords="offset points",
        color=OURS, fontsize=9,
    )  # fmt: skip
    low = max(b for _, _, b in steps)
    high = peer + 1.2 * (peer - low)
    axes.set_ylim(low - 0.12 * (peer - low), high)
    axes.set_xscale("log")
    axes.set_xlim(1, 60)
    axes.set_xticks(MOMENTS, [str(moment) for moment in MOMENTS])
    axes.minorticks_off()
    axes.set_xlabel("seconds")
    axes.set_title(row["problem"], fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    if row["problem"] == next(iter(PEERS)):
        axes.legend(loc="upper right", frameon=False, fontsize=9)


def main() -> None:
    """Measure and draw, or draw alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", help="Folder of problems of set rivals.")
    parser.add_argument("--draw", type=Path, nargs="*", help="Results to draw.")
    given = parser.parse_args()
    if given.draw:
        rows = [row for path in given.draw for row in json.loads(path.read_text())["problems"]]
    else:
        began = header()
        rows = measured(given.path, float(MOMENTS[-1]))
        keep("curves", began | {"problems": rows})
    order = list(PEERS)
    draw(sorted(rows, key=lambda row: order.index(row["problem"])), CHART)


if __name__ == "__main__":
    main()
