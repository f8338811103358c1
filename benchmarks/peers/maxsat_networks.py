"""Cardinality networks: how many of some literals hold, in unary.

Batcher's odd-even merge with the surplus outputs left out (Asin, Nieuwenhuis, Oliveras,
Rodriguez-Carbonell, "Cardinality Networks", Constraints 16, 2011).
"""

from collections.abc import Sequence

from pysat.formula import WCNF, IDPool


class Networks:
    """Adds cardinality networks to a formula."""

    def __init__(self, formula: WCNF, pool: IDPool) -> None:
        self.formula = formula
        self.pool = pool

    def counted(self, literals: Sequence[int], most: int) -> list[int]:
        """Return outputs 1, 2 ... up to ``most``: output k holds iff at least k literals do.

        There are no more outputs than literals.
        """
        if len(literals) <= 1:
            return list(literals[:most])
        half = len(literals) // 2
        first = self.counted(literals[:half], most)
        return self._merged(first, self.counted(literals[half:], most), most)

    def _merged(self, a: Sequence[int], b: Sequence[int], most: int) -> list[int]:
        if not a or not b or most == 0:
            return [*a, *b][:most]
        if len(a) == len(b) == 1:
            return self._compared(a[0], b[0])[:most]
        odd = self._merged(a[::2], b[::2], most // 2 + 1)
        even = self._merged(a[1::2], b[1::2], most // 2)
        merged = odd[:1]
        for k in range(max(len(odd) - 1, len(even))):
            if k + 1 < len(odd) and k < len(even):
                merged += self._compared(odd[k + 1], even[k])
            else:
                merged += [*odd[k + 1 : k + 2], *even[k : k + 1]]
        return merged[:most]

    def _compared(self, x: int, y: int) -> list[int]:
        either, both = self.pool.id(), self.pool.id()
        for clause in (
            [-x, either],
            [-y, either],
            [-x, -y, both],
            [-either, x, y],
            [-both, x],
            [-both, y],
        ):
            self.formula.append(clause)
        return [either, both]
