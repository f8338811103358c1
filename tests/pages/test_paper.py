"""The page on paper: whole days, with day and hours at the top of every page."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import EVENT


def test_paper_chart_has_every_day_and_row(
    written: Callable[..., Path], opened: Callable[..., Page]
) -> None:
    """Whatever part of the rows is drawn on the screen; what is filtered out is left out."""
    page = opened(written())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#paper table")).to_have_count(2)
    expect(page.locator("#paper .bar")).to_have_count(11)
    expect(page.locator("#paper thead .date").first).to_have_text("Saturday 25 October 2025")
    expect(page.locator("#paper th[scope=row]").nth(1)).to_have_text("Room 2, no. 1")
    expect(page.locator("summit-timeline")).to_be_hidden()
    expect(page.locator("#programme tbody tr:visible")).to_have_count(11)
    page.emulate_media(media="screen")
    page.get_by_role("checkbox", name="Bilateral").uncheck()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#paper .bar")).to_have_count(7)


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_every_page_says_its_day(
    paper: str, written: Callable[..., Path], opened: Callable[..., Page], tmp_path: Path
) -> None:
    """Also the pages on which a long list, or a long chart, goes on."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("There is no pdftotext here; Debian has it in poppler-utils.")
    page = opened(written())
    page.evaluate(
        "for (const row of document.querySelectorAll('#programme tbody tr'))"
        " for (let n = 0; n < 12; n++) row.after(row.cloneNode(true))"
    )
    page.pdf(path=tmp_path / "page.pdf", format=paper, landscape=True)
    ended = subprocess.run(
        [reader, "-layout", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True
    )
    pages = ended.stdout.strip("\f\n").split("\f")
    assert len(pages) > 4
    assert all("25 October 2025" in text or "26 October 2025" in text for text in pages)
    assert all("Room" in text for text in pages)  # the head of the column
    assert EVENT["title"] in pages[0]
    assert all(f"{EVENT['title']} – S" in text for text in pages[1:])
