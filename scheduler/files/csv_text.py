"""CSV texts to rows of cells."""

import csv
import io
from collections.abc import Collection, Iterator

from scheduler.files.header import Header, find_header
from scheduler.files.layout import MAX_CELL, MAX_LINES
from scheduler.files.origin import Origin
from scheduler.files.tables import Grid

QUOTES = (
    'cells in whole double quotes, a quote inside written twice (""), or without any '
    f"(is a closing quote missing?), of at most {MAX_CELL:,} characters"
)
"""What is allowed where Python's reader stops, as it has no code for what is wrong."""


def csv_grid(text: str, file: str, columns: Collection[str]) -> Grid:
    """Return the rows of a CSV text; the header is where :func:`find_header` finds it."""
    head = find_header(text, columns)
    place = Origin(file)
    return Grid(place, head, _records(text, head, place))


def _records(text: str, head: Header, place: Origin) -> Iterator[tuple[int, list[str]]]:
    """Yield records with the line on which each starts."""
    stream = io.StringIO(text, newline="")
    above = max(head.line - 1, 0)
    for _ in range(above):
        stream.readline()
    reader = csv.reader(stream, strict=True, delimiter=head.separator)
    while True:
        line = above + reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            place.at(line).refuse("syntax", str(error), QUOTES)
        if cells is None:
            return
        if line > MAX_LINES:
            most = f"{MAX_LINES:,} lines"
            place.at(line).refuse("too-large", f"more than {most}", f"at most {most}")
        yield line, cells
