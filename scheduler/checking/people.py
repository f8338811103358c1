"""Standing rules about the persons that activities require."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal

from models import Person, Violation
from models.clock import Interval, inside, overlap
from scheduler.checking.sentences import found, several, where
from scheduler.checking.sheet import Placed, Sheet, by_date
from scheduler.checking.sweeps import near_pairs
from scheduler.wording import dates
from scheduler.wording.names import what, who
from scheduler.wording.times import stretches, when


def person_availability(sheet: Sheet) -> Iterator[Violation]:
    """Required people are available for the whole activity, in one stretch."""
    for person in sheet.instance.people:
        free = sheet.instance.free[person.id]
        for placed in sheet.by_person[person.id]:
            if not any(inside(placed.during, stretch) for stretch in free):
                partly = [stretch for stretch in free if overlap(stretch, placed.during)]
                message = (
                    f"{who(person)} is required at {what(placed.activity)}, "
                    f"{when(sheet.instance, placed.during)}, but is not available throughout; "
                    f"available meanwhile: {stretches(sheet.instance, partly)}"
                )
                yield found(
                    "person-availability", "person", person.id, [placed], placed.during, message
                )


def person_overlap(sheet: Sheet) -> Iterator[Violation]:
    """A required person is at one activity at a time."""
    for person in sheet.instance.people:
        for first, second in near_pairs(sheet.by_person[person.id]):
            if overlap(first.during, second.during):
                clash = (max(first.start, second.start), min(first.end, second.end))
                message = (
                    f"{who(person)} is required at {what(first.activity)} and "
                    f"{what(second.activity)} at once, {when(sheet.instance, clash)}"
                )
                yield found("person-overlap", "person", person.id, [first, second], clash, message)


def transfer(sheet: Sheet) -> Iterator[Violation]:
    """Between two activities in different zones a person has the transfer minutes."""
    minutes = sheet.instance.transfer_minutes
    longest = max(minutes.values(), default=0)
    for person in sheet.instance.people:
        for first, second in near_pairs(sheet.by_person[person.id], reach=longest):
            way = (first.room.zone or "", second.room.zone or "")
            needed, gap = minutes.get(way, 0), second.start - first.end
            if 0 <= gap < needed:  # below 0 they overlap, which is another rule
                clash = _missing(first, second, needed)
                message = (
                    f"{who(person)} has {gap} of the {needed} minutes needed from "
                    f"{what(first.activity)} in {where(first)} to {what(second.activity)} in "
                    f"{where(second)}, {when(sheet.instance, clash)}"
                )
                yield found("transfer", "person", person.id, [first, second], clash, message)


def rest(sheet: Sheet) -> Iterator[Violation]:
    """Between two activities a person has his rest minutes."""
    for person in sheet.instance.people:
        needed = person.rest_minutes
        for first, second in near_pairs(sheet.by_person[person.id], reach=needed):
            if 0 <= second.start - first.end < needed:
                yield _too_soon(sheet, "rest", person, needed, (first, second))


def night_rest(sheet: Sheet) -> Iterator[Violation]:
    """Between the last end of a date and the first start of the next a person has the night.

    The next date is the next on which he is required. Two activities that overlap over
    midnight are ``person-overlap`` alone.
    """
    for person in sheet.instance.people:
        dates = by_date(sheet.by_person[person.id]).values()
        for earlier, later in pairwise(dates):
            last = max(earlier, key=lambda placed: placed.end)
            first = min(later, key=lambda placed: placed.start)
            needed = person.night_rest_minutes
            if 0 <= first.start - last.end < needed:
                yield _too_soon(sheet, "night-rest", person, needed, (last, first))


def daily_minutes(sheet: Sheet) -> Iterator[Violation]:
    """A person's engaged minutes on one date do not exceed his limit."""
    for person in sheet.instance.people:
        most = person.daily_minutes
        if most is None:
            continue
        for day, placed in by_date(sheet.by_person[person.id]).items():
            engaged = sum(one.activity.minutes for one in placed)
            if engaged > most:
                message = _too_much(person, day, f"{engaged} minutes", most, placed)
                yield found("daily-minutes", "person", person.id, placed, _from_to(placed), message)


def daily_activities(sheet: Sheet) -> Iterator[Violation]:
    """A person's number of activities on one date does not exceed his limit."""
    for person in sheet.instance.people:
        most = person.daily_activities
        if most is None:
            continue
        for day, placed in by_date(sheet.by_person[person.id]).items():
            if len(placed) > most:
                message = _too_much(person, day, f"{len(placed)} activities", most, placed)
                yield found(
                    "daily-activities", "person", person.id, placed, _from_to(placed), message
                )


def _missing(first: Placed, second: Placed, needed: int) -> Interval:
    """Return the time that the second activity takes from what is needed after the first."""
    return second.start, first.end + needed


def _too_soon(
    sheet: Sheet,
    rule: Literal["rest", "night-rest"],
    person: Person,
    needed: int,
    pair: tuple[Placed, Placed],
) -> Violation:
    first, second = pair
    clash = _missing(first, second, needed)
    message = (
        f"{who(person)} has {second.start - first.end} of the {needed} minutes of "
        f"{rule.replace('-', ' ')} needed between {what(first.activity)} and "
        f"{what(second.activity)}, {when(sheet.instance, clash)}"
    )
    return found(rule, "person", person.id, pair, clash, message)


def _too_much(person: Person, day: date, has: str, most: int, placed: list[Placed]) -> str:
    return f"{who(person)} has {has} on {dates.day(day)}, at most {most}: {several(placed)}"


def _from_to(placed: list[Placed]) -> Interval:
    return placed[0].start, max(one.end for one in placed)
