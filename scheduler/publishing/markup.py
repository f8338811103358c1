"""A page as Markdown and as HTML; texts from the inputs are never read as markup."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.text import plain

_MARKS = re.compile(r"([\\`*_\[\]<>|~&@])|(?<=[A-Za-z])(:(?=//))|(?<=www)(\.)", re.IGNORECASE)
_AT_START = re.compile(r"^([#+=-]|\d+(?=[.)]))")


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Rows of cells under a header."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Heading | Paragraph | Bullets | Table


def to_markdown(blocks: Sequence[Block]) -> str:
    """Return a page as Markdown."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_mark(block.text)}"
        case Paragraph():
            yield _mark(block.text)
        case Bullets():
            yield from (f"- {_mark(item)}" for item in block.items)
        case Table():
            yield _row(block.header)
            yield _row(["---"] * len(block.header), escape=False)
            yield from (_row(row) for row in block.rows)


def _row(cells: Sequence[str], *, escape: bool = True) -> str:
    return f"| {' | '.join(_mark(cell) if escape else cell for cell in cells)} |"


def _mark(text: str) -> str:
    """Return text with everything escaped that Markdown would take for markup."""
    escaped = _MARKS.sub(lambda found: f"\\{found[0]}", plain(text))
    return _AT_START.sub(_at_start, escaped)


def _at_start(found: re.Match[str]) -> str:
    mark = found[1]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc;"
    "overflow-wrap:anywhere;min-width:5rem}th{border-bottom:2px solid #666}h1{line-height:1.2}"
)

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def to_html(blocks: Sequence[Block]) -> str:
    """Return a page as one HTML document that needs no other file and cannot load any."""
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    body = "\n".join(line for block in blocks for line in _html(block))
    return PAGE.format(title=_escape(titles[0] if titles else ""), style=STYLE, body=body)


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"<h{block.level}>{_escape(block.text)}</h{block.level}>"
        case Paragraph():
            yield f"<p>{_escape(block.text)}</p>"
        case Bullets():
            yield "<ul>"
            yield from (f"<li>{_escape(item)}</li>" for item in block.items)
            yield "</ul>"
        case Table():
            yield f"<table>\n<thead>{_cells('th', block.header)}</thead>\n<tbody>"
            yield from (_cells("td", row) for row in block.rows)
            yield "</tbody>\n</table>"


def _cells(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{_escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _escape(text: str) -> str:
    return html.escape(plain(text))
