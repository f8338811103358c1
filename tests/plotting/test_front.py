"""The front of two goals: its staircase, and what is hatched because it is not excluded."""

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from scheduler.plotting import plot_front
from scheduler.plotting.style import INK, PAPER

Row = tuple[int, int, int, int, int | None]


def front(rows: list[Row], goals: tuple[str, str] = ("coverage", "breaks")) -> pd.DataFrame:
    """Return a front of rows: value and bound of the first goal, those of the second, limit."""
    first, second = goals
    frame = pd.DataFrame(
        [
            {
                first: y,
                f"{first}_bound": least_y,
                second: x,
                f"{second}_bound": least_x,
                "at_most": most,
                "proven": (x, y) == (least_x, least_y),
                "dominated": any(b <= y and a <= x and (a, b) != (x, y) for b, _, a, _, _ in rows),
                "instance_sha256": "ab" * 32,
            }
            for y, least_y, x, least_x, most in rows
        ]
    )
    return frame.astype({"at_most": "Int64"})


PROVEN: list[Row] = [(0, 0, 9, 9, None), (4, 4, 2, 2, 8), (9, 9, 0, 0, 1)]
HALF: list[Row] = [(0, 0, 90, 90, None), (7, 4, 20, 10, 89), (6, 4, 20, 10, 89)]


def hatched(frame: pd.DataFrame) -> set[tuple[float, float, float, float]]:
    """Return x from, x to, y from, y to of what is not excluded."""
    found = set()
    for drawn in plot_front(frame).collections:
        if isinstance(drawn, PolyCollection) and not isinstance(drawn, PathCollection):
            boxes = [path.get_extents() for path in drawn.get_paths()]
            assert drawn.get_hatch()
            found |= {(box.x0, box.x1, box.y0, box.y1) for box in boxes}
    return found


def test_proven_front_is_a_staircase_without_hatch() -> None:
    """From above the last point down to the first, and on to the right."""
    frame = front(PROVEN)
    frame.attrs["complete"] = True
    assert hatched(frame) == set()
    ax = plot_front(frame)
    (stairs,) = [
        line
        for drawn in ax.collections
        if isinstance(drawn, LineCollection)
        for line in drawn.get_segments()
        if len(line) > 2
    ]
    steps = [tuple(map(float, corner)) for corner in stairs][1:-1]
    assert steps == [(0, 9), (2, 9), (2, 4), (9, 4), (9, 0)]


def test_what_bounds_leave_open_is_hatched() -> None:
    """Between bound and value, and beyond the last point unless the front is complete."""
    frame = front(HALF)
    inside = {(20.0, 90.0, 4.0, 6.0)}
    assert {box for box in hatched(frame) if box[0] >= 20} == inside
    assert {box[1] for box in hatched(frame)} >= {20.0}
    frame.attrs["complete"] = True
    assert hatched(frame) == inside


def test_points_say_whether_they_are_proven(text_faults: Callable[[Figure], list[str]]) -> None:
    """Full, open and crossed; the legend has what there is."""
    ax = plot_front(front(HALF))
    faces = {
        to_hex(drawn.get_facecolor()[0]): len(drawn.get_offsets())
        for drawn in ax.collections
        if isinstance(drawn, PathCollection) and len(drawn.get_offsets())
    }
    assert faces[INK] == 1
    assert faces[PAPER] == 1
    assert sum(faces.values()) == 3
    assert isinstance(ax.figure, Figure)
    words = [str(text.get_text()) for text in ax.texts]
    assert "What fewer long waits would cost" in words
    assert "Requests without a place (priority points)" in words
    assert {word[0] for word in words} >= {"●", "○", "×"}
    assert not text_faults(ax.figure)


def test_a_point_is_proven_by_the_bound_of_the_next_one() -> None:
    """Within 8 none has less than 1, so none that has 0 can have less than 9."""
    ax = plot_front(front([(0, 0, 9, 3, None), (1, 1, 5, 5, 8)]))
    assert not any(str(text.get_text()).startswith("○") for text in ax.texts)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (front(PROVEN).head(0), "found no rows"),
        (front(PROVEN).drop(columns="breaks_bound"), "found goals: coverage; allowed"),
        (front(PROVEN).assign(rules=0, rules_bound=0), "coverage, breaks, rules; allowed"),
    ],
)
def test_other_tables_are_refused(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        plot_front(frame)
