"""Writing all charts of a timetable into a folder."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from models import Instance, Language, Timetable
from scheduler.plotting.delegation_day import plot_delegation_day
from scheduler.plotting.drawing import Chart, Drawing, OnSheet
from scheduler.plotting.heads import engaged, known_people, plot_heads
from scheduler.plotting.load import plot_load
from scheduler.plotting.overview import plot_overview
from scheduler.plotting.rendering import FORMATS
from scheduler.plotting.rooms import plot_rooms
from scheduler.plotting.shown import Shown, joined, show
from scheduler.viewing.audiences import PLANNER, Audience

BUSIEST_DELEGATIONS = 3


def write_charts(
    timetable: Timetable,
    instance: Instance,
    folder: str | Path,
    *,
    formats: Sequence[str] = FORMATS,
    people: Sequence[str] | None = None,
    every_delegation: bool = False,
    note: str = "",
    language: Language = "en",
    on_sheet: OnSheet | None = None,
) -> list[str]:
    """Write overview, load, rooms and heads per day, and days of delegations.

    Many charts are drawn in parallel, in at most as many processes as there are processors.

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
    every_delegation
        Each delegation gets a sheet for each day.
    note
        A few words for the footer of the overview, such as what broken soft rules cost.
    language
        In which names, titles, dates and words are, as far as the instance has names and titles
        in it.
    on_sheet
        Told of progress: how many charts are drawn, and how many there are.

    Returns
    -------
    list of str
        Names of the files in the folder, in the order written.

    Raises
    ------
    ValueError
        Unknown format, person or language.
    MissingExtra
        A package for other languages than English is not installed.
    OSError
        A file cannot be written.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise ValueError(f"found format {', '.join(unknown)}; allowed: {', '.join(FORMATS)}")
    sheets = list(
        charts(
            timetable,
            instance,
            None if people is None else known_people(instance, people),
            every_delegation=every_delegation,
            note=note,
            language=language,
        )
    )
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with Drawing(sheets, formats, on_sheet=on_sheet) as drawing:
        for number, sheet in enumerate(sheets):
            for suffix in dict.fromkeys(formats):
                name = f"{sheet.stem}.{suffix}"
                (folder / name).write_bytes(drawing.content(number, suffix))
                written.append(name)
    return written


def charts(
    timetable: Timetable,
    instance: Instance,
    people: Sequence[str] | None = None,
    *,
    every_delegation: bool = False,
    note: str = "",
    language: Language = "en",
) -> Iterator[Chart]:
    """Yield the charts that :func:`write_charts` writes; nothing is drawn yet."""
    whole = joined(timetable, instance, language)
    draw = partial(plot_overview, timetable, instance, note=note, language=language)
    yield Chart("overview", PLANNER, draw)
    yield Chart("load", PLANNER, partial(plot_load, timetable, instance, language=language))
    days = sorted(day.date for day in instance.days)
    for day in days:
        rooms = partial(plot_rooms, timetable, instance, day=day, language=language)
        yield Chart(f"rooms-{day}", PLANNER, rooms)
        heads = partial(plot_heads, timetable, instance, day=day, language=language)
        yield Chart(f"heads-{day}", PLANNER, partial(heads, people=people))
    programme = show(whole)
    if every_delegation:
        delegations = [delegation.id for delegation in programme.instance.delegations]
    else:
        delegations = _delegations(programme, people)
    for stem, delegation, day in _delegation_days(delegations, days):
        sheet = partial(
            plot_delegation_day, timetable, instance, delegation, day, language=language
        )
        yield Chart(stem, Audience("delegation", delegation), sheet)


def _delegation_days(
    delegations: Sequence[str], days: Sequence[date]
) -> Iterator[tuple[str, str, date]]:
    """Yield the sheets of delegations: the stem of its file, whose it is, and of which day."""
    taken: set[str] = set()
    for delegation in delegations:
        stem = f"delegation-{delegation}"
        while stem.casefold() in taken:  # "be" and "BE" are one file on Windows and macOS
            stem += "-2"
        taken.add(stem.casefold())
        for day in days:
            yield f"{stem}-{day}", delegation, day


def _delegations(shown: Shown, people: Sequence[str] | None) -> list[str]:
    """Return the delegations of some people; by default those with most engaged minutes."""
    persons = shown.instance.person
    if people is not None:
        found = (persons[name].delegation for name in people)
        return list(dict.fromkeys(name for name in found if name))
    minutes = Counter[str]()
    for person in shown.instance.people:
        if person.delegation:
            minutes[person.delegation] += engaged(shown, person.id)
    return [name for name, _ in minutes.most_common(BUSIEST_DELEGATIONS)]
