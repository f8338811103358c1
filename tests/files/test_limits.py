"""What docs/instances.md says of limits is what is checked."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models import Instance
from scheduler.files import layout

ROOT = Path(__file__).resolve().parents[2]


def limits_in_docs() -> dict[str, set[int]]:
    """Return the columns named in the table of limits, with the numbers beside them."""
    text = (ROOT / "docs" / "instances.md").read_text(encoding="utf-8")
    table = text.split("\n## Limits\n")[1].split("\n## ")[0]
    found: dict[str, set[int]] = {}
    for row in re.findall(r"^\| (.*) \| (.*) \|$", table, re.MULTILINE):
        numbers = {int(n.replace(",", "")) for n in re.findall(r"[\d,]+", row[1])}
        for name in re.findall(r"`(\w+)`", row[0]) or [row[0]]:
            found.setdefault(name, set()).update(numbers)
    return found


def limits_checked(node: object, name: str = "") -> Iterator[tuple[str, int]]:
    """Yield columns and their largest values in the schema of the instance document."""
    if isinstance(node, dict):
        named: dict[str, Any] = node.get("properties", {})
        for key in ("maximum", "maxItems"):
            if key in node:
                yield name, node[key]
        for key, part in node.items():
            if key not in ("properties", "$defs"):
                yield from limits_checked(part, name)
        for part in node.get("$defs", {}).values():
            yield from limits_checked(part)
        for key, part in named.items():
            yield from limits_checked(part, key)
    elif isinstance(node, list):
        for part in node:
            yield from limits_checked(part, name)


def test_every_largest_value_is_documented() -> None:
    """Also those of columns that are added later."""
    told = limits_in_docs()
    several = {"minutes": {86_400}}  # of transfers and rules
    checked = set(limits_checked(Instance.model_json_schema()))
    assert len(checked) > 20
    unsaid = {
        (n, most) for n, most in checked if most not in told.get(n, set()) | several.get(n, set())
    }
    assert not unsaid


def test_sizes_of_files_are_documented() -> None:
    """Bytes, rows, columns, cells and lists."""
    told = limits_in_docs()
    assert told["bytes of a file"] == {layout.MAX_BYTES}
    assert told["rows of a table; zones, as every two are compared"] == {
        layout.MAX_ROWS, layout.MAX_ZONES,
    }  # fmt: skip
    (sizes,) = (numbers for what, numbers in told.items() if what.startswith("columns of"))
    assert sizes == {layout.MAX_COLUMNS, layout.MAX_CELL, layout.MAX_ENTRIES}
