"""What the XML of a sheet says that the reader of cells does not: what is hidden, errors, extent.

It is also where outside definitions, and sheets that would not fit into memory, are found before
anything else reads them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from xml.parsers import expat

from models import InstanceError
from scheduler.files.origin import Origin

MAX_TAGS = 2_000_000
"""Tags of a workbook: about 500,000 cells with something in them."""

MAX_MERGED = 50_000

MAX_SPREAD = 2_500_000
"""Cells of the rectangle that a sheet's cells lie in, as it is held in memory."""

MAX_TEXT = 20_000_000
"""Characters of all cells, as many as a CSV file may have; one text can be used by many cells."""

LAST_COLUMN = 16_384

ALLOWED = "a workbook saved as .xlsx, .ods or .xls, without macros and without a password"

_LONG_TAG = re.compile(rb"<[^<>]{100000}")

Attributes = Mapping[str, str]


@dataclass
class Survey:
    """One sheet, rows and columns from 1.

    Attributes
    ----------
    rows, columns
        The last row and column with anything in it.
    hidden
        Rows with something in them that are hidden, or filtered away.
    hidden_columns
        First and last column of those that are hidden, with something in them or not.
    broken
        Cells without a usable value: what stands there instead.
    merged
        First and last row, and first and last column, of merged cells.
    """

    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def fill(self, row: int, column: int) -> None:
        """Note a cell that is not empty."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)

    def hide_columns(self, first: int, last: int) -> None:
        """Note columns that are hidden; more stretches than columns are not noted."""
        if len(self.hidden_columns) < LAST_COLUMN:
            self.hidden_columns.append((first, last))


def is_read(name: str) -> bool:
    """Tell whether a part of a zipped workbook is given to the reader of cells."""
    return name == "mimetype" or name.lower().endswith((".xml", ".rels"))


def parse(
    data: bytes,
    place: Origin,
    start: Callable[[str, Attributes], None] | None = None,
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Parse XML, with functions for each element that starts, for text, and for each end.

    Raises
    ------
    InstanceError
        It is no XML, or has definitions (DOCTYPE), with which a small text can name other files or
        grow without limit.
    """

    def doctype(*_: object) -> None:
        place.refuse("damaged", "XML with definitions of its own (DOCTYPE)", "a workbook without")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    if start is not None:
        parser.StartElementHandler = start
    if text is not None:
        parser.CharacterDataHandler = text
    if end is not None:
        parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except InstanceError:
        raise
    except (expat.ExpatError, LookupError, ValueError) as error:
        place.refuse("damaged", f"XML that cannot be read ({error})", "a whole workbook")


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return 1 for ``A``, 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return ``A`` for 1, ``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Limits:
    """What is left of what a workbook may have."""

    def __init__(self, place: Origin) -> None:
        self.place = place
        self._tags = MAX_TAGS
        self._text = MAX_TEXT

    def tags(self, xml: bytes) -> None:
        """Count the tags of a part, before it is parsed.

        Raises
        ------
        InstanceError
            There are too many, or one is too long.
        """
        if _LONG_TAG.search(xml):
            self.place.refuse("damaged", "a tag of more than 100,000 characters", ALLOWED)
        self._tags -= xml.count(b"<")
        if self._tags < 0:
            found = f"more than {MAX_TAGS // 4:,} cells"
            allowed = f"at most {MAX_TAGS // 4:,}, and no styles on empty ones"
            self.place.refuse("too-large", found, allowed)

    def text(self, characters: int) -> None:
        """Count the text of a cell, or of several that have the same.

        Raises
        ------
        InstanceError
            There is too much.
        """
        self._text -= characters
        if self._text < 0:
            found = f"more than {MAX_TEXT:,} characters in all cells"
            self.place.refuse("too-large", found, f"at most {MAX_TEXT:,}")

    def merged(self, survey: Survey) -> None:
        """Look at how many cells are merged.

        Raises
        ------
        InstanceError
            There are too many.
        """
        if len(survey.merged) > MAX_MERGED:
            found = f"more than {MAX_MERGED:,} merged cells"
            self.place.refuse("too-large", found, f"at most {MAX_MERGED:,}")

    def spread(self, name: str, survey: Survey) -> None:
        """Look at how far the cells of a sheet are apart.

        Raises
        ------
        InstanceError
            It is too far.
        """
        if survey.rows * survey.columns > MAX_SPREAD:
            found = f"cells as far as {column_letters(survey.columns)}{survey.rows}"
            allowed = "tables of at most 50,000 rows, and no stray cells"
            replace(self.place, sheet=name).refuse("too-large", found, allowed)
