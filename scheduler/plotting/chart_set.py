"""Writing all charts of a timetable into a folder."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from matplotlib.axes import Axes

from models import Instance, Timetable
from scheduler.plotting.delegation_day import plot_delegation_day
from scheduler.plotting.heads import busiest_people, plot_heads
from scheduler.plotting.load import plot_load
from scheduler.plotting.overview import plot_overview
from scheduler.plotting.rendering import FORMATS, render
from scheduler.plotting.rooms import plot_rooms
from scheduler.plotting.shown import show
from scheduler.viewing.audiences import PLANNER, Audience
from scheduler.viewing.programme import read_programme

BUSIEST_DELEGATIONS = 3


@dataclass(frozen=True)
class Chart:
    """A chart that is to be drawn: the stem of its file, for whom it is, and how to draw it."""

    stem: str
    audience: Audience
    draw: Callable[[], Axes]


def write_charts(
    timetable: Timetable,
    instance: Instance,
    folder: str | Path,
    *,
    formats: Sequence[str] = FORMATS,
    people: Sequence[str] | None = None,
) -> list[str]:
    """Write overview, load, rooms and heads per day, and days of delegations.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for.
    folder
        Where to write; made if it is not there. Files of the same names are replaced.
    formats
        Any of ``png``, ``svg`` and ``pdf``.
    people
        Ids of persons: the charts by head show these, and their delegations get a sheet for each
        day; the 20 busiest heads and the 3 busiest delegations by default.

    Returns
    -------
    list of str
        Names of the files in the folder, in the order written.

    Raises
    ------
    ValueError
        Unknown format or person.
    OSError
        A file cannot be written.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"found format {', '.join(unknown)}; allowed: {', '.join(FORMATS)}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for chart in charts(timetable, instance, people):
        figure = chart.draw()
        for suffix in dict.fromkeys(formats):
            name = f"{chart.stem}.{suffix}"
            render(figure, folder / name)
            written.append(name)
    return written


def charts(
    timetable: Timetable, instance: Instance, people: Sequence[str] | None = None
) -> Iterator[Chart]:
    """Yield the charts that :func:`write_charts` writes; nothing is drawn yet."""
    yield Chart("overview", PLANNER, partial(plot_overview, timetable, instance))
    yield Chart("load", PLANNER, partial(plot_load, timetable, instance))
    days = sorted(day.date for day in instance.days)
    for day in days:
        rooms = partial(plot_rooms, timetable, instance, day=day)
        heads = partial(plot_heads, timetable, instance, people=people, day=day)
        yield Chart(f"rooms-{day}", PLANNER, rooms)
        yield Chart(f"heads-{day}", PLANNER, heads)
    yield from _delegation_days(timetable, instance, people, days)


def _delegation_days(
    timetable: Timetable, instance: Instance, people: Sequence[str] | None, days: Sequence[date]
) -> Iterator[Chart]:
    taken: set[str] = set()
    for delegation in _delegations(timetable, instance, people):
        stem = f"delegation-{delegation}"
        while stem.casefold() in taken:  # "be" and "BE" are one file on Windows and macOS
            stem += "-2"
        taken.add(stem.casefold())
        for day in days:
            draw = partial(plot_delegation_day, timetable, instance, delegation, day)
            yield Chart(f"{stem}-{day}", Audience("delegation", delegation), draw)


def _delegations(
    timetable: Timetable, instance: Instance, people: Sequence[str] | None
) -> list[str]:
    chosen = people
    if chosen is None:
        programme = show(read_programme(timetable, instance))
        chosen = busiest_people(programme, len(instance.people))
    found = dict.fromkeys(
        person.delegation
        for person in (instance.person[name] for name in chosen)
        if person.delegation
    )
    return list(found) if people is not None else list(found)[:BUSIEST_DELEGATIONS]
