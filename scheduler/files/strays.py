"""Files beside the tables of an instance that look as if they were meant to be read."""

import difflib
import os
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from models import Fault
from scheduler.files.layout import RULES, SUMMIT, TABLE_FILES
from scheduler.files.other_words import other_table
from scheduler.files.text import did_you_mean, show

FILES = {form.file: form for form in TABLE_FILES}

READ = (SUMMIT, *FILES, RULES)
"""Names of the files that an instance is read from."""

STEMS = {re.sub("[^a-z]", "", file.partition(".")[0]): file for file in FILES}
"""Name of a table, letters alone -> its file."""

WORKBOOKS = {"xlsx", "xls", "xlsm", "xlsb", "ods", "fods", "numbers"}
LISTS = {"csv", "tsv", "tab", "txt", "text", "dat", "json", "xml", "gz", "zip", ""}
BACKUPS = {"bak", "old", "orig", "tmp", "swp", "save"}

COPIED = {
    *("copy", "copie", "copia", "kopie", "kopia", "sao", "ban", "of", "de", "di", "von", "cua"),
    *("new", "old", "final", "backup", "draft", "v", "version", "sheet", "feuil", "tabelle"),
}
"""Words by which people and file managers tell a copy from the original."""

ALIKE, ALIKE_NOTE = 0.79, 0.81
"""How like a table's name another one is that is meant for it; notes (``roles.txt``) are not."""


@dataclass(frozen=True)
class _Name:
    """A file's name, taken apart.

    Attributes
    ----------
    table
        The file that it may have been meant for; empty if none.
    decorated
        What it has beside the name of the table: nothing, words of a copy, or other words.
    """

    table: str
    decorated: str
    suffix: str


def strays(folder: Path) -> tuple[list[Fault], list[Fault]]:
    """Return the faults and the warnings of the files of a folder that are not read.

    Raises
    ------
    OSError
        The folder cannot be read.
    """
    with os.scandir(folder) as entries:
        names = {e.name for e in entries if not e.is_dir() or e.name.endswith(".numbers")}
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for name in sorted(names - {*READ}):
        if name.startswith((".", "~")):  # left by editors and spreadsheets
            continue
        for fault, is_fault in _judged(name, names):
            (faults if is_fault else warnings).append(fault)
    return faults, warnings


def meant(name: str) -> tuple[str, bool]:
    """Return the table that a name was meant for, if any; and whether it says that it is a copy."""
    parts = _taken_apart(f"{name}.xlsx")
    return parts.table.removesuffix(".csv"), bool(parts.decorated)


def _judged(name: str, names: Collection[str]) -> Iterator[tuple[Fault, bool]]:
    """Yield what is to be said of a file, and whether it is a fault."""
    lowered = name.lower()
    if lowered.endswith(".toml"):
        if lowered in (SUMMIT, RULES, "rule.toml"):
            yield _unknown(name), True
        return
    if lowered.startswith(f"{SUMMIT}.") or lowered == "summit":
        yield _unread(name, "a file that is not read", f"the name {SUMMIT}"), SUMMIT not in names
        return
    parts = _taken_apart(name)
    there = parts.table in names or (parts.table == "rules.csv" and RULES in names)
    if parts.suffix == "csv" and not (parts.table and parts.decorated == "copied"):
        yield _unknown(name), True
    elif parts.table:
        yield _meant(name, parts), _is_fault(parts, there)


def _is_fault(parts: _Name, there: bool) -> bool:
    if parts.suffix in BACKUPS:
        return not there
    if parts.suffix not in WORKBOOKS | LISTS or parts.decorated == "other":
        return False
    return not (there and parts.decorated)


def _meant(name: str, parts: _Name) -> Fault:
    kind = "a workbook" if parts.suffix in WORKBOOKS else "a file"
    what = "what may be a copy of" if parts.decorated or parts.suffix in BACKUPS else "not"
    found = f"{kind} that is not read" if what == "not" else f"{what} {parts.table}; it is not read"
    if parts.suffix in WORKBOOKS:
        how = f"the name {parts.table}, saved as 'CSV UTF-8' (or all tables in one workbook, which"
        return _unread(name, found, f"{how} is named in place of the folder), or another folder")
    return _unread(name, found, f"the name {parts.table}, or another folder")


def _unread(name: str, found: str, allowed: str) -> Fault:
    return Fault("unread-file", show(name)[1:-1], None, "", found, allowed)


def _unknown(name: str) -> Fault:
    meant = other_table(name.removesuffix(".csv")) or name
    allowed = f"one of {', '.join(FILES)}{did_you_mean(meant, READ)}"
    return Fault("unknown-file", show(name)[1:-1], None, "", "an unknown file", allowed)


def _taken_apart(name: str) -> _Name:
    folded = "".join(
        c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
    ).casefold()
    stem, _, rest = folded.rstrip("~").partition(".")
    suffix = "bak" if name.endswith("~") else rest.rpartition(".")[2].strip()
    words = re.findall("[a-z]+", stem.replace("đ", "d"))
    whole = "".join(words)
    if whole in STEMS:
        return _Name(STEMS[whole], "copied" if re.search(r"\d", stem) else "", suffix)
    for count in (1, 2):
        for first in range(len(words) - count + 1):
            table = STEMS.get("".join(words[first : first + count]))
            if table:
                others = {*words[:first], *words[first + count :]}
                return _Name(table, "copied" if others <= COPIED else "other", suffix)
    cutoff = ALIKE if suffix in WORKBOOKS | {"tsv", "tab"} else ALIKE_NOTE
    close = difflib.get_close_matches(whole, STEMS, n=1, cutoff=cutoff)
    usable = close and suffix in WORKBOOKS | LISTS
    return _Name(STEMS[close[0]] if usable else "", "", suffix)
