"""The page as a file."""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, file_of
from scheduler.exporting.page.content import Content, content
from scheduler.exporting.page.scripts import page_script, page_style
from scheduler.exporting.page.timeline import timeline
from scheduler.files import extra

if TYPE_CHECKING:
    from jinja2 import Template

NAME = "programme.html"


def page(made: Edition) -> Iterator[File]:
    """Yield the programme as a page that needs no network."""
    yield file_of(NAME, made.audience, lambda: html(made))


def html(made: Edition) -> str:
    """Return the page: its script and style are allowed by their hashes, and nothing else is.

    Raises
    ------
    MissingExtra
        The packages that it needs are not installed.
    """
    shown = content(made)
    bars = timeline(shown)
    there = {bar["kind"] for bar in bars["bars"]}
    script, style = page_script(), page_style() + signs(bars["kinds"])
    return _template().render(
        {field.name: getattr(shown, field.name) for field in fields(shown)},
        word=shown.word,
        on=shown.on,
        company=shown.company,
        groups=bars["groups"],
        kinds=[(n, kind) for n, kind in enumerate(bars["kinds"]) if n in there],
        names_of=_names_of,
        script=script,
        script_hash=_hash(script),
        style=style,
        style_hash=_hash(style),
        data=json_in_html(_data(shown, bars)),
    )


@cache
def _template() -> "Template":
    """Return the template, which takes longer to read than to fill in."""
    with extra("files"):
        from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("scheduler.exporting.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


def signs(kinds: list[dict[str, str]]) -> str:
    """Return the colours of the signs of kinds, as a style sheet."""
    return "\n".join(
        f".sign-{number} {{ background: {kind['face']}; color: {kind['ink']}; "
        f"border-color: {kind['line']}; }}"
        for number, kind in enumerate(kinds)
    )


def json_in_html(value: object) -> str:
    """Return JSON that no HTML parser takes for markup, whatever texts are in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _data(shown: Content, bars: dict[str, Any]) -> dict[str, Any]:
    """Return what the script of the page is given; its types are in ``client/page.js``."""
    names = list(dict.fromkeys(name for entry in shown.entries for name in entry.people))
    number = {name: place for place, name in enumerate(names)}
    return {
        "timeline": bars,
        "names": names,
        "details": [
            {
                "when": entry.when,
                "room": entry.room,
                "people": [number[name] for name in entry.people],
            }
            for entry in shown.entries
        ],
        "words": {
            name: shown.word(name)
            for name in ("close", "count", "kind", "room", "time", "to-chart", "to-list", "who")
        },
    }


def _names_of(group: dict[str, Any]) -> list[str]:
    """Return the names of rows to choose from, each once."""
    return list(dict.fromkeys(row["name"] for row in group["rows"]))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
