"""The spaces before and after signs: French has one before ``:``, and no line begins with it."""

import re
from collections.abc import Iterable, Mapping

from models import Language

_BEFORE_SIGNS = re.compile(" (?=[:;?!»])|(?<=«) ")


def spaced(form: str, language: Language) -> str:
    """Return a text of ours in which spaces that French has about signs break no line."""
    return _BEFORE_SIGNS.sub("\N{NO-BREAK SPACE}", form) if language == "fr" else form


def filled(texts: Mapping[Language, str], language: Language, values: Mapping[str, object]) -> str:
    """Return a text in a language, with values between its braces; they stay as they are."""
    form = spaced(texts[language], language)
    return form.format(**values) if values else form


def told(name: str, text: str, language: Language) -> str:
    """Return a name, a colon and a text."""
    return f"{name}{spaced(' : ' if language == 'fr' else ': ', language)}{text}"


def listed(texts: Iterable[str], language: Language) -> str:
    """Return texts with semicolons between them."""
    return spaced(" ; " if language == "fr" else "; ", language).join(texts)
