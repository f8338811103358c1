"""Text on a terminal: no line is wider than it, and none is broken inside a word or a number."""

import shutil
from collections.abc import Iterator

FEWEST = 20
"""Columns that any terminal is taken to have."""


def columns() -> int:
    """Return how many characters fit into a line of the terminal."""
    return max(FEWEST, shutil.get_terminal_size().columns)


def wrapped(text: str) -> str:
    """Break lines that do not fit, with the rest of each indented below its first part."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line, columns()))


def _parts(line: str, width: int) -> Iterator[str]:
    from rich.cells import cell_len, chop_cells

    if cell_len(line) <= width:
        yield line
        return
    indent = line[: len(line) - len(line.lstrip())]
    below = f"{indent}  "
    part = indent
    for word in line.split():
        longer = f"{part} {word}" if part.strip() else f"{part}{word}"
        if cell_len(longer) <= width:
            part = longer
            continue
        if part.strip():
            yield part
        *whole, last = chop_cells(f"{below}{word}", width)  # parts of a word that fits nowhere
        yield from whole
        part = last
    yield part
