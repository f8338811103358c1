"""The tornado of prices: the lengths of its bars, and its words whole."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.text import Text

from scheduler.plotting import plot_prices

WHAT = [
    "State President of Viet Nam leaves one hour later, at 2025-10-26 17:00",
    "one more unit of Bilateral meeting rooms (11 instead of 10)",
    "10 minutes less turnaround in all rooms",
]


@pytest.fixture
def prices() -> pd.DataFrame:
    """One proven in part, one proven to be nothing, one estimated."""
    return pd.DataFrame(
        {
            "what": WHAT,
            "buys": [
                "between 5 and 6 priority points (not proven)",
                "nothing (proven)",
                "about 1.5 priority points (an estimate)",
            ],
            "estimate": [5.0, 0.0, 1.5],
            "least": pd.array([5, 0, None], dtype="Int64"),
            "most": pd.array([6, 0, None], dtype="Int64"),
            "instance_sha256": "ab" * 32,
        }
    )


def test_bars_are_as_long_as_what_is_proven(prices: pd.DataFrame) -> None:
    """One full bar up to what is proven, one hatched up to what is not excluded, no other."""
    ax = plot_prices(prices)
    bars = [c for c in ax.collections if isinstance(c, PolyCollection)]
    spans = [(p.vertices[:, 0].min(), p.vertices[:, 0].max()) for c in bars for p in c.get_paths()]
    assert sorted(spans) == [(0.0, 5.0), (5.0, 6.0)]


@pytest.mark.parametrize("own", [False, True])
def test_words_are_whole_and_inside(prices: pd.DataFrame, own: bool) -> None:
    """On a sheet and on axes of somebody's own no word leaves the figure; labels are not cut."""
    ax = plt.figure(figsize=(10, 4)).add_axes((0.4, 0.2, 0.5, 0.6)) if own else None
    figure = plot_prices(prices, ax).get_figure(root=True)
    assert figure is not None
    figure.canvas.draw()
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    sheet = figure.bbox
    for text in texts:
        box = text.get_window_extent()
        assert sheet.x0 <= box.x0 < box.x1 <= sheet.x1, text.get_text()
    said = " ".join(text.get_text() for text in texts)
    for words in [*prices["buys"], *WHAT]:
        assert words in said
    plt.close("all")


def test_nothing_to_draw_is_refused(prices: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="no rows"):
        plot_prices(prices.iloc[:0])
