"""Our JavaScript modules, joined into one text."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

TIMELINE = ("scale", "rows", "keys", "drawing", "pointer", "style", "sheet", "summit-timeline")
"""Modules of the element ``<summit-timeline>``, each after those that it imports."""

PAGE = ("finding", "printing", "page")
"""Modules of the page around it."""

NOTEBOOK = ("notebook",)
"""The module around it in a notebook."""

_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def timeline_script() -> str:
    """Return the element as one script without imports, which defines it."""
    return _joined(f"timeline/{name}.js" for name in TIMELINE)


@cache
def page_script() -> str:
    """Return the script of the page, the element included."""
    return timeline_script() + _joined(f"client/{name}.js" for name in PAGE)


def notebook_script() -> str:
    """Return the element as a module that a widget of a notebook is made of."""
    script = timeline_script() + _joined(f"client/{name}.js" for name in NOTEBOOK)
    return f"{script}\nexport default {{ render }};\n"


def page_style() -> str:
    """Return the style sheet of the page."""
    return _text("client/page.css")


def _joined(names: Iterable[str]) -> str:
    """Join modules: names are unique among them, so they need no imports from each other."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _text(name))) for name in names)


def _text(name: str) -> str:
    return files("scheduler.exporting.page").joinpath(name).read_text(encoding="utf-8")
