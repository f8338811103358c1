"""Standing rules about the persons that activities require."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal

from models import Person, Violation
from models.clock import Interval, inside, overlap
from scheduler.checking.sentences import found, several, where
from scheduler.checking.sheet import Check, Engagement, Sheet, by_date
from scheduler.checking.sweeps import near_pairs
from scheduler.wording import dates
from scheduler.wording.names import what, who
from scheduler.wording.times import stretches, when


def person_availability(sheet: Sheet) -> Iterator[Violation]:
    """Required people are available while they are engaged, in one stretch."""
    windows = sheet.instance.windows
    opens, closes = min(start for start, _ in windows), max(end for _, end in windows)
    for person in sheet.instance.people:
        free = sheet.instance.free[person.id]
        for engaged in sheet.engagements[person.id]:
            if not any(inside(engaged.during, stretch) for stretch in free):
                partly = [
                    (max(start, min(engaged.start, opens)), min(end, max(engaged.end, closes)))
                    for start, end in free
                    if overlap((start, end), engaged.during)
                ]
                there = (
                    f"available throughout; available meanwhile: "
                    f"{stretches(sheet.instance, partly)}"
                    if partly
                    else "there at that time"
                )
                message = (
                    f"{who(person)} is required at {what(engaged.placed.activity)}, "
                    f"{when(sheet.instance, engaged.during)}, but is not {there}"
                )
                at = [engaged.placed]
                yield found("person-availability", "person", person.id, at, engaged.during, message)


def person_overlap(sheet: Sheet) -> Iterator[Violation]:
    """A required person is at one activity at a time."""
    for person in sheet.instance.people:
        for first, second in near_pairs(sheet.engagements[person.id]):
            if overlap(first.during, second.during):
                clash = (max(first.start, second.start), min(first.end, second.end))
                pair = [first.placed, second.placed]
                a, b = (what(placed.activity) for placed in pair)
                message = (
                    f"{who(person)} is required at {a} and {b} at once, "
                    f"{when(sheet.instance, clash)}"
                )
                yield found("person-overlap", "person", person.id, pair, clash, message)


def transfer(sheet: Sheet) -> Iterator[Violation]:
    """Between two activities in different zones a person has the transfer minutes."""
    minutes = sheet.instance.transfer_minutes
    longest = max(minutes.values(), default=0)
    for person in sheet.instance.people:
        for first, second in near_pairs(sheet.engagements[person.id], reach=longest):
            pair = [first.placed, second.placed]
            way = (pair[0].room.zone or "", pair[1].room.zone or "")
            needed, gap = minutes.get(way, 0), second.start - first.end
            if 0 <= gap < needed:  # below 0 they overlap, which is another rule
                clash = _missing(first, second, needed)
                a, b = (f"{what(placed.activity)} in {where(placed)}" for placed in pair)
                message = (
                    f"{who(person)} has {gap} of the {needed} minutes needed from {a} to {b}, "
                    f"{when(sheet.instance, clash)}"
                )
                yield found("transfer", "person", person.id, pair, clash, message)


def rest(sheet: Sheet) -> Iterator[Violation]:
    """Between two activities a person has their rest minutes."""
    for person in sheet.instance.people:
        needed = person.rest_minutes
        for first, second in near_pairs(sheet.engagements[person.id], reach=needed):
            if 0 <= second.start - first.end < needed:
                yield _too_soon(sheet, "rest", person, needed, (first, second))


def night_rest(sheet: Sheet) -> Iterator[Violation]:
    """Between the last end of a date and the first start of the next a person has the night rest.

    The next date is the next one on which they are required. Two activities that overlap across
    midnight break ``person-overlap`` only.
    """
    for person in sheet.instance.people:
        in_order = by_date(sheet.engagements[person.id]).values()
        for earlier, later in pairwise(in_order):
            last = max(earlier, key=lambda engaged: engaged.end)
            first = min(later, key=lambda engaged: engaged.start)
            needed = person.night_rest_minutes
            if 0 <= first.start - last.end < needed:
                yield _too_soon(sheet, "night-rest", person, needed, (last, first))


def daily_minutes(sheet: Sheet) -> Iterator[Violation]:
    """A person's engaged minutes on one date do not exceed their limit."""
    for person in sheet.instance.people:
        most = person.daily_minutes
        if most is None:
            continue
        for day, engaged in by_date(sheet.engagements[person.id]).items():
            minutes = sum(one.end - one.start for one in engaged)
            if minutes > most:
                yield _too_much("daily-minutes", person, day, f"{minutes} minutes", most, engaged)


