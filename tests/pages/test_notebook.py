"""The element in a notebook: what the widget shares, and that its script shows it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from models import Instance, Timetable
from scheduler import view
from scheduler.exporting.page import notebook
from scheduler.exporting.page.scripts import notebook_script
from scheduler.files import MissingExtra
from tests.pages.conftest import event

NOTEBOOK = """<!DOCTYPE html><meta charset=utf-8><div id=out></div><script type=module>
{script}
const values = {values};
window.saved = [];
render({{
  model: {{
    get: (name) => values[name],
    set: (name, value) => saved.push([name, value]),
    save_changes: () => saved.push("saved"),
    on: () => {{}},
  }},
  el: document.getElementById("out"),
}});
</script>"""


@pytest.fixture
def forum() -> tuple[Instance, Timetable]:
    """An event of two days."""
    return event()


def test_view_shows_the_timetable(
    forum: tuple[Instance, Timetable], opened: Callable[..., Page], tmp_path: Path
) -> None:
    """With choices of rows and days; what is clicked is known to Python."""
    instance, timetable = forum
    widget = view(timetable, instance, language="fr")
    assert widget.selected is None
    values = {name: getattr(widget, name) for name in ("data", "words", "height")}
    path = tmp_path / "notebook.html"
    script = notebook_script().partition("export default")[0]
    path.write_text(NOTEBOOK.format(script=script, values=json.dumps(values)), encoding="utf-8")
    page = opened(path)
    expect(page.locator(".bar")).to_have_count(7)
    page.get_by_role("combobox", name="Lignes").select_option("Délégations")
    page.get_by_role("combobox", name="Jour").select_option("Tous les jours")
    expect(page.get_by_role("group", name="Peru").locator(".bar")).to_have_count(8)
    page.get_by_role("button", name="Press conference").click()
    assert page.evaluate("saved") == [["selected", "press"], "saved"]


def test_missing_packages_are_named(
    forum: tuple[Instance, Timetable], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence says what to install."""
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.setattr(notebook, "widget_class", notebook.widget_class.__wrapped__)
    instance, timetable = forum
    with pytest.raises(MissingExtra, match=r"install summit-scheduler\[notebooks\]"):
        view(timetable, instance)
