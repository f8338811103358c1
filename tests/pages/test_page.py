"""The page in a real browser: what it shows, finds and says; and it asks nobody for anything."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from scheduler.viewing.audiences import PUBLIC, Audience

Written = Callable[..., Path]
Opened = Callable[..., Page]

LABEL = re.compile(r"^Peru – Türkiye, Saturday 25 October 2025, 11:15–11:45, Booths, no\.\s1$")


def bars(page: Page) -> list[str]:
    """Return what is drawn, by the names that a screen reader says."""
    labels = page.locator(".bar").evaluate_all(
        "bars => bars.map(bar => bar.getAttribute('aria-label'))"
    )
    return [str(label).split(",")[0] for label in labels]


def listed(page: Page) -> list[str]:
    """Return the titles in the list that can be seen."""
    return page.locator("#programme tbody tr:visible td:nth-child(2)").all_inner_texts()


def test_rows_are_rooms_people_or_delegations(written: Written, opened: Opened) -> None:
    """Each bar says title, day, hours and room; who is not there is shown."""
    page = opened(written())
    expect(page.get_by_role("button", name=LABEL)).to_have_count(1)
    rooms = page.locator("summit-timeline").get_by_role("group")
    expect(rooms).to_have_count(6)
    assert rooms.first.get_attribute("aria-label") == "Great Hall"
    expect(page.locator(".around")).to_have_count(1)
    page.get_by_role("radio", name="People").check()
    expect(page.get_by_role("button", name=LABEL)).to_have_count(2)
    names = [row.get_attribute("aria-label") for row in rooms.all()]
    assert names[:2] == ["President of Peru", "Head of delegation, Türkiye"]
    expect(page.locator(".away")).to_have_count(1)
    page.get_by_role("radio", name="Delegations").check()
    expect(page.get_by_role("group", name="Peru").locator(".bar")).to_have_count(5)


def test_the_same_programme_is_the_same_page(written: Written) -> None:
    """Byte for byte; and it is small."""
    first = written().read_bytes()
    assert written().read_bytes() == first
    assert len(first) < 100_000


def test_one_day_or_all(written: Written, opened: Opened) -> None:
    """The chart and the list show the same."""
    page = opened(written())
    expect(page.locator(".bar")).to_have_count(7)
    assert sorted(bars(page)) == sorted(title.split(",")[0] for title in listed(page))
    page.get_by_role("radio", name="Sun 26 Oct").check()
    expect(page.locator(".bar")).to_have_count(4)
    assert listed(page)[0] == "Stand of the host"
    page.get_by_role("radio", name="All days").check()
    expect(page.locator(".bar")).to_have_count(11)
    assert len(listed(page)) == 11
    expect(page.locator("#count")).to_have_text("11 of 11 shown")


def test_search_and_filters(written: Written, opened: Opened) -> None:
    """Words are found without their accents, in titles, names and rooms."""
    page = opened(written())
    page.get_by_role("searchbox").fill("cote D'IVOIRE booths")
    expect(page.locator(".bar")).to_have_count(2)
    assert listed(page) == ["Côte d'Ivoire – Peru", "Côte d'Ivoire – Türkiye"]
    expect(page.locator("#count")).to_have_text("2 of 7 shown")
    page.get_by_role("searchbox").fill("nothing like it")
    expect(page.locator(".nothing")).to_have_text("Nothing matches.")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("combobox", name="Delegations").select_option("Peru")
    expect(page.locator(".bar")).to_have_count(5)
    page.get_by_role("checkbox", name="Bilateral").uncheck()
    expect(page.locator(".bar")).to_have_count(3)
    page.get_by_role("combobox", name="Rooms").select_option("Room 2")
    expect(page.locator(".bar")).to_have_count(1)
    assert bars(page) == ["Evidence in the cloud"] == listed(page)
    page.get_by_role("button", name="Show everything").click()
    expect(page.locator(".bar")).to_have_count(7)


def test_keyboard(written: Written, opened: Opened) -> None:
    """Tab leads to one bar, arrows to the others; Enter tells everything; + and - zoom."""
    page = opened(written())
    page.locator("#wishes input").last.focus()
    page.keyboard.press("Tab")

    def focused() -> str:
        script = "document.activeElement.shadowRoot.activeElement.getAttribute('aria-label')"
        return str(page.evaluate(script)).split(",")[0]

    assert focused() == "Opening"
    for key, title in [
        ("End", "Dinner"),
        ("ArrowLeft", "Opening"),
        ("ArrowDown", "Evidence in the cloud"),
        ("ArrowDown", "Children online"),
        ("ArrowDown", "Peru – Türkiye"),
        ("ArrowRight", "Côte d'Ivoire – Peru"),
        ("Home", "Peru – Türkiye"),
        ("PageUp", "Opening"),
    ]:
        page.keyboard.press(key)
        assert focused() == title, key
    width = page.locator(".bar").first.bounding_box()
    page.keyboard.press("+")
    wider = page.locator(".bar").first.bounding_box()
    assert width is not None
    assert wider is not None
    assert wider["width"] > 1.3 * width["width"]
    assert focused() == "Opening"
    page.keyboard.press("Enter")
    expect(page.locator("#detail h3")).to_have_text("Opening")
    expect(page.locator("#detail")).to_contain_text("Saturday 25 October 2025, 10:00–11:00")
    expect(page.locator("#detail")).to_contain_text("Türkiye")
    page.get_by_role("button", name="Close").click()
    assert focused() == "Opening"
    page.keyboard.press("Enter")
    expect(page.locator("#detail")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#detail")).to_be_hidden()


def test_list_and_chart_lead_to_each_other(written: Written, opened: Opened) -> None:
    """From a row to its bar, in rows where there is one, and back; by keyboard."""
    page = opened(written())
    page.get_by_role("radio", name="People").check()
    page.get_by_role("link", name="Children online").focus()  # nobody has to be there
    page.keyboard.press("Enter")
    focused = "document.activeElement.shadowRoot.activeElement.textContent"
    assert page.evaluate(focused).endswith("Children online")
    expect(page.get_by_role("radio", name="Rooms")).to_be_checked()
    expect(page.locator("#detail h3")).to_have_text("Children online")
    page.get_by_role("button", name="Show in the list").press("Enter")
    expect(page.get_by_role("link", name="Children online")).to_be_focused()
    expect(page.locator("#detail")).to_be_hidden()


def test_times_are_those_of_the_event(written: Written, opened: Opened) -> None:
    """Wherever the reader is; and the page says so."""
    page = opened(written(), timezone_id="America/Los_Angeles")
    expect(page.locator(".zone")).to_contain_text("Asia/Ho_Chi_Minh, UTC+07:00")
    assert page.locator(".hour").first.inner_text() == "09:00"
    expect(page.get_by_role("button", name=LABEL)).to_have_count(1)
    assert page.locator("#programme td:visible").first.inner_text() == "10:00–11:00"


def test_light_and_dark(written: Written, opened: Opened) -> None:
    """As the system has it, or as the reader chooses."""
    script = (
        "['summit-timeline', 'table'].map(name => "
        "getComputedStyle(document.querySelector(name)).backgroundColor)"
    )
    page = opened(written(), color_scheme="dark")
    dark = page.evaluate(script)
    assert dark == ["rgb(22, 25, 29)"] * 2
    page.get_by_role("button", name="Light / dark").click()
    assert page.evaluate(script) == ["rgb(255, 255, 255)"] * 2
    page.get_by_role("button", name="Light / dark").click()
    assert page.evaluate(script) == dark


def test_phone(written: Written, opened: Opened) -> None:
    """Nothing is wider than the screen; filters are out of the way until they are asked for."""
    page = opened(written(), viewport={"width": 360, "height": 740}, has_touch=True)
    assert page.evaluate("document.scrollingElement.scrollWidth") == 360
    expect(page.get_by_role("searchbox")).to_be_hidden()
    widths = "tr => [...tr.cells].slice(1).map(cell => cell.getBoundingClientRect().width)"
    assert len(set(page.locator("#programme tbody tr").first.evaluate(widths))) == 1
    page.get_by_text("Search and filters").tap()
    expect(page.get_by_role("searchbox")).to_be_visible()
    page.get_by_role("button", name="Opening").tap()
    expect(page.locator("#detail h3")).to_have_text("Opening")


def test_without_scripts_there_is_the_list(written: Written, opened: Opened) -> None:
    """All days, and no tools that would do nothing."""
    page = opened(written(), java_script_enabled=False)
    assert len(listed(page)) == 11
    expect(page.locator("#chart")).to_be_hidden()
    expect(page.locator(".actions")).to_be_hidden()


def test_requests_without_a_place(written: Written, opened: Opened) -> None:
    """Planners read the reason, the delegation that they are without a place, others nothing."""
    page = opened(written())
    expect(page.locator("#unmet tbody tr")).to_have_text(re.compile("nobody.*7.*booths are taken"))
    page = opened(written(Audience("delegation", "per")))
    expect(page.locator("#unmet tbody tr")).to_have_count(1)
    expect(page.locator("#unmet")).not_to_contain_text("taken")
    expect(page.locator("h1 + p")).to_have_text("For the delegation Peru")
    expect(page.locator(".around")).to_have_count(0)
    page = opened(written(PUBLIC))
    expect(page.locator("#unmet")).to_have_count(0)
    expect(page.get_by_role("radio", name="People")).to_have_count(0)
    assert len(listed(page)) == 4


@pytest.mark.parametrize(
    ("language", "day", "kind"),
    [("fr", "sam. 25 oct.", "Atelier"), ("vi", "Thứ 7 25/10", "Hội thảo")],
)
def test_languages(language: str, day: str, kind: str, written: Written, opened: Opened) -> None:
    """Labels and dates; every word is there."""
    page = opened(written(language=language))
    assert page.locator("html").get_attribute("lang") == language
    expect(page.get_by_role("radio", name=day)).to_be_checked()
    expect(page.get_by_role("checkbox", name=kind)).to_be_checked()


HOSTILE = {
    "opening": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "w1": "</script><script>alert(3)</script>{{ 7 * 7 }}",
    "w2": "\u202egnitirw fo yaw rehto eht\u202c",
    "b1": "' onfocus='alert(4)' \" onmouseover=\"alert(5)",
    "b2": "A" * 10_000,
    "b3": "<!--<script>&quot;]]>",
}


def test_hostile_titles_do_nothing(written: Written, opened: Opened) -> None:
    """They are shown as they are written, and do not widen the page."""
    page = opened(written(titles=HOSTILE))
    shown = listed(page)
    for title in HOSTILE.values():
        assert title in shown
        page.locator(".bar").nth(shown.index(title)).click(force=True)
    labels = [str(bar.get_attribute("aria-label")) for bar in page.locator(".bar").all()]
    assert any(label.startswith(HOSTILE["opening"]) for label in labels)
    assert page.locator("script").count() == 2
    assert page.evaluate("document.scrollingElement.scrollWidth") == 1300
    row = page.locator("#programme tbody tr", has_text="gnitirw")
    assert (
        row.locator("td").nth(1).evaluate("cell => getComputedStyle(cell).unicodeBidi") == "isolate"
    )
