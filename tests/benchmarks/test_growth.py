"""The report of growth: exponents, gaps where a step was killed, a plot."""

from typing import Any

import pytest

from benchmarks.growth import SIZES
from benchmarks.growth_report import exponent, markdown, plot

Row = dict[str, Any]


def rows() -> list[Row]:
    """Sizes of which reading is linear, compiling quadratic, and one formulation was killed."""
    return [
        {"bilaterals": n, "read": 0.001 * n, "compile": 1e-6 * n**2, "whole_build": 0.5}
        for n in (100, 200, 400)
    ] + [{"bilaterals": 800, "read": 0.8, "compile": 0.64, "whole_failed": "killed after 9 s"}]


def test_exponents_tell_linear_from_quadratic():
    """They are taken from the larger half of sizes; a step that was measured once has none."""
    assert exponent(rows(), "read") == pytest.approx(1)
    assert exponent(rows(), "compile") == pytest.approx(2)
    assert exponent(rows()[:1], "read") is None


def test_small_sizes_do_not_blur_the_exponent():
    """Work that does not depend on the size matters most in small instances."""
    slow_start = [row | {"read": 5.0} if row["bilaterals"] == 100 else row for row in rows()]
    assert exponent(slow_start, "read") == pytest.approx(1)


def test_growth_is_measured_by_the_work_to_do_as_well():
    """Places for a meeting grow with the days, so looking at each is quadratic in the meetings."""
    placed = [row | {"starts": row["bilaterals"] ** 2} for row in rows()]
    assert exponent(placed, "compile", "starts") == pytest.approx(1)
    assert exponent(rows(), "compile", "starts") is None


def test_table_has_a_dash_where_a_step_was_killed():
    """A row for each size, then the exponents by bilaterals and by starts."""
    lines = list(markdown(rows()))
    assert len(lines) == 2 + 4 + 2
    columns = [cell.strip() for cell in lines[0].split("|")]
    cells = [cell.strip() for cell in lines[5].split("|")]
    assert cells[columns.index("bilaterals")] == "800"
    assert cells[columns.index("formulate whole")] == "-"
    assert "1.00" in lines[-2]
    assert "2.00" in lines[-2]


def test_plot_is_a_picture(tmp_path):
    """Gaps do not stop it."""
    plot(rows(), tmp_path / "growth.png")
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")


def test_sizes_grow():
    """Each is what it is called, and can be made: no fault."""
    assert list(SIZES) == sorted(SIZES)
    assert all(name == size.bilaterals for name, size in SIZES.items())
    assert not [fault for size in SIZES.values() for fault in size.faults()]
