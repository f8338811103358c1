"""Setting pages with Typst: no network, no file of the machine but fonts, the same bytes always."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib

from scheduler.files import extra
from scheduler.plotting.typefaces import FIRST_FAMILY, fallback_files

if TYPE_CHECKING:
    from typst import Fonts

FAMILIES = ("Libertinus Serif", FIRST_FAMILY)
"""The first comes with Typst, the second with matplotlib: both are everywhere."""

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of all files: the clock is never asked."""


def set_pages(content: Mapping[str, Any]) -> bytes:
    """Return pages as a PDF with its fonts.

    Parameters
    ----------
    content
        ``head``, ``cover``, ``index``, ``programme``, ``itineraries`` and ``signs``, as the
        template reads them. All texts are handed over as one JSON value: whatever is typed in
        them is text and no markup.

    Raises
    ------
    MissingExtra
        Package typst is not installed.
    """
    with extra("booklet"):
        import typst

    template = files("scheduler.exporting.booklet").joinpath("booklet.typ").read_bytes()
    more = fallback_files([json.dumps(content, ensure_ascii=False)])
    given = json.dumps({**content, "fonts": [*FAMILIES, *more]}, ensure_ascii=False)
    made = typst.compile(
        template,
        format="pdf",
        font_paths=_fonts(tuple(path.parent for path in more.values())),
        ignore_system_fonts=True,
        sys_inputs={"data": given},
        timestamp=STAMP,
    )
    return bytes(made)


@cache
def _fonts(more: tuple[Path, ...]) -> "Fonts":
    """Return the fonts that may be used; looking through folders takes a while."""
    import typst

    own = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[own, *more])
