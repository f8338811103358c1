"""More forbidden slots: beside those of the file, none of those in which somebody has to meet."""

import random

from benchmarks.forbidden import with_more
from scheduler.benching.dzn import parse

TEXT = "nTotalSlots = 4;\nforbidden = [{0}, {2},\n{}];\nfixed = [0];\n"


def test_slots_of_the_hidden_timetable_stay_free() -> None:
    """With certainty all others are forbidden; the rest of the file is as it was."""
    taken = {"P1": {1, 3}, "P2": {4}, "P3": {1, 2, 3, 4}}
    text = with_more(TEXT, 4, taken, 100, random.Random(1))
    items, faults = parse(text, "variant.dzn")
    assert not faults
    assert items["forbidden"].value == [frozenset({2, 4}), frozenset({1, 2, 3}), frozenset({0})]
    assert text.replace(" ", "").endswith("fixed=[0];\n")


def test_what_is_forbidden_already_stays() -> None:
    """With a chance of nothing, nothing is added."""
    items, _ = parse(with_more(TEXT, 4, {}, 0, random.Random(1)), "variant.dzn")
    assert items["forbidden"].value == [frozenset({0}), frozenset({2}), frozenset({0})]
