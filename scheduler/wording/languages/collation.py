"""The order of names: by protocol where ranks are given, else as the language has it.

No library of the product collates, and the full Unicode algorithm is far more than names of three
Latin languages need. So the key is made here, as the CLDR root and its Vietnamese rules have it:
first the letters, then their accents, then capitals.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from models import Delegation, Instance, Language

Key = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, ...], ...], tuple[bool, ...], str]

LETTERS = {
    "æ": "ae", "œ": "oe", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h",
    "ı": "i", "þ": "th",
}  # fmt: skip
"""Letters that do not come apart into a letter and its accent."""

VIETNAMESE = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}
"""Letters of their own in Vietnamese, each after the one that it looks like."""

ACCENTS = "\u0300\u0309\u0303\u0301\u0323"
"""Vietnamese tones in their order: huyền, hỏi, ngã, sắc, nặng; then all other accents."""

MOST_DIGITS = 12
"""Of a number that is compared by its size."""

APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-"})


@lru_cache(maxsize=4096)
def collated(text: str, language: Language) -> Key:
    """Return the key by which a name is sorted among others in a language.

    ``Côte d'Ivoire`` is between Costa Rica and Croatia, ``Türkiye`` between Turkestan and
    Turkmenistan; in Vietnamese Đ comes after D, and ``Ba``, ``Bà``, ``Bá``, ``Bạ`` follow each
    other. Numbers are in order of size, ``Family 2`` before ``Family 10``. White space is before
    punctuation, then digits, then letters; other scripts are last.
    """
    letters: list[tuple[int, str]] = []
    accents: list[tuple[int, ...]] = []
    capitals: list[bool] = []
    plain = unicodedata.normalize("NFC", text.translate(APOSTROPHES))
    for sign in re.sub("[0-9]+", lambda number: number[0].zfill(MOST_DIGITS), plain):
        small = sign.lower()
        parts, marks = _parted(small, language)
        letters += [(_script(part), part) for part in parts]
        accents.append(marks)
        capitals.append(sign != small)
    return tuple(letters), tuple(accents), tuple(capitals), text


def _parted(sign: str, language: Language) -> tuple[Sequence[str], tuple[int, ...]]:
    """Return the letters that a sign is sorted as, and its accents as numbers."""
    if language == "vi" and sign in VIETNAMESE:
        return (VIETNAMESE[sign],), ()
    if sign in LETTERS:
        return LETTERS[sign], (ord(sign),)
    bare, *marks = list(unicodedata.normalize("NFD", sign))
    if language == "vi":
        for mark in marks:
            own = VIETNAMESE.get(unicodedata.normalize("NFC", bare + mark))
            if own:
                return (own,), tuple(_accent(other) for other in marks if other != mark)
    return (bare,), tuple(_accent(mark) for mark in marks)


def _accent(mark: str) -> int:
    return ACCENTS.find(mark) + 1 or len(ACCENTS) + ord(mark)


def _script(part: str) -> int:
    """Return the place of a sign's sort: spaces, punctuation, digits, Latin letters, others."""
    if part.isspace():
        return 0
    if part.isdigit():
        return 2
    if not part[0].isalpha():
        return 1
    return 3 if part[0].isascii() else 4


def protocol_order(
    instance: Instance, language: Language, names: Mapping[str, str] | None = None
) -> list[Delegation]:
    """Return the delegations of an instance in the one order that every file has.

    Those with a rank, which is the highest rank of their people, come first and in its order; the
    others, and those of equal rank, as the language sorts their names.

    Parameters
    ----------
    instance
        The instance.
    language
        The language.
    names
        Delegation -> its name in the language, if that is not the name of the instance.
    """
    ranks: dict[str, int] = {}
    for person in instance.people:
        if person.delegation and person.rank:
            ranks[person.delegation] = min(person.rank, ranks.get(person.delegation, person.rank))
    last = max(ranks.values(), default=0) + 1
    shown = names or {}
    return sorted(
        instance.delegations,
        key=lambda d: (
            ranks.get(d.id, last),
            collated(shown.get(d.id, d.name) or d.id, language),
            d.id,
        ),
    )
