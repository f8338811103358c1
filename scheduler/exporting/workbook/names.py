"""Names of sheets that every spreadsheet takes."""

import re
from collections.abc import Collection

LONGEST = 31

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]+")


def sheet_name(name: str, taken: Collection[str]) -> str:
    """Return a name for a sheet that is legal, readable, and none of those taken.

    Examples
    --------
    >>> sheet_name("Venezuela (Bolivarian Republic of)", ())
    'Venezuela (Bolivarian Republic…'
    >>> sheet_name("Dialogue 1/2: 'water'", ())
    'Dialogue 1 2 water'
    >>> sheet_name("Peru", ["peru"])
    'Peru (2)'
    """
    plain = " ".join(_FORBIDDEN.sub(" ", name).replace("'", " ").split()) or "-"
    if plain.casefold() == "history":  # a sheet of that name is Excel's own
        plain = f"{plain} -"
    used = {other.casefold() for other in taken}
    number, ending = 1, ""
    while (short := _shortened(plain, ending)).casefold() in used:
        number += 1
        ending = f" ({number})"
    return short


def _shortened(name: str, ending: str) -> str:
    room = LONGEST - len(ending)
    if len(name.encode("utf-16-le")) // 2 <= room:  # as Excel counts
        return name + ending
    while len(name.encode("utf-16-le")) // 2 > room - 1:
        name = name[:-1]
    return f"{name.rstrip(' ([')}…{ending}"
