"""Cuts take away fractional points, and no whole one."""

import itertools
import random

import numpy as np
import pytest
from ortools.sat.python import cp_model

from scheduler.formulation import relaxations
from scheduler.formulation.cuts import with_cuts
from scheduler.formulation.programs import Program


def drawn_program(chance: random.Random) -> tuple[Program, np.ndarray]:
    """Return a program with rows limited from either side, and a point that attains most of them.

    Its columns are Boolean, numbers from -2 to 3, and constants; the point is a multiple of a half.
    """
    boxes = chance.choices([(0, 1), (-2, 3), (2, 2)], [4, 1, 1], k=6)
    floor, ceiling = (np.array(side, dtype=np.float64) for side in zip(*boxes, strict=True))
    point = np.array([chance.randint(2 * low, 2 * high) / 2 for low, high in boxes])
    matrix = np.array([[chance.choice([0, 0, 0, 1, 1, -1, 2]) for _ in boxes] for _ in range(8)])
    activity = matrix @ point
    below = np.array([chance.random() < 0.7 for _ in activity])
    row, column = np.nonzero(matrix)
    program = Program(
        cost=np.zeros(len(boxes)),
        offset=0.0,
        floor=floor,
        ceiling=ceiling,
        row=row,
        column=column,
        value=matrix[row, column].astype(np.float64),
        low=np.where(below, -np.inf, np.floor(activity)),
        high=np.where(below, np.ceil(activity), np.inf),
    )
    return program, point


def keeps(program: Program, point: np.ndarray, first: int = 0) -> bool:
    activity = np.bincount(
        program.row, weights=program.value * point[program.column], minlength=len(program.low)
    )
    return bool(((program.low <= activity) & (activity <= program.high))[first:].all())


def test_whole_points_keep_every_cut() -> None:
    """Of 400 drawn programs; the points that they are made for do not keep them."""
    cut = whole = 0
    for seed in range(400):
        program, point = drawn_program(random.Random(seed))
        before, more = len(program.low), with_cuts(program, point)
        if more is program:
            continue
        cut += 1
        assert not keeps(more, point, before)
        boxes = zip(program.floor.astype(int), program.ceiling.astype(int), strict=True)
        for values in itertools.product(*(range(low, high + 1) for low, high in boxes)):
            if keeps(program, np.array(values)):
                whole += 1
                assert keeps(more, np.array(values), before)
    assert cut > 50
    assert whole > 500


@pytest.mark.parametrize("count", [3, 5, 7])
def test_of_an_odd_ring_less_than_half_fits(count: int) -> None:
    """Each of some meetings excludes the next one: the relaxation has half of them, and a cut."""
    model = cp_model.CpModel()
    ring = [model.new_bool_var("") for _ in range(count)]
    for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
        model.add_at_most_one(one, other)
    model.minimize(-sum(ring))
    bounds = [relaxation.bound for relaxation in relaxations(model, 10.0)]
    assert bounds == pytest.approx([-count / 2, -(count - 1) / 2])
