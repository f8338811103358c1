"""MiniZinc data files: the values that a ``.dzn`` file assigns."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from models import Fault
from scheduler.files.text import show

Scalar = int | str | frozenset[int]
Value = Scalar | list[Scalar] | list[list[Scalar]]

Cell = TypeVar("Cell")

LARGEST = 100_000
"""Most elements of a range such as ``1..8``."""

_TOKEN = re.compile(
    r"""(?P<gap>(?:\s|%[^\n]*|/\*.*?\*/)+)
    |(?P<number>[-+]?\d{1,18}(?![\d]|\.\d))
    |(?P<name>[A-Za-z_]\w*|"[^"\n]*")
    |(?P<sign>\[\||\|\]|\.\.|[][{}()|,;=])
    |(?P<odd>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Item:
    """A value that the file assigns, and the line where it does."""

    value: Value
    line: int


class _Syntax(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def parse(text: str, file: str) -> tuple[dict[str, Item], list[Fault]]:
    """Return name -> item, and what is wrong with the text.

    Read are whole numbers, words, sets (``{1, 2}``, ``{}``, ``1..8``), arrays of them
    (``[1, 2]``, ``[|1, 2 |3, 4|]``), the same wrapped in ``array1d`` or ``array2d``,
    and comments, in any layout.
    """
    return _Parser(text, file).items()


class _Parser:
    """Reads item after item; after a fault it goes on behind the next semicolon."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.tokens = list(_tokens(text))
        self.at = 0

    def items(self) -> tuple[dict[str, Item], list[Fault]]:
        found: dict[str, Item] = {}
        faults: list[Fault] = []
        while self._kind != "end":
            try:
                name, line = self._text, self._line
                self._expect("name", "name = value;")
                self._sign("=")
                item = Item(self._value(), line)
                if self._kind != "end":
                    self._sign(";")
            except _Syntax as error:
                faults.append(error.fault)
                while self._kind != "end" and self._text != ";":
                    self.at += 1
                self.at += self._kind != "end"
                continue
            if name in found:
                faults.append(
                    Fault(
                        "duplicate-key", self.file, line, name, "the item again", "each item once"
                    )
                )
            found[name] = item
        return found, faults

    @property
    def _kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def _text(self) -> str:
        return self.tokens[self.at][1]

    @property
    def _line(self) -> int:
        return self.tokens[self.at][2]

    def _refuse(self, allowed: str) -> NoReturn:
        found = "the end of the file" if self._kind == "end" else show(self._text)
        raise _Syntax(Fault("syntax", self.file, self._line, "", found, allowed))

    def _expect(self, kind: str, allowed: str) -> str:
        text = self._text
        if self._kind != kind:
            self._refuse(allowed)
        self.at += 1
        return text

    def _sign(self, sign: str) -> None:
        if self._text != sign or self._kind != "sign":
            self._refuse(f"'{sign}'")
        self.at += 1

    def _is(self, *signs: str) -> bool:
        return self._kind == "sign" and self._text in signs

    def _value(self) -> Value:
        if self._kind == "name" and self._text in ("array1d", "array2d"):
            return self._shaped()
        if self._is("[|"):
            return self._rows()
        if self._is("["):
            return self._cells(self._scalar, "]")
        return self._scalar()

    def _shaped(self) -> Value:
        """Read ``array1d(index, values)`` or ``array2d(index, index, values)``."""
        flat = self._text == "array1d"
        self.at += 1
        self._sign("(")
        self._scalar()
        self._sign(",")
        columns = None
        if not flat:
            columns = self._scalar()
            self._sign(",")
        value = self._value()
        self._sign(")")
        if isinstance(columns, frozenset) and isinstance(value, list):
            width = max(1, len(columns))
            cells = [cell for cell in value if not isinstance(cell, list)]
            if len(cells) == len(value):
                return [cells[i : i + width] for i in range(0, len(cells), width)]
        return value

    def _rows(self) -> list[list[Scalar]]:
        rows: list[list[Scalar]] = []
        while not rows or self.tokens[self.at - 1][1] != "|]":
            self.at -= bool(rows)  # the bar that ends a row opens the next
            rows.append(self._cells(self._scalar, "|", "|]"))
        return [row for row in rows if row]

    def _scalar(self) -> Scalar:
        if self._is("{"):
            return frozenset(self._cells(self._number, "}"))
        if self._kind == "name":
            return self._expect("name", "")
        low = self._number()
        if not self._is(".."):
            return low
        self.at += 1
        high = self._number()
        if high - low >= LARGEST:
            self.at -= 1
            self._refuse(f"a range of at most {LARGEST:,} numbers")
        return frozenset(range(low, high + 1))

    def _number(self) -> int:
        return int(self._expect("number", "a whole number, a set or an array"))

    def _cells(self, read: Callable[[], Cell], *closing: str) -> list[Cell]:
        """Read what comes between an opening sign and a closing one, a last comma too."""
        self.at += 1
        cells = []
        while not self._is(*closing):
            cells.append(read())
            if not self._is(*closing):
                self._sign(",")
        self.at += 1
        return cells


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "gap":
            yield str(match.lastgroup), match[0], line
        line += match[0].count("\n")
    yield "end", "", line
