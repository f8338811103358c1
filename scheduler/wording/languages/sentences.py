"""Reasons and findings for planners in another language: catalogues as gettext has them.

A reason is a sentence wherever it is kept: in ``timetable.json``, in a CSV table, in a sheet that
somebody has edited. So the English sentence is the key, in ``fr.po`` and ``vi.po``, and what fills
its holes is read from it. One that is not known, as a planner wrote it, stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from models import Kind, Language
from scheduler.files.extras import extra
from scheduler.wording.languages.dates import dates_in, is_time
from scheduler.wording.languages.labels import label
from scheduler.wording.languages.spacing import listed, spaced

HOLE = re.compile(r"\{(\w+)([#@*,]?)\}")
"""``{name}``: a name, as it is; ``{name#}``: a number; ``{name@}``: dates and hours; ``{name,}``:
kinds of activities; ``{name*}``: a part that is a sentence of its own, or several."""

BETWEEN = "; "
"""What is between parts of a sentence."""

MOST_PARTS = 40
"""Parts of a sentence that are looked at."""

MOST_ENDS = 3
"""Places where what fills a hole may end."""

UNIT = re.compile(r", unit (\d+)")
MORE = re.compile(r" and (\d+) more$")

KINDS = frozenset(get_args(Kind))

Names = Mapping[str, str]


@dataclass(frozen=True)
class Saying:
    """One sentence with holes.

    Attributes
    ----------
    words
        The English words around its holes, one more than there are holes.
    holes
        Name and kind of each hole.
    form
        The sentence in the other language, to be filled in by name.
    """

    words: tuple[str, ...]
    holes: tuple[tuple[str, str], ...]
    form: str


def translated(sentence: str, language: Language, names: Names) -> str:
    """Return a sentence of a reason or a finding in a language, if it is known.

    Parameters
    ----------
    sentence
        In English; parts between semicolons are read one by one, and those that are not known
        stay as they are.
    language
        The language.
    names
        English name with its id -> the name in that language, of whatever has one.
    """
    if language == "en" or not sentence:
        return sentence
    done, rest = _read(sentence, language, names)
    return listed([*done, rest] if rest else done, language)


def _read(text: str, language: Language, names: Names) -> tuple[list[str], str]:
    """Return the parts at the beginning of a text that are known, and the rest."""
    done: list[str] = []
    while text:
        for part, left in _cuts(text):
            if (known := _part(part, language, names)) is not None:
                done.append(known)
                text = left
                break
        else:
            break
    return done, text


def _part(text: str, language: Language, names: Names) -> str | None:
    """Return a part of a sentence in a language; None if it is not known."""
    for saying in _sayings(language):
        if (found := _filled(saying, text, language, names)) is not None:
            return found
    return None


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Yield a first part and the rest, the shortest first, the whole last."""
    at = text.find(BETWEEN)
    for _ in range(MOST_PARTS):
        if at < 0:
            break
        yield text[:at], text[at + len(BETWEEN) :]
        at = text.find(BETWEEN, at + 1)
    yield text, ""


def _filled(saying: Saying, text: str, language: Language, names: Names) -> str | None:
    """Return a saying with what a text has in its holes; None if it is not that saying."""
    first = saying.words[0]
    if not text.startswith(first):
        return None
    values = _values(saying, text[len(first) :], 0, (language, names))
    return None if values is None else saying.form.format(**values)


def _values(
    saying: Saying, text: str, hole: int, spoken: tuple[Language, Names]
) -> dict[str, str] | None:
    """Return what a text has in a hole and those after it, by name."""
    if hole == len(saying.holes):
        return None if text else {}
    name, kind = saying.holes[hole]
    after = saying.words[hole + 1]
    for end in _ends(text, after, last=hole + 1 == len(saying.holes)):
        value = _value(text[:end], kind, *spoken)
        if value is not None:
            others = _values(saying, text[end + len(after) :], hole + 1, spoken)
            if others is not None:
                return {name: value, **others}
    return None


def _ends(text: str, after: str, *, last: bool) -> Iterator[int]:
    """Yield where a hole may end: before the words after it, and not within a title in quotes."""
    if last:
        if text.endswith(after) and len(text) > len(after):
            yield len(text) - len(after)
        return
    end = text.find(after, 1)
    for _ in range(MOST_ENDS):
        while end >= 0 and text[0] == "'" and text[end - 1] not in ")'":
            end = text.find(after, end + 1)
        if end < 0:
            break
        yield end
        end = text.find(after, end + 1)


def _value(text: str, kind: str, language: Language, names: Names) -> str | None:
    if kind == "#":
        return text if text.isascii() and text.isdigit() else None
    if kind == "@":
        return dates_in(text, language) if is_time(text) else None
    if kind == "*":
        done, rest = _read(text, language, names)
        return None if rest else listed(done, language)
    if kind == ",":
        return ", ".join(label(one, language) if one in KINDS else one for one in text.split(", "))
    for english, other in names.items():
        text = text.replace(english, other)
    text = UNIT.sub(lambda found: f", {label('unit', language)}\u00a0{found[1]}", text)
    return MORE.sub(lambda found: f" {label('and-more', language, count=found[1])}", text)


@cache
def _sayings(language: Language) -> tuple[Saying, ...]:
    """Return all that is known in a language: what begins with the most words first."""
    with extra("files"):
        from babel.messages.pofile import read_po

    with files(__package__).joinpath(f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    rows = (_saying(str(row.id), str(row.string), language) for row in catalogue if row.id)
    return tuple(
        sorted(rows, key=lambda s: (len(s.words[0]), sum(map(len, s.words))), reverse=True)
    )


def _saying(english: str, other: str, language: Language) -> Saying:
    words = HOLE.split(english)
    holes = tuple(zip(words[1::3], words[2::3], strict=True))
    return Saying(tuple(words[0::3]), holes, HOLE.sub(r"{\1}", spaced(other, language)))
