"""The column of one person in an agenda: engagements, gaps, transfers, absences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from matplotlib.collections import LineCollection

from models import Kind
from models.clock import Interval, without
from scheduler.plotting.bars import Box, draw_boxes, draw_closed
from scheduler.plotting.fonts import clean, text_height
from scheduler.plotting.frame import BASELINE, Frame
from scheduler.plotting.labels import SLACK, Block, beginning, block
from scheduler.plotting.lanes import tracks
from scheduler.plotting.shown import Shown
from scheduler.plotting.style import ALARM, CLOSED, INK, KINDS, PAPER, QUIET, SMALLEST, kind_order
from scheduler.plotting.wording import counterparts, room_code, room_text
from scheduler.viewing.programme import Booking, Engagement
from scheduler.wording.languages.chart_dates import hours, short_duration

STRIP = 5.0
PAD = 5.0
TITLE_SIZES = (9.5, 8.5, 7.5)
DETAIL_SIZE = 7.5
LINE_SIZES = (7.5, SMALLEST)
NOTE_SIZE = SMALLEST
BETWEEN = 10.0
INSET = 0.3


@dataclass
class Agenda:
    """Boxes and lines, gathered while the columns are laid out and drawn together at the end.

    ``codes`` are the rooms for whose names there was no space: id -> name.
    """

    frame: Frame
    shown: Shown
    entries: dict[Kind, list[Box]] = field(default_factory=dict)
    absent: list[Box] = field(default_factory=list)
    plates: dict[str, list[Box]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    ways: list[list[tuple[float, float]]] = field(default_factory=list)
    way_colours: list[str] = field(default_factory=list)

    def draw(self) -> None:
        """Draw the boxes and lines of all columns, with few matplotlib artists."""
        draw_closed(self.frame, self.absent)
        for colour, boxes in self.plates.items():
            draw_boxes(self.frame, boxes, colour, zorder=0.8)
        for kind in sorted(self.entries, key=kind_order):
            style, boxes = KINDS[kind], self.entries[kind]
            strip = STRIP / self.frame.per_x
            strips = [(left, left + strip, top, bottom) for left, _, top, bottom in boxes]
            draw_boxes(self.frame, boxes, style.pale)
            draw_boxes(
                self.frame,
                strips,
                style.face,
                edge=style.line,
                hatch=style.hatch,
                line=0.5,
                zorder=2.2,
            )
        self.frame.ax.add_collection(
            LineCollection(self.ways, colors=self.way_colours, linewidths=1.2, zorder=3),
            autolim=False,
        )


@dataclass(frozen=True)
class Column:
    """The place of a person's column (x in points), and the hours that it shows."""

    agenda: Agenda
    person: str
    left: float
    right: float
    hours: Interval


def lay_out(column: Column) -> None:
    """Write the texts of a person's day and note its boxes and lines in the agenda."""
    shown = column.agenda.shown
    own = shown.by_person.get(column.person, [])
    absent = without([column.hours], shown.instance.free[column.person])
    engaged = [(e.start, e.end) for e in own]
    column.agenda.absent += [(column.left, column.right, *span) for span in absent]
    for engagement, track in zip(own, tracks(engaged), strict=True):
        _lay_entry(column, engagement, track)
    for span in without(absent, engaged):
        _note(column, span, [shown.word("not-available")], CLOSED)
    for before, after in pairwise(own):
        free = without([(before.end, after.start)], absent)
        way, needed = _lay_way(column, before, after)
        for span in free:
            on_way = needed if span == free[0] else 0
            notes = [way] if on_way else []
            if (left := span[1] - span[0] - on_way) > 0:
                notes.append(shown.word("free", time=short_duration(left, shown.language)))
            _note(column, span, notes, PAPER)


def _lay_entry(column: Column, own: Engagement, track: tuple[int, int]) -> None:
    frame, booking = column.agenda.frame, own.booking
    wide = (column.right - column.left) / track[1]
    left = column.left + track[0] * wide
    start, end = own.start + INSET / frame.per_y, own.end - INSET / frame.per_y
    boxes = column.agenda.entries.setdefault(booking.activity.kind, [])
    boxes.append((left, left + wide, start, end))
    high = (end - start) * frame.per_y
    texts = _set_entry(column, own, wide - STRIP - 2 * PAD, high)
    used = max((text.down + text.block.height for text in texts), default=0.0)
    top = start + ((high - used) / 2 if high - used < 12 else 4.0) / frame.per_y
    for text in texts:
        frame.write(
            left + STRIP + PAD + text.right,
            top + text.down / frame.per_y,
            text.block.text,
            size=text.block.size,
            bold=text.block.bold,
            colour=text.colour,
            up="top",
        )


@dataclass(frozen=True)
class _Set:
    """A text of an entry, and how many points right of and below the entry's start it goes."""

    block: Block
    colour: str = INK
    right: float = 0.0
    down: float = 0.0


