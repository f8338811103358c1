"""Zero-half cuts: rows that every whole solution keeps, and a point of the relaxation does not.

Half the sum of some rows may be rounded down, as whole numbers are only compared with whole numbers
(Caprara and Fischetti, Mathematical Programming 74, 1996). Of meetings that each take two of 21
quarters of an hour at most ten fit, where the relaxation has ten and a half. A point violates the
rounded row by a half if it attains all those rows, and their sum is even in whatever the point
leaves open and odd in what it is limited to. Such sums are found by elimination modulo 2.

A point from inside the optimal face attains only rows that all of the face attains, so a cut takes
all of it away and raises the bound; cuts of a vertex mostly do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scheduler.formulation.programs import Floats, Positions, Program, Row

NEAR = 1e-4
"""What the interior point method leaves between a point and the limits that it attains."""

LEAST_VIOLATION = 0.1

MOST_CUTS = 50
"""Those of the fewest rows are the strongest, as less is rounded."""

EXACT = 1e9
"""Sizes of rows up to which their sums are exact in floating point numbers."""

SEED = 1

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Corner:
    """A corner of the boxes next to a point: every variable is counted from there inwards.

    Attributes
    ----------
    place, inwards
        Where each variable is there, and 1 or -1 for the direction into its box.
    is_open
        Whether the point has left it in that variable.
    """

    place: Floats
    inwards: Floats
    is_open: Flags


@dataclass(frozen=True)
class _Tight:
    """Rows as ``side * row <= side * limit``; a side of 0 is not attained."""

    side: Floats
    limit: Floats


def with_cuts(program: Program, point: Floats) -> Program:
    """Return a program with the cuts that a point violates; the same one if there are none."""
    up = point > program.ceiling - NEAR
    corner = _Corner(
        place=np.where(up, program.ceiling, program.floor),
        inwards=np.where(up, -1.0, 1.0),
        is_open=~up & (point > program.floor + NEAR),
    )
    tight = _attained(program, point)
    used = program.value * corner.place[program.column]
    left = tight.limit - np.bincount(program.row, weights=used, minlength=len(program.low))
    found = sorted(_odd_sums(program, corner, tight, left % 2 == 1), key=len)
    cuts = []
    for rows in found[:MOST_CUTS]:
        cut = _rounded(program, corner, tight, rows)
        if cut.values @ point[cut.columns] > cut.high + LEAST_VIOLATION:
            cuts.append(cut)
    return program.extended(cuts) if cuts else program


def _attained(program: Program, point: Floats) -> _Tight:
    rows = len(program.low)
    activity = np.bincount(
        program.row, weights=program.value * point[program.column], minlength=rows
    )
    far = np.maximum(np.abs(program.floor), np.abs(program.ceiling))[program.column]
    size = np.bincount(program.row, weights=np.abs(program.value) * far, minlength=rows)
    high, low = activity > program.high - NEAR, activity < program.low + NEAR
    side = np.where(size > EXACT, 0.0, np.where(high, 1.0, np.where(low, -1.0, 0.0)))
    return _Tight(side, np.where(side > 0, program.high, np.where(side < 0, program.low, 0.0)))


def _odd_sums(program: Program, corner: _Corner, tight: _Tight, odd: Flags) -> Iterator[Positions]:
    """Yield sets of attained rows whose sum is even in all open columns, and odd in its limit."""
    row, column = program.row, program.column
    open_ = (program.value % 2 == 1) & corner.is_open[column] & (tight.side != 0)[row]
    row, column = row[open_], column[open_]
    rows = _without_lone(row, column, tight.side != 0)
    entries = rows[row]
    row, column = row[entries], _merged(row[entries], column[entries])
    masks = [0] * len(rows)
    for r, c in zip(row.tolist(), column.tolist(), strict=True):
        masks[r] ^= 1 << c
    basis: dict[int, tuple[int, bool, int]] = {}
    for r in sorted(np.flatnonzero(rows).tolist(), key=lambda r: masks[r].bit_count()):
        mask, is_odd, summed = masks[r], bool(odd[r]), 1 << r
        while mask and (pivot := mask.bit_length()) in basis:
            other = basis[pivot]
            mask, is_odd, summed = mask ^ other[0], is_odd ^ other[1], summed ^ other[2]
        if mask:
            basis[pivot] = mask, is_odd, summed
        elif is_odd:
            yield np.array(
                [n for n in range(summed.bit_length()) if summed >> n & 1], dtype=np.int64
            )


def _without_lone(row: Positions, column: Positions, rows: Flags) -> Flags:
    """Leave out rows with a column that is in no other row: no sum of them is even in it."""
    rows = rows.copy()
    while True:
        inside = rows[row]
        lone = np.bincount(column[inside], minlength=column.max(initial=0) + 1) == 1
        alone = row[inside & lone[column]]
        if not len(alone):
            return rows
        rows[alone] = False


def _merged(row: Positions, column: Positions) -> Positions:
    """Number the columns anew; those that are in the same rows get one number."""
    chance = np.random.default_rng(SEED)
    token = chance.integers(1, 1 << 62, row.max(initial=0) + 1)
    together = np.zeros(column.max(initial=0) + 1, dtype=np.int64)
    np.bitwise_xor.at(together, column, token[row])
    return np.unique(together[column], return_inverse=True)[1]


def _rounded(program: Program, corner: _Corner, tight: _Tight, rows: Positions) -> Row:
    """Return half the sum of rows, rounded down with every variable counted from its corner."""
    chosen = np.zeros(len(program.low))
    chosen[rows] = tight.side[rows]
    entries = np.flatnonzero(chosen[program.row])
    column, value = program.column[entries], program.value[entries]
    summed = np.bincount(
        column, weights=value * chosen[program.row[entries]], minlength=len(program.cost)
    )
    left = float(chosen @ tight.limit - summed @ corner.place)
    half = np.floor(summed * corner.inwards / 2)
    half[program.floor == program.ceiling] = 0.0
    values = half * corner.inwards
    columns = np.flatnonzero(values)
    high = np.floor(left / 2) + values @ corner.place
    return Row(columns, values[columns], float(high))
