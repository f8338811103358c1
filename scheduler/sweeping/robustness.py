"""How a timetable bears delays: seeded draws, without replanning, judged by the referee."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from models import Instance, Placement, Slot, Span, Timetable, Violation
from models.clock import Minute
from scheduler.checking import check
from scheduler.sweeping.asked import Refused, limits_of, one_of, whole
from scheduler.sweeping.delays import USUAL, DelayChances, Delays, drawn
from scheduler.sweeping.running import Advance, Cell, OnAdvance, Watch, run, shared
from scheduler.sweeping.shifting import shifted
from scheduler.viewing.frames import framed
from scheduler.viewing.programme import Booking, Programme, read_programme

AT_A_TIME = 25
"""Draws that are one piece of work."""


def robustness(
    timetable: Timetable,
    instance: Instance,
    *,
    draws: int = 100,
    chances: DelayChances = USUAL,
    seed: int = 0,
    by: Literal["draw", "activity"] = "draw",
    executor: Executor | None = None,
    on_progress: OnAdvance | None = None,
) -> pd.DataFrame:
    """Return what delays do to a timetable that nobody mends.

    In each draw some people of delegations are late, and some plenaries last longer. Whatever is
    held up waits for its people, its room and its resources, in the order and the rooms of the
    timetable; plenaries wait only for their room and for people whom another plenary holds up.
    Then the referee judges what has been held. That something starts late is no
    clash by itself: the rules about the grid and pinned starts are left aside, and what fills a
    published slot only has to end within it.

    Parameters
    ----------
    timetable
        One that breaks no hard rule.
    instance
        What it is for.
    draws
        How many are made.
    chances
        How likely delays are, and how long they last on average.
    seed
        Of the draws: the same seed and ids give the same delays for any timetable.
    by
        ``draw``: a row for each draw; ``activity``: a row for each activity that has a place.
    executor
        Runs the draws, some at a time; without one, processes of this machine do, no more of them
        than it has processors for. It is not shut down.
    on_progress
        Called each time that some draws have ended.

    Returns
    -------
    DataFrame
        By draw: ``draw`` (from 0), ``seed``, ``delays`` (``ID DATE +MINUTES`` of people,
        ``ID +MINUTES`` of plenaries, joined by ``; ``), ``people`` and ``plenaries`` (how many are
        delayed), ``late`` (activities that start late), ``late_minutes`` (of all together),
        ``clashes`` (violations of hard rules), ``rules`` (which, as ``rule=count``), ``clashing``
        (activities in them), ``valid`` (share of the activities with a place that are in none).
        By activity: ``activity``, ``kind``, ``title``, ``start`` as planned; ``late`` and
        ``clashes`` (share of the draws in which it starts late, or is in a clash),
        ``late_minutes`` (mean of all draws). ``attrs["summary"]`` is a sentence, and
        ``attrs["delays"]`` says what was drawn. Ctrl-C ends it and keeps the draws that are done
        (``attrs["stopped"]``).

    Raises
    ------
    ValueError
        The timetable breaks a hard rule, or an option has an invalid value.
    RuntimeError
        The executor has not run them, and why.

    Notes
    -----
    The delays are synthetic: chances are independent, minutes are exponential, rounded up, at
    most 120. They compare timetables; they do not foretell a day.
    """
    draws = whole("draws", draws, 1)
    one_of("by", by, ("draw", "activity"))
    limits_of(executor, seed=seed)
    programme = read_programme(timetable, instance)
    if broken := check(instance, timetable).violations:
        raise Refused(
            f"the timetable breaks {len(broken)} hard rules even without delays: "
            f"{broken[0].message}"
        )
    given = timetable, instance, chances, seed
    days = _held(given, draws, executor, on_progress)
    frame = _by_draw(programme, days, seed) if by == "draw" else _by_activity(programme, days)
    frame.attrs |= {"summary": _summary(programme, days, draws), "stopped": len(days) < draws}
    frame.attrs["delays"] = f"synthetic, {chances}"
    return frame


@dataclass(frozen=True)
class _Held:
    """One draw: its number and delays, by how much each activity is late, and the clashes."""

    number: int
    delays: Delays
    late: dict[str, Minute]
    violations: tuple[Violation, ...]

    @property
    def clashing(self) -> set[str]:
        return {name for violation in self.violations for name in violation.activities}


_Given = tuple[Timetable, Instance, DelayChances, int]
"""What all draws share; the last is the seed."""


def _held(
    given: _Given, draws: int, executor: Executor | None, on_progress: OnAdvance | None
) -> list[_Held]:
    """Return what happens in the draws, in order; on Ctrl-C in those that are done."""
    parts = [range(first, min(draws, first + AT_A_TIME)) for first in range(0, draws, AT_A_TIME)]
    side_by_side, _ = shared(len(parts), 1, executor)
    cells = [Cell(_days, (*given, part)) for part in parts]
    watch = Watch(of=draws)
    found: list[_Held] = []
    with suppress(KeyboardInterrupt):
        for ended in run(cells, executor, side_by_side=side_by_side):
            if ended.result is None:
                raise RuntimeError(f"draws were not made: {ended.error}")
            found += ended.result
            if on_progress is not None:
                on_progress(_advance(given, found, watch, len(ended.result)))
    return sorted(found, key=lambda one: one.number)


def _advance(given: _Given, found: Sequence[_Held], watch: Watch, more: int) -> Advance:
    """Tell of some more draws, with what all so far have come to."""
    programme = read_programme(given[0], given[1])
    step = f"draws; {100 * _mean_valid(programme, found):.1f} % of the activities are in no clash"
    return watch.advance(step, sum(not one.violations for one in found), many=more)


def _days(
    timetable: Timetable, instance: Instance, chances: DelayChances, seed: int, numbers: range
) -> list[_Held]:
    """Return what happens in some draws; a cell's function."""
    programme = read_programme(timetable, instance)
    judged = _lived(programme)
    return [_day(programme, judged, n, drawn(instance, chances, seed, n)) for n in numbers]


