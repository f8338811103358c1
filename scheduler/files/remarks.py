"""What planners write into tables that is no value: totals, dashes, and what is to be confirmed."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from models import Fault
from models.text import folded
from scheduler.files.origin import Origin
from scheduler.files.text import show
from scheduler.files.tidying import Read, Rows, Wanted, counted

_TOTALS = re.compile(
    r"(?:(?:grand|sub|sous)[\s-]?)?(?:totals?|totaux|sum|somme|tổng(?:\s(?:cộng|số))?)\b[\s:=]*\d*"
)
"""What the id of a row of totals is, without capitals."""

NOTHING = frozenset(
    ["-", "--", "–", "—", "n/a", "n.a.", "none", "nil", "s/o", "aucun", "aucune", "néant"]
)
"""Words that say that there is none."""

_OPEN = re.compile(r"\b(?:tbc|tbd|tba|to be (?:confirmed|decided)|à confirmer)\b|^\?+$")
"""A word that is not known yet, or part of one."""


def read_remarks(rows: Rows, header: Collection[str], wanted: Wanted, place: Origin) -> Read:
    """Leave out words that say that there is none, in place; find what is no row, and open words.

    Only where they would be taken for something: numbers, times and ids are judged as such.
    """
    read = Read()
    needed = [name for name in wanted.required if name in header]
    if "id" in needed:
        for line, cells in rows:
            if said := _no_row(cells, needed):
                read.faults.append(place.at(line).fault("no-row", (), *said))
                read.doubtful.add(line)
    for column in sorted(wanted.words):
        _read_words(read, rows, column, place)
    return read


def _no_row(cells: Mapping[str, str], needed: Sequence[str]) -> tuple[str, str] | None:
    """Return what a row is that is none of its table, and what is allowed."""
    name = cells.get("id", "")
    if _TOTALS.fullmatch(folded(name)):
        allowed = "rows of the table (delete this one or, if it is none, give it another id)"
        return f"a row of totals, {show(name)}", allowed
    if len(cells) == 1 and len(needed) > 1:
        (only,) = cells.values()
        allowed = f"rows with {', '.join(needed)}; remarks above the header, or elsewhere"
        return f"a row with nothing but {show(only)}", allowed
    return None


def _read_words(read: Read, rows: Rows, column: str, place: Origin) -> None:
    nothing: list[tuple[int, str]] = []
    unknown: dict[str, list[int]] = defaultdict(list)
    for line, cells in rows:
        words = [word.strip() for word in cells.get(column, "").split(";") if word.strip()]
        said = [word for word in words if folded(word) in NOTHING]
        for word in words:
            if _OPEN.search(folded(word)):
                unknown[word].append(line)
        if said:
            nothing.append((line, said[0]))
            cells[column] = ";".join(word for word in words if word not in said)
            if not cells[column]:
                del cells[column]
    if nothing:
        line, word = nothing[0]
        found = f"{counted(word, len(nothing))}, read as if the cell were empty"
        read.warnings.append(place.at(line).fault("no-word", (column,), found, "an empty cell"))
    for word, lines in unknown.items():
        allowed = "words for what is there; an empty cell while it is not known"
        found = counted(word, len(lines))
        read.faults.append(place.at(lines[0]).fault("no-word", (column,), found, allowed))
        read.doubtful |= set(lines)


def told_together(notes: Sequence[Fault]) -> Iterator[Fault]:
    """Yield one warning for what stands to the right of all columns of a sheet, if anything."""
    if notes:
        more = f", and {len(notes) - 1:,} more like it" if len(notes) > 1 else ""
        found = f"{notes[0].found}{more}, in a column without a name, which is not read"
        yield replace(notes[0], found=found, allowed="your own notes")
