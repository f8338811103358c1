"""The element by itself, as a board uses it: it shows rows, and tells what people do."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scheduler.exporting.page.scripts import timeline_script

ROWS, BARS = 400, 6


@pytest.fixture
def crowded() -> dict[str, Any]:
    """A day of many rows with a few bars each; two bars of the first row overlap."""
    kind = {
        "name": "Meeting", "letter": "M", "face": "#a5cdeb", "line": "#83b4d9", "ink": "#111",
        "pale": "#e6f1fa", "hatch": "-",
    }  # fmt: skip
    bars = [
        {
            "id": f"b{n}", "day": 0, "kind": 0, "text": "Meeting", "label": f"Meeting {n}, today",
            "start": 60 * (n % BARS), "end": 60 * (n % BARS) + (90 if n == 0 else 45),
            "opens": 60 * (n % BARS), "closes": 60 * (n % BARS) + 45,
        }
        for n in range(ROWS * BARS)
    ]  # fmt: skip
    rows = [
        {"name": f"Row {r}", "note": "", "texts": {}, "away": [],
         "bars": list(range(r * BARS, (r + 1) * BARS))}
        for r in range(ROWS)
    ]  # fmt: skip
    return {
        "days": [{"name": "Today", "minutes": 480, "ticks": [[60 * h, f"{h}"] for h in range(9)]}],
        "kinds": [kind],
        "groups": [{"id": "rows", "name": "Rows", "setUp": False, "rows": rows}],
        "bars": bars,
        "words": {"timeline": "Timeline", "nothing": "Nothing"},
    }


@pytest.fixture
def page(crowded: dict[str, Any], opened: Callable[..., Page], tmp_path: Path) -> Page:
    """A page with nothing but the element, which notes what it is told."""
    path = tmp_path / "board.html"
    path.write_text(
        "<!DOCTYPE html><meta charset=utf-8><summit-timeline></summit-timeline>"
        f"<script type=module>{timeline_script()}</script>"
        f"<script type=module>const chart = document.querySelector('summit-timeline');"
        "window.told = [];"
        "for (const name of ['bar-click', 'bar-drag', 'bar-key', 'zoom'])"
        " chart.addEventListener(name, event => told.push([name, event.detail]));"
        f"chart.data = {json.dumps(crowded)};</script>",
        encoding="utf-8",
    )
    page = opened(path)
    expect(page.locator(".bar").first).to_be_visible()
    return page


def test_only_rows_in_sight_are_drawn(page: Page) -> None:
    """However far somebody scrolls; the row with the focus stays."""
    count = page.evaluate("document.querySelector('summit-timeline').count")
    assert count["rows"] == ROWS
    assert count["drawn"] < 40
    page.locator(".bar").first.focus()
    for _ in range(3):
        page.evaluate("document.querySelector('summit-timeline').scrollTop += 3000")
        page.evaluate("new Promise(requestAnimationFrame)")
    names = [row.get_attribute("aria-label") for row in page.locator(".row").all()]
    assert "Row 0" in names
    assert "Row 310" in names
    assert len(names) < 40
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelector('summit-timeline').scrollTop") < 100


def test_bars_that_overlap_have_lanes(page: Page) -> None:
    """None covers another."""
    boxes = [bar.bounding_box() for bar in page.locator(".row").first.locator(".bar").all()]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[1]["y"] >= boxes[0]["y"] + boxes[0]["height"]


def test_it_tells_what_is_done_and_changes_nothing(page: Page) -> None:
    """A click, a key, a drag with the row and the minute where it ends."""
    bar = page.get_by_role("button", name="Meeting 8,")
    bar.click()
    page.keyboard.press("Delete")
    box = bar.bounding_box()
    assert box is not None
    x, y = box["x"] + 10, box["y"] + 10
    hour = box["width"] / 45 * 60

    def drag() -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + hour, y + 30, steps=3)
        page.mouse.up()

    drag()
    page.evaluate("document.querySelector('summit-timeline').movable = true")
    drag()
    told = [one for one in page.evaluate("told") if one[0] != "bar-click"]
    assert [name for name, _ in told] == ["bar-key", "bar-drag"]
    assert told[0][1] == {"group": "rows", "row": 1, "bar": 8, "key": "Delete"}
    assert told[1][1].items() >= {"row": 1, "bar": 8, "toRow": 2, "day": 0}.items()
    assert told[1][1]["minute"] == pytest.approx(180, abs=3)
    assert page.evaluate("told.filter(([name]) => name === 'bar-click').length") == 1
    assert bar.bounding_box() == box


def test_a_bar_is_found_and_brought_into_sight(page: Page) -> None:
    """Wherever it is, also if only a part is seen in the width."""
    page.evaluate(
        "const t = document.querySelector('summit-timeline'); t.zoom = 20; t.reveal(1805)"
    )
    bar = page.get_by_role("button", name="Meeting 1805,")
    expect(bar).to_be_focused()
    expect(bar).to_be_in_viewport()
    assert page.evaluate("told.at(-1)") == ["zoom", {"zoom": 20}]


def test_arrows_lead_into_the_chart(page: Page) -> None:
    """Firefox gives the focus to the chart before its bars, as it can be scrolled."""
    chart = page.locator("summit-timeline")
    chart.dispatch_event("keydown", {"key": "ArrowDown"})
    expect(page.get_by_role("button", name="Meeting 0,")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Meeting 6,")).to_be_focused()