def _lived(programme: Programme) -> Instance:
    """Return the instance with rules that say what may be on the day, not what may be planned."""
    instance = programme.instance
    activities = []
    for activity in instance.activities:
        changed: dict[str, object] = {"pin_start": None, "slots": None}
        booking = programme.by_activity.get(activity.id)
        if booking is not None and (slot := _filled(instance, booking)) is not None:
            changed["spans"] = (Span(start=slot.start, end=slot.end),)
        activities.append(activity.model_copy(update=changed))
    return instance.model_copy(update={"activities": tuple(activities), "grid_minutes": 1})


def _filled(instance: Instance, booking: Booking) -> Slot | None:
    """Return the published slot that a booking fills, if it does."""
    clock = instance.clock
    for name in booking.activity.slots or ():
        slot = instance.slot[name]
        if booking.start == clock.minute(slot.start) and booking.end <= clock.minute(slot.end):
            return slot
    return None


def _day(programme: Programme, judged: Instance, number: int, delays: Delays) -> _Held:
    held = shifted(programme, delays)
    longer = {one.activity.id: one.activity.minutes for one in held}
    activities = tuple(
        a.model_copy(update={"minutes": longer[a.id]}) if a.id in delays.longer else a
        for a in judged.activities
    )
    places = tuple(
        Placement.model_construct(
            activity=one.activity.id,
            start=judged.clock.moment(one.start),
            room=one.room.id,
            unit=one.unit,
        )
        for one in held
    )
    report = check(
        judged.model_copy(update={"activities": activities}),
        Timetable.model_construct(placements=places),
    )
    planned = programme.bookings
    late = {
        one.activity.id: one.start - plan.start
        for one, plan in zip(held, planned, strict=True)
        if one.start > plan.start
    }
    return _Held(number, delays, late, report.violations)


BY_DRAW = {
    "draw": "int64",
    "seed": "int64",
    "delays": "str",
    "people": "int64",
    "plenaries": "int64",
    "late": "int64",
    "late_minutes": "int64",
    "clashes": "int64",
    "rules": "str",
    "clashing": "int64",
    "valid": "float64",
}


def _by_draw(programme: Programme, held: list[_Held], seed: int) -> pd.DataFrame:
    rows = []
    for one in held:
        rules = Counter(violation.rule for violation in one.violations)
        rows.append(
            {
                "draw": one.number,
                "seed": seed,
                "delays": str(one.delays),
                "people": len(one.delays.late),
                "plenaries": len(one.delays.longer),
                "late": len(one.late),
                "late_minutes": sum(one.late.values()),
                "clashes": len(one.violations),
                "rules": ";".join(f"{rule}={count}" for rule, count in sorted(rules.items())),
                "clashing": len(one.clashing),
                "valid": _valid(programme, one),
            }
        )
    return pd.DataFrame(rows, columns=list(BY_DRAW)).astype(BY_DRAW)


def _valid(programme: Programme, one: _Held) -> float:
    """Return the share of the activities with a place that are in no clash."""
    placed = len(programme.bookings)
    return 1.0 - len(one.clashing) / placed if placed else 1.0


def _mean_valid(programme: Programme, held: Sequence[_Held]) -> float:
    return sum(_valid(programme, one) for one in held) / len(held)


BY_ACTIVITY = ("activity", "kind", "title", "start", "late", "late_minutes", "clashes")


def _by_activity(programme: Programme, held: list[_Held]) -> pd.DataFrame:
    """Return a row for each activity that has a place, those that clash most often first."""
    late = Counter(name for one in held for name in one.late)
    clashes = Counter(name for one in held for name in one.clashing)
    rows = [
        {
            "activity": booking.activity.id,
            "kind": booking.activity.kind,
            "title": booking.activity.title,
            "start": programme.instance.clock.moment(booking.start),
            "late": late[booking.activity.id] / len(held),
            "late_minutes": sum(one.late.get(booking.activity.id, 0) for one in held) / len(held),
            "clashes": clashes[booking.activity.id] / len(held),
        }
        for booking in (programme.bookings if held else ())
    ]
    frame = framed(rows, BY_ACTIVITY, programme.instance.time_zone)
    shares = ["late", "late_minutes", "clashes"]
    frame = frame.astype(dict.fromkeys(shares, "float64"))
    by = ["clashes", "late_minutes", "late"]
    return frame.sort_values(by, ascending=False, kind="stable", ignore_index=True)


def _summary(programme: Programme, held: Sequence[_Held], draws: int) -> str:
    stopped = f"Stopped on request: {len(held)} of {draws} draws are done."
    if not held:
        return stopped
    free = sum(not one.violations for one in held)
    valid = _mean_valid(programme, held)
    late = sum(len(one.late) for one in held) / len(held)
    text = (
        f"Nothing clashes in {free} of {len(held)} draws; on average {late:.1f} of "
        f"{len(programme.bookings)} activities start late, and {100 * valid:.1f} % are in no clash."
    )
    return text if len(held) == draws else f"{stopped} {text}"