def _set_entry(column: Column, own: Engagement, room: float, high: float) -> list[_Set]:
    """Set title and place in full if there is room, else as one text, cut if need be."""
    clock, booking = column.agenda.shown.instance.clock, own.booking
    times = clock.moment(own.start), clock.moment(own.end)
    when = hours(*times, booking.date, column.agenda.shown.language)
    title, short, place, others = _words(column, booking)
    titles = [block(f"{when}  {title}", room, high, size, bold=True) for size in TITLE_SIZES]
    heads = [head for head in titles if head]
    for head in heads:
        for detail in (f"{place}\n{others}" if others else place, place):
            if below := block(detail, room, high - head.height, DETAIL_SIZE):
                return [_Set(head), _Set(below, QUIET, down=head.height)]
    for head in heads[1:]:
        if both := _on_one_line(head, place, room):
            return both
    for text, by_code in _one_text(column.agenda.shown, booking, (title, short, place)):
        for size in LINE_SIZES:
            if line := block(f"{when}  {text}", room, high, size):
                if by_code:
                    column.agenda.codes[booking.room.id] = clean(booking.room.name)
                return [_Set(line)]
    cut = beginning(f"{when} {short}", room, high, LINE_SIZES[-1])
    return [_Set(cut)] if cut else []


def _one_text(
    shown: Shown, booking: Booking, words: tuple[str, str, str]
) -> Iterator[tuple[str, bool]]:
    """Yield title and place as one text, the fullest first, and whether the room is by its id.

    Colour says that a meeting is a bilateral; nothing else says with whom.
    """
    code = room_code(booking.room, booking.unit)
    title, short, place = words
    for end in (place, room_text(shown, booking.room, booking.unit)):
        yield f"{title}, {end}", False
    yield f"{title}, {code}", True
    yield f"{short}, {code}", True
    yield title, False
    yield short, False


def _on_one_line(head: Block, detail: str, room: float) -> list[_Set]:
    """Set the detail after a title of one line; nothing if it does not fit."""
    right = head.width * SLACK + BETWEEN
    after = block(detail, room - right, head.height, DETAIL_SIZE)
    if len(head.lines) > 1 or after is None:
        return []
    lower = (head.height - after.height) / 2 + BASELINE * (head.size - DETAIL_SIZE)
    return [_Set(head), _Set(after, QUIET, right, lower)]


def _words(column: Column, booking: Booking) -> tuple[str, str, str, str]:
    """Return the title, a short one, the place, and the other people."""
    activity, shown = booking.activity, column.agenda.shown
    zones = {zone.id: clean(zone.name) for zone in shown.instance.zones}
    place = room_text(shown, booking.room, booking.unit)
    if len(zones) > 1 and zones.get(booking.room.zone or ""):
        place = f"{place}, {zones[booking.room.zone or '']}"
    others = counterparts(shown, booking, column.person)
    title = clean(activity.title) or activity.id
    if activity.kind == "bilateral" and others:
        short = shown.word("with-names", names=others)
        return shown.word("bilateral-with", names=others), short, place, ""
    few = len(activity.people) <= 6
    return title, title, place, shown.word("with-names", names=others) if others and few else ""


def _note(column: Column, span: Interval, parts: Sequence[str], ground: str) -> None:
    """Write a note in grey into a stretch without engagements, if it is high enough."""
    frame = column.agenda.frame
    wide = column.right - column.left - STRIP - 2 * PAD
    texts = [" · ".join(parts[n:]) for n in range(len(parts))]
    heights = [text_height(1, NOTE_SIZE, text) for text in texts]  # accents need more
    blocks = (
        (block(text, wide, high, NOTE_SIZE), high)
        for text, high in zip(texts, heights, strict=True)
        if high <= (span[1] - span[0]) * frame.per_y
    )
    text, high = next((found for found in blocks if found[0]), (None, 0.0))
    if text is None:
        return
    x, y = column.left + STRIP + PAD, (span[0] + span[1]) / 2
    frame.write(x, y, text.text, size=NOTE_SIZE, colour=QUIET)
    half = high / 2 / frame.per_y  # the plate keeps hour lines and hatch off the words
    plate = (x - 2, x + text.width + 2, y - half, y + half)
    column.agenda.plates.setdefault(ground, []).append(plate)


def _lay_way(column: Column, before: Engagement, after: Engagement) -> tuple[str, int]:
    """Add the line of a transfer to another zone; return it in words, and its minutes."""
    instance = column.agenda.shown.instance
    zones = (before.booking.room.zone or "", after.booking.room.zone or "")
    needed = instance.transfer_minutes.get(zones, 0) if zones[0] != zones[1] else 0
    if not needed:
        return "", 0
    x = column.left + STRIP / 2
    column.agenda.ways.append([(x, before.end), (x, before.end + needed)])
    column.agenda.way_colours.append(ALARM if before.end + needed > after.start else INK)
    names = {zone.id: clean(zone.name) or zone.id for zone in instance.zones}
    return column.agenda.shown.word("way", count=needed, place=names[zones[1]]), needed
