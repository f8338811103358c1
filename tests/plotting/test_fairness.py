"""Shares of requests: the order of the bars, their groups, and who is not drawn one by one."""

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from scheduler.plotting import plot_fairness


def asked(rows: list[tuple[str, int, int, object]]) -> pd.DataFrame:
    """Return rows of a name, requests, how many of them are met, and a level."""
    return pd.DataFrame(rows, columns=["name", "requests", "met", "level"])


def bars(frame: pd.DataFrame, by: str | None = None) -> list[tuple[float, float, str | None]]:
    """Return where each bar begins and ends, from the top, and its hatch."""
    found = []
    for drawn in plot_fairness(frame, by=by).collections:
        if isinstance(drawn, PolyCollection):
            boxes = [path.get_extents() for path in drawn.get_paths()]
            found += [(box.y0, box.x0, box.x1, drawn.get_hatch()) for box in boxes]
    return [(x0, round(x1, 1), hatch) for _, x0, x1, hatch in sorted(found)]


def test_who_gets_least_is_on_top() -> None:
    """Of equal shares, who asked for more; nobody who asked for nothing."""
    frame = asked([("a", 2, 2, 1), ("b", 4, 1, 1), ("c", 3, 2, 1), ("d", 6, 4, 1), ("e", 0, 0, 1)])
    assert [end for _, end, _ in bars(frame)] == [25.0, 66.7, 66.7, 100.0]
    words = [str(text.get_text()) for text in plot_fairness(frame).texts]
    assert [word for word in words if word in "abcde"] == ["b", "d", "c", "a"]
    assert {"1 of 4", "all: 60", "1 without requests are not shown"} <= set(words)


def test_groups_differ_in_their_hatch() -> None:
    """And are named in the legend; who is of none is plain."""
    frame = asked([("a", 4, 1, 2), ("b", 4, 2, 1), ("c", 4, 3, None)]).astype({"level": "Int64"})
    hatches = [hatch for _, _, hatch in bars(frame, by="level")]
    assert len(set(hatches)) == 3
    assert hatches[2] is None
    words = {str(text.get_text()) for text in plot_fairness(frame, by="level").texts}
    assert {"level 1", "level 2", "not stated"} <= words


def test_those_who_get_all_are_counted_among_many(
    text_faults: Callable[[Figure], list[str]],
) -> None:
    frame = asked([("Côte d'Ivoire " * 9, 3, 1, 1), *((f"c{n}", 2, 2, 1) for n in range(20))])
    ax = plot_fairness(frame)
    words = {str(text.get_text()) for text in ax.texts}
    assert {"20 more", "all 100 %"} <= words
    assert isinstance(ax.figure, Figure)
    assert not text_faults(ax.figure)


def test_other_tables_are_refused() -> None:
    frame = asked([("a", 0, 0, 1)])
    with pytest.raises(ValueError, match="found no rows with requests"):
        plot_fairness(frame)
    with pytest.raises(ValueError, match="found no column 'region'"):
        plot_fairness(frame, by="region")
