"""The timeline in a notebook."""

from functools import cache
from typing import Any

from models import Instance, Language, Timetable
from scheduler.exporting.editions import Edition
from scheduler.exporting.page.content import content
from scheduler.exporting.page.scripts import notebook_script
from scheduler.exporting.page.timeline import timeline
from scheduler.files import extra
from scheduler.viewing.programme import read_programme


def view(
    timetable: Timetable, instance: Instance, *, language: Language = "en", height: int = 480
) -> Any:
    """Show a timetable in Jupyter, by room, person or delegation.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for. Nothing is checked.
    language
        In which language labels and dates are.
    height
        Of the chart, in pixels.

    Returns
    -------
    anywidget.AnyWidget
        A widget. Its ``selected`` is the id of the activity that was clicked last, or None.

    Raises
    ------
    MissingExtra
        The packages of the extra ``notebooks`` are not installed.
    """
    widget = widget_class()
    shown = content(Edition(read_programme(timetable, instance), language=language))
    words = {name: shown.word(name) for name in ("view", "day", "all-days")}
    return widget(data=timeline(shown), words=words, height=height)


@cache
def widget_class() -> Any:
    """Return the class of the widget; its package is slow to import."""
    with extra("notebooks"):
        import traitlets
        from anywidget import AnyWidget

    class Timeline(AnyWidget):
        """The element, and what a notebook shares with it."""

        _esm = notebook_script()
        data = traitlets.Dict().tag(sync=True)
        words = traitlets.Dict().tag(sync=True)
        height = traitlets.Int(480).tag(sync=True)
        selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)

    return Timeline
