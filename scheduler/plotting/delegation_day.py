"""The day of one delegation: an agenda to hand out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from models import Instance, Language, Timetable
from models.clock import Interval
from scheduler.plotting.agenda import INSET, Agenda, Column, lay_out
from scheduler.plotting.fonts import clean, text_height
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import (
    AWAY,
    TRAVEL,
    Sign,
    clock_signs,
    draw_footer,
    draw_header,
    header_extra,
    kind_signs,
)
from scheduler.plotting.labels import beginning, fit
from scheduler.plotting.shown import DayShown, Shown, chosen_day, joined, show
from scheduler.plotting.style import A3, A4_TALL, FAINT, QUIET, RULE, SMALLEST, Paper
from scheduler.plotting.timescale import hours
from scheduler.plotting.typefaces import FIRST_FAMILY
from scheduler.plotting.wording import natural
from scheduler.viewing.audiences import Audience, seen_by
from scheduler.wording.languages import told

COLUMN_GAP = 10.0
MOST_COLUMNS = 3
MOST_SHEETS = 2
NAMES_HIGH = 25.0
NAME_SIZES = (8.5, 7.5, SMALLEST)


def plot_delegation_day(
    timetable: Timetable,
    instance: Instance,
    delegation: str,
    day: date | str,
    *,
    language: Language = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the day of a delegation: times, titles, rooms, counterparts, gaps and transfers.

    Time runs down; each person of the delegation who is engaged that day has a column. It is to
    be handed out: it shows what the delegation may know, and nothing else.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for. Nothing is checked: activities that clash
        are drawn side by side.
    delegation
        Its id.
    day
        A day of the instance.
    language
        In which names, titles, dates and words are: titles of the instance in it where there are
        any (``title_fr``, ``title_vi``).
    ax
        Axes to draw on; by default those of a new A4 sheet, or A3 from four columns on; higher if
        there are meetings too short for their text.

    Returns
    -------
    matplotlib.axes.Axes
        x in points, y in minutes since 1970-01-01T00:00Z, downwards.

    Raises
    ------
    ValueError
        Delegation, day or language is unknown.
    """
    whole = joined(timetable, instance, language)
    rows = whole.instance.delegations
    name = next((row.name for row in rows if row.id == delegation), None)
    if name is None:
        raise ValueError(f"found delegation {delegation!r}; allowed: ids of delegations")
    own = seen_by(whole, Audience("delegation", delegation))
    shown = show(own, [chosen_day(instance, day)], language)
    members = [person.id for person in own.instance.people if person.delegation == delegation]
    people = [person for person in members if person in shown.by_person]
    names = NAMES_HIGH if people else 0.0
    paper = A4_TALL if len(people) <= MOST_COLUMNS else replace(A3, left=A4_TALL.left)
    extra = header_extra(shown, name or delegation, paper.gutter + paper.inner_width)
    paper = replace(paper, top=A4_TALL.top + names + extra)
    start, end = _hours_shown(shown, people)
    frame = open_frame(ax, paper, _height(shown, people, paper, end - start))
    frame.limit(0.0, frame.width, end, start)
    _rule_hours(frame, shown, (start, end))
    agenda = Agenda(frame, shown)
    for column in _columns(agenda, people, (start, end)):
        lay_out(column)
    agenda.draw()
    if not people:
        middle = (frame.width / 2, (start + end) / 2)
        frame.write(*middle, shown.word("no-engagements"), size=10, colour=FAINT, across="center")
    signs = kind_signs(shown, (e.booking.activity.kind for p in people for e in shown.by_person[p]))
    signs += [AWAY.of(shown)] if agenda.absent else []
    signs += [TRAVEL.of(shown)] if agenda.ways else []
    signs += clock_signs(shown)
    codes = ((id, agenda.codes[id]) for id in sorted(agenda.codes, key=natural))
    signs += [Sign(told(*code, shown.language)) for code in codes]
    draw_header(frame, shown, name or delegation, height=10 + names)
    draw_footer(frame, shown, signs, depth=14)
    return frame.ax


def _hours_shown(shown: Shown, people: Sequence[str]) -> Interval:
    """Return the whole hours around the day's engagements; the day's own without any."""
    day = shown.days[0]
    engagements = [own for person in people for own in shown.by_person[person]]
    if not engagements:
        return day.start, day.end
    first, last = min(own.start for own in engagements), max(own.end for own in engagements)
    clock = shown.instance.clock
    return first - clock.moment(first).minute, last + -clock.moment(last).minute % 60


def _height(shown: Shown, people: Sequence[str], paper: Paper, minutes: int) -> float:
    """Return the points for the hours: those of the paper, more if short meetings need them."""
    inner = paper.height - paper.top - paper.bottom
    lengths = [own.end - own.start for person in people for own in shown.by_person[person]]
    lines = 1 if len(people) == 1 else 2
    needs = (text_height(lines, SMALLEST) + 2 * INSET) / min(lengths, default=minutes) * minutes
    return max(inner, min(needs, MOST_SHEETS * paper.height))


def _rule_hours(frame: Frame, shown: Shown, between: Interval) -> None:
    day = DayShown(shown.days[0].date, *between)
    marks = hours(day, shown.instance.clock, shown.language)
    frame.ax.add_collection(
        LineCollection(
            [[(0.0, minute), (frame.width, minute)] for minute, _, _ in marks],
            colors=RULE,
            linewidths=0.5,
            zorder=0.4,
        ),
        autolim=False,
    )
    frame.ax.set_yticks(
        [minute for minute, _, _ in marks], [text for _, text, _ in marks], parse_math=False
    )
    frame.ax.tick_params(
        axis="y", labelsize=8, labelcolor=QUIET, labelfontfamily=FIRST_FAMILY, pad=6, length=0
    )


def _columns(agenda: Agenda, people: Sequence[str], between: Interval) -> list[Column]:
    frame, persons = agenda.frame, agenda.shown.instance.person
    width = (frame.width + COLUMN_GAP) / max(1, len(people))
    columns = []
    for number, person in enumerate(people):
        left, right = number * width, (number + 1) * width - COLUMN_GAP
        columns.append(Column(agenda, person, left, right, between))
        _write_name(frame, clean(persons[person].name) or person, left, right)
    return columns


def _write_name(frame: Frame, name: str, left: float, right: float) -> None:
    wide, high = right - left, text_height(2, NAME_SIZES[0], name)
    text = fit([name], wide, high, sizes=NAME_SIZES, bold=True)
    text = text or beginning(name, wide, high, NAME_SIZES[-1], bold=True)
    if text:
        frame.write(
            left, 4, text.text, size=text.size, bold=True, up="bottom", transform=frame.above
        )