def daily_activities(sheet: Sheet) -> Iterator[Violation]:
    """A person's number of activities on one date does not exceed their limit."""
    for person in sheet.instance.people:
        most = person.daily_activities
        if most is None:
            continue
        for day, engaged in by_date(sheet.engagements[person.id]).items():
            if len(engaged) > most:
                has = f"{len(engaged)} activities"
                yield _too_much("daily-activities", person, day, has, most, engaged)


def daily_streak(sheet: Sheet) -> Iterator[Violation]:
    """A person's minutes of activities in a row, without a long pause, are within their limit."""
    for person in sheet.instance.people:
        most, pause = person.streak_minutes, person.streak_pause_minutes
        if most is None or pause is None:
            continue
        for engaged in by_date(sheet.engagements[person.id]).values():
            for streak in _streaks(engaged, pause):
                minutes = sum(one.end - one.start for one in streak)
                if minutes > most:
                    during = streak[0].start, max(one.end for one in streak)
                    placed = [one.placed for one in streak]
                    message = (
                        f"{who(person)} has {minutes} minutes of activities in a row, "
                        f"{when(sheet.instance, during)}, without a pause of {pause}; "
                        f"at most {most}: {several(placed)}"
                    )
                    yield found("daily-streak", "person", person.id, placed, during, message)


def _streaks(engaged: list[Engagement], pause: int) -> Iterator[list[Engagement]]:
    """Part engagements, which are in order of time, where there is a pause of so many minutes."""
    streak: list[Engagement] = []
    end = 0
    for one in engaged:
        if streak and one.start - end >= pause:
            yield streak
            streak = []
        end = max(end, one.end) if streak else one.end
        streak.append(one)
    yield streak


def _missing(first: Engagement, second: Engagement, needed: int) -> Interval:
    """Return the part of the time needed after the first activity that the second takes."""
    return second.start, first.end + needed


def _too_soon(
    sheet: Sheet,
    rule: Literal["rest", "night-rest"],
    person: Person,
    needed: int,
    pair: tuple[Engagement, Engagement],
) -> Violation:
    first, second = pair
    clash = _missing(first, second, needed)
    a, b = (what(engaged.placed.activity) for engaged in pair)
    message = (
        f"{who(person)} has {second.start - first.end} of the {needed} minutes of "
        f"{rule.replace('-', ' ')} needed between {a} and {b}, {when(sheet.instance, clash)}"
    )
    return found(rule, "person", person.id, [first.placed, second.placed], clash, message)


def _too_much(
    rule: Literal["daily-minutes", "daily-activities"],
    person: Person,
    day: date,
    has: str,
    most: int,
    engaged: list[Engagement],
) -> Violation:
    placed = [one.placed for one in engaged]
    during = engaged[0].start, max(one.end for one in engaged)
    message = f"{who(person)} has {has} on {dates.day(day)}, at most {most}: {several(placed)}"
    return found(rule, "person", person.id, placed, during, message)


PERSON_CHECKS: tuple[Check, ...] = (
    person_availability,
    person_overlap,
    transfer,
    rest,
    night_rest,
    daily_minutes,
    daily_activities,
    daily_streak,
)
"""The standing rules about persons, in the order in which they are reported."""
