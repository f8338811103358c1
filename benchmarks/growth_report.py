"""The measured growth as a table and as a plot on logarithmic axes."""

from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.runs import Figures

PANELS: dict[str, dict[str, str]] = {
    "Steps of the pipeline, seconds": {
        "read": "read",
        "compile": "compile",
        "whole_build": "formulate whole",
        "referee": "referee",
        "tables": "tables",
        "charts": "charts",
    },
    "Search, seconds": {"first": "first timetable", "near": "within 1 % of the last"},
    "Peak memory, megabytes": {
        "peak_megabytes": "plan and draw",
        "whole_peak_megabytes": "formulate whole",
    },
}
"""Panels of the plot: the key of each figure, and its name."""

MARKERS = "os^Dvx"
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1)), (0, (1, 2)))
SHADES = ("0", "0.3", "0.5", "0.15", "0.4", "0.25")

COUNTS = ("bilaterals", "heads", "days", "activities", "starts", "value", "bound")


MEASURES = ("bilaterals", "starts")
"""Measures of size: requests, and legal starts, which grow with the days too."""


def exponent(rows: Sequence[Figures], key: str, size: str = "bilaterals") -> float | None:
    """Return b of the least-squares fit figure = a x size ** b; None without two sizes.

    Over the larger half of the sizes: in small ones constant costs weigh most.
    """
    points = [
        (log(float(str(row[size]))), log(float(str(row[key]))))
        for row in rows[(len(rows) - 1) // 2 :]
        if row.get(key) and row.get(size)
    ]
    if len(points) < 2:
        return None
    mean_x, mean_y = (sum(column) / len(points) for column in zip(*points, strict=True))
    above = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return above / sum((x - mean_x) ** 2 for x, _ in points)


def markdown(rows: Sequence[Figures]) -> Iterator[str]:
    """Yield the lines of a table; the last rows have the exponents of growth."""
    keys = {key: name for panel in PANELS.values() for key, name in panel.items()}
    names = [f"{name} (MB)" if key.endswith("megabytes") else name for key, name in keys.items()]
    yield "| " + " | ".join([*COUNTS, *names]) + " |"
    yield "|---:" * (len(COUNTS) + len(names)) + "|"
    for row in rows:
        yield "| " + " | ".join(_shown(row.get(key)) for key in (*COUNTS, *keys)) + " |"
    for size in MEASURES:
        grown = [exponent(rows, key, size) for key in keys]
        cells = [f"**exponent by {size}**", *[""] * (len(COUNTS) - 1)]
        cells += ["" if b is None else f"{b:.2f}" for b in grown]
        yield "| " + " | ".join(cells) + " |"


def _shown(figure: object) -> str:
    if isinstance(figure, float):
        return f"{figure:.2f}" if figure >= 0.1 else f"{figure:.4f}"
    return "-" if figure is None else str(figure)


def plot(rows: Sequence[Figures], path: Path) -> None:
    """Draw each panel; lines differ in marker and dash, not in colour, and are named beside."""
    figure = Figure(figsize=(14, 5), layout="constrained")
    for axes, (title, keys) in zip(figure.subplots(1, 3), PANELS.items(), strict=True):
        _panel(axes, rows, keys)
        axes.set_title(title, loc="left", fontsize=11)
    figure.savefig(path, dpi=150)


def _panel(axes: Axes, rows: Sequence[Figures], keys: dict[str, str]) -> None:
    for number, (key, name) in enumerate(keys.items()):
        points = [(row["bilaterals"], row[key]) for row in rows if row.get(key)]
        if points:
            sizes, figures = zip(*points, strict=True)
            axes.plot(
                sizes,
                figures,
                marker=MARKERS[number],
                linestyle=DASHES[number],
                color=SHADES[number],
                label=name,
            )
    low, high = (float(str(rows[n]["bilaterals"])) for n in (0, -1))
    axes.set(xscale="log", yscale="log", xlabel="bilaterals")
    bottom, top = axes.get_ylim()
    axes.plot([low, high], [bottom, bottom * high / low], color="0.8", zorder=0, label="linear")
    axes.set_ylim(bottom, top)
    ticks = [row["bilaterals"] for row in rows]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.grid(color="0.9")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.13), ncols=3, fontsize=9, frameon=False)
