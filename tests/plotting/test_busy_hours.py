"""The map of hours: what is written and framed in its cells, and where there is nothing to use."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from scheduler.plotting import plot_busy_hours
from scheduler.plotting.busy_hours import DARK, PALE
from scheduler.plotting.style import CLOSED, INK, PAPER, luminance

LONG = "Close-protection details for meetings of heads of state or government"


def load(shares: dict[str, list[float]], start: str = "2025-10-25T09:00") -> pd.DataFrame:
    """Return the load of rooms over hours that follow each other."""
    first = pd.Timestamp(start, tz=ZoneInfo("Europe/Paris"))
    rows = [
        {
            "subject_kind": "room",
            "subject": name,
            "name": name,
            "start": first + pd.Timedelta(hours=number),
            "end": first + pd.Timedelta(hours=number + 1),
            "share": share,
        }
        for name, own in shares.items()
        for number, share in enumerate(own)
    ]
    return pd.DataFrame(rows)


def test_cells_have_percent_and_the_busiest_are_framed(
    text_faults: Callable[[Figure], list[str]],
) -> None:
    """Nearly all is not all, a little is not nothing; nothing has no figure."""
    nan = float("nan")
    ax = plot_busy_hours(load({"Hall": [0.0, 0.001, 0.999, 1.0], LONG: [0.5, 0.7, nan, 0.7]}))
    words = [str(text.get_text()) for text in ax.texts]
    assert [word for word in words if word.isdecimal()] == ["1", "99", "100", "50", "70", "70"]
    assert {"100 %, Sat 25 Oct 12:00", "70 % in 2 hours"} <= set(words)
    boxes = [drawn for drawn in ax.collections if isinstance(drawn, PolyCollection)]
    framed = [len(b.get_paths()) for b in boxes if to_hex(b.get_edgecolor()[0]) == INK]
    assert framed == [1, 2]
    closed = [b for b in boxes if len(b.get_facecolor()) and to_hex(b.get_facecolor()[0]) == CLOSED]
    assert [len(b.get_paths()) for b in closed] == [1]
    assert isinstance(ax.figure, Figure)
    assert not text_faults(ax.figure)


def test_more_in_use_is_darker_in_grey_too() -> None:
    assert luminance(DARK) < 0.3 < 0.85 < luminance(PALE) < luminance(PAPER)


def test_night_of_a_clock_change_is_told_apart() -> None:
    """As on every axis of time; the hours go on without a gap."""
    ax = plot_busy_hours(load({"Hall": [0.1] * 6}, start="2025-10-25T23:00"))
    marks = [tick.get_text() for tick in ax.xaxis.get_majorticklabels()]
    assert marks[:6] == ["23:00", "26 Oct", "01:00", "02:00", "\u22121 h", "03:00"]


def test_no_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="found no rows"):
        plot_busy_hours(load({"Hall": [0.1]}).head(0))
