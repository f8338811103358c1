"""Text that comes from outside: shortened for messages, guarded against spreadsheets."""

import difflib
import re
import reprlib
import unicodedata
from collections.abc import Collection

SHOWN = 80

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Control characters other than tab and line ends."""

_FORMULA = re.compile(r"'*(?:\s*[=+\-@|%＝＋－＠]|[\t\r\n])")

_LOOKALIKES = "\u2010\u2011\u2212\uff0d"
"""Signs that cannot be told from a hyphen."""

_OTHER_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
"""Scripts with letters that cannot be told from Latin ones."""

_repr = reprlib.Repr()
_repr.maxstring = _repr.maxother = _repr.maxlong = SHOWN
_repr.maxdict = _repr.maxlist = _repr.maxtuple = 4
_repr.maxlevel = 2


def show(value: object) -> str:
    """Return a value as a short line for a message."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        whole = escaped(repr(value[: SHOWN + 1]))
    else:
        whole = _repr.repr(value).replace("\n", " ")
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 3] + "..."


def escaped(text: str) -> str:
    r"""Return a text in which what cannot be seen, or looks like something else, is escaped.

    Examples
    --------
    >>> escaped("id\u200b"), escaped("2025\u201110"), escaped("h\u0430ll"), escaped("Lễ ký")
    ('id\\u200b', '2025\\u201110', 'h\\u0430ll', 'Lễ ký')
    """
    shown = re.sub(r"\w+", lambda word: _undisguised(word[0]), text)
    shown = "".join(f"\\u{ord(c):04x}" if c in _LOOKALIKES else c for c in shown)
    if unicodedata.normalize("NFC", text) != text:
        shown = "".join(f"\\u{ord(c):04x}" if unicodedata.combining(c) else c for c in shown)
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in shown)


def _undisguised(word: str) -> str:
    """Return a word with its letters of another script escaped if it has Latin ones too."""
    if word.isascii() or not re.search("[A-Za-z]", word):
        return word
    return "".join(
        f"\\u{ord(c):04x}" if unicodedata.name(c, "").startswith(_OTHER_SCRIPTS) else c
        for c in word
    )


NOT = frozenset({"not", "no", "non", "without", "different"})
"""A name with one of these words means the opposite of one that is alike and has none."""

OPPOSITES = (
    (frozenset({"min", "minimum", "least"}), frozenset({"max", "maximum", "most"})),
    (frozenset({"start", "first", "earliest"}), frozenset({"end", "last", "latest"})),
)
"""Words that mean the opposite of each other."""


def _is_another(one: str, other: str) -> bool:
    """Tell whether two names look alike and mean something else.

    They say the opposite, as same-day and not-same-day do, or have another number.
    """
    if one != other and re.sub(r"\d+", "#", one) == re.sub(r"\d+", "#", other):
        return True
    left, right = (set(re.split(r"[\W_]+", name)) for name in (one, other))
    return bool(left & NOT) != bool(right & NOT) or any(
        (left & a and right & b) or (left & b and right & a) for a, b in OPPOSITES
    )


def closest(found: str, known: Collection[str]) -> str:
    """Return the known name that ``found`` most looks like, or nothing.

    A name that says the opposite, or has another number, is none, however alike it looks.
    """
    folded = {
        name.casefold(): name
        for name in known
        if not _is_another(found[:SHOWN].casefold(), name.casefold())
    }
    wanted = re.sub(r"[\s-]+", "_", found[:SHOWN].strip().casefold())
    for attempt in (found[:SHOWN].casefold(), wanted):
        short = [name for name in folded if len(attempt) > 2 and name.startswith(attempt)]
        close = short or difflib.get_close_matches(attempt, folded, n=1, cutoff=0.7)
        if close:
            return folded[close[0]]
    return ""


def did_you_mean(found: str, known: Collection[str]) -> str:
    """Return `` (did you mean X?)``, or nothing if no name is close."""
    name = closest(found, known)
    return f" (did you mean {escaped(name)}?)" if name else ""


def guard(cell: str) -> str:
    """Return a cell with an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Return a cell without the apostrophe that :func:`guard`, or a spreadsheet, put before it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
