"""Agreement with what is published, and sums."""

import pytest

from scheduler.benching import Published
from scheduler.benching.results import Row
from scheduler.benching.running import agreement, totals

OPTIMUM_5 = Published("optimal", 5)
SATISFIABLE = Published("satisfiable")
INFEASIBLE = Published("infeasible")


@pytest.mark.parametrize(
    ("published", "status", "value", "bound", "expected"),
    [
        (OPTIMUM_5, "optimal", 5, 5, "yes"),
        (OPTIMUM_5, "optimal", 6, 6, "no"),
        (OPTIMUM_5, "optimal", 4, 4, "no"),
        (OPTIMUM_5, "feasible", 5, 3, None),
        (OPTIMUM_5, "feasible", 9, 3, None),
        (OPTIMUM_5, "feasible", 4, 3, "no"),
        (OPTIMUM_5, "feasible", 9, 6, "no"),
        (OPTIMUM_5, "cancelled", 7, 0, None),
        (OPTIMUM_5, "infeasible", None, None, "no"),
        (OPTIMUM_5, "unknown", None, None, None),
        (SATISFIABLE, "optimal", 0, 0, "yes"),
        (SATISFIABLE, "feasible", 9, 0, "yes"),
        (SATISFIABLE, "infeasible", None, None, "no"),
        (SATISFIABLE, "unknown", None, None, None),
        (INFEASIBLE, "infeasible", None, None, "yes"),
        (INFEASIBLE, "unknown", None, None, None),
        (INFEASIBLE, "feasible", 9, 0, "no"),
        (Published(), "optimal", 5, 5, None),
        (Published("optimal"), "optimal", 5, 5, None),
    ],
)
def test_agreement(published, status, value, bound, expected):
    """Yes only where as much is proven, no only where both cannot be true."""
    assert agreement(status, value, bound, published) == expected


def test_totals_compare_the_same_problems():
    """Seconds are compared only where seconds are published."""
    row = Row(
        problem="a",
        status="optimal",
        value=1,
        bound=1,
        seconds=2.0,
        hard_violations=0,
        published_status="optimal",
        published_value=1,
        published_seconds=10.0,
        agreement="yes",
    )
    rows = [
        row,
        row.model_copy(
            update=dict(published_seconds=None, seconds=4.0, agreement="no", hard_violations=3)
        ),
        row.model_copy(update=dict(status="feasible", seconds=8.0, agreement=None)),
        row.model_copy(update=dict(status="infeasible")),
    ]
    sums = totals(rows)
    assert (sums.problems, sums.proven, sums.agreements, sums.disagreements) == (4, 3, 2, 1)
    assert (sums.hard_violations, sums.seconds) == (3, 16.0)
    assert (sums.compared, sums.compared_seconds, sums.published_seconds) == (3, 12.0, 30.0)
