"""Breaks: long idle stretches between two activities of a person on one date."""

from itertools import pairwise

from models.clock import merged
from scheduler.checking.sheet import Sheet, by_date


def count_breaks(sheet: Sheet, person: str) -> int:
    """Count a person's breaks over all dates, as goal ``breaks`` and ``fair-breaks`` do.

    A break is an idle stretch of more than ``policy.break_minutes`` elapsed minutes
    between two stretches in which activities require the person; the date of an
    activity is that of its start.
    """
    longest = sheet.instance.policy.break_minutes
    breaks = 0
    for engagements in by_date(sheet.engagements[person]).values():
        engaged = merged(one.during for one in engagements)
        breaks += sum(after[0] - before[1] > longest for before, after in pairwise(engaged))
    return breaks
