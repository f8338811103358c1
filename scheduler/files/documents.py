"""TOML and JSON texts to plain values, with every fault of their format."""

import json
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

from models import Fault, InstanceError
from scheduler.files.layout import MAX_CELL, MAX_ENTRIES, MAX_ROWS
from scheduler.files.origin import Origin, joined
from scheduler.files.reading import refuse
from scheduler.files.text import CONTROL, show

_TABLE = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_TOML_AT = re.compile(r"^(?P<what>.*?) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|.*)\)$")


def read_json(text: str, file: str) -> tuple[object, list[Fault]]:
    """Return the value of a JSON text, and the faults of its format.

    These are keys that come twice in one object, numbers that are not finite, and
    strings that are too long or have control characters.

    Raises
    ------
    InstanceError
        Broken syntax, objects nested too deep, lists that are too long.
    """
    faults: list[Fault] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        for key, count in Counter(key for key, _ in items).items():
            if count > 1:
                found = f"key {show(key)} {count} times in one object"
                faults.append(
                    Fault("duplicate-key", file, None, show(key)[1:-1], found, "each key once")
                )
        return dict(items)

    def number(digits: str) -> float:
        if not math.isfinite(float(digits)):
            faults.append(
                Fault("not-a-number", file, None, "", show(digits)[1:-1], "a finite number")
            )
        return float(digits)

    if not text.strip():
        refuse("empty-file", file, "an empty file", "one JSON document")
    try:
        value: object = json.loads(
            text, object_pairs_hook=pairs, parse_float=number, parse_constant=number
        )
    except json.JSONDecodeError as error:
        found = show(text[error.pos : error.pos + 100].partition("\n")[0])
        refuse("syntax", file, found, f"JSON ({error.msg})", error.lineno, str(error.colno))
    except RecursionError:
        refuse(
            "wrong-shape",
            file,
            "lists or objects nested too deep",
            "the shape that `summit schema` prints",
        )
    except ValueError as error:  # a whole number of thousands of digits
        refuse("too-large", file, str(error), "numbers of reasonable size")
    return value, [*faults, *_hostile(value, Origin(file, None, ""))]


def read_toml(text: str, file: str) -> tuple[dict[str, object], Origin]:
    """Return the keys of a TOML text, and where each stands, by its line.

    Raises
    ------
    InstanceError
        Broken syntax, tables nested too deep, lists too long, strings too long or with
        control characters.
    """
    try:
        value: dict[str, object] = tomllib.loads(text)
    except RecursionError:
        refuse(
            "wrong-shape",
            file,
            "tables nested too deep",
            "the keys that the starter shows (summit new)",
        )
    except ValueError as error:
        match = _TOML_AT.match(str(error))
        line, column = (match["line"], match["column"]) if match else (None, None)
        what = match["what"] if match else str(error)
        lines = text.splitlines()
        at = int(line) if line else len(lines)
        found = show(lines[at - 1].strip()) if 0 < at <= len(lines) else "the end of the file"
        refuse("syntax", file, found, f"TOML ({what})", at or 1, column or "")
    place = Origin(file, None, "", lines=_lines(text))
    faults = list(_hostile(value, place))
    if faults:
        raise InstanceError(faults)
    return value, place


def _lines(text: str) -> dict[str, int]:
    """Return path -> line, as far as single lines show it."""
    lines: dict[str, int] = {}
    counts: Counter[str] = Counter()
    prefix = ""
    for line, content in enumerate(text.splitlines(), start=1):
        if table := _TABLE.match(content):
            prefix = table[2]
            if table[1] == "[[":
                prefix = f"{table[2]}[{counts[table[2]]}]"
                counts[table[2]] += 1
            lines.setdefault(prefix, line)
        elif key := _KEY.match(content):
            lines.setdefault(f"{prefix}.{key[1]}" if prefix else key[1], line)
    return lines


def _hostile(value: object, place: Origin) -> Iterator[Fault]:
    """Yield strings that no CSV cell could have; without recursion, as depth is not limited.

    Raises
    ------
    InstanceError
        A list is too long: judging its entries could take for ever.
    """
    stack: list[tuple[tuple[int | str, ...], object]] = [((), value)]
    while stack:
        where, part = stack.pop()
        most = MAX_ROWS if len(where) == 1 and isinstance(part, list) else MAX_ENTRIES
        if isinstance(part, list | dict) and len(part) > most:
            allowed = f"at most {most:,} entries"
            raise InstanceError(
                [place.fault("too-large", where, f"{len(part):,} entries", allowed)]
            )
        if isinstance(part, dict):
            stack += [((*where, str(key)), inner) for key, inner in part.items()]
        elif isinstance(part, list):
            stack += [((*where, row), inner) for row, inner in enumerate(part)]
        elif isinstance(part, str) and len(part) > MAX_CELL:
            yield place.fault(
                "too-large", where, f"{len(part):,} characters", f"at most {MAX_CELL:,}"
            )
        elif isinstance(part, str) and CONTROL.search(part):
            yield place.fault("not-text", where, show(part), "text without control characters")


def path_of(table: str, row: int) -> str:
    """Return ``activities[3]``."""
    return joined((table, row))
