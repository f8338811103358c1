"""Reasons and findings in French and Vietnamese: all that the product says is known."""

import re
from collections import Counter
from datetime import datetime
from itertools import product
from pathlib import Path

import pytest

from models import HardRule, Language, Placement
from scheduler import load_instance
from scheduler.checking import check
from scheduler.wording.findings import (
    fits_no_day,
    goes_past_the_day,
    leaves_no_start,
    no_rooms,
    not_open,
    people_away,
    requests_beyond,
    rooms_ruled_out,
)
from scheduler.wording.languages import translated
from scheduler.wording.rules import RULES_OUT
from scheduler.wording.unmet import (
    HELD,
    WAYS,
    beyond_text,
    crowded_text,
    fits_text,
    joined,
    nowhere_text,
    waits_text,
)
from tests.checking.conftest import read_instance, read_timetable
from tests.rules.every import FAULTS

TINY = Path(__file__).resolve().parents[3] / "instances" / "tiny"
ENGLISH = re.compile(
    r"\b(the|of|is|are|in|at|and|with|but|not|must|may|has|have|fit|room|seats|Oct|needs?|none|fits|than)\b"
)
"""Words that are in any English sentence of these, and in no French or Vietnamese one."""


def known(sentence: str) -> None:
    for language in ("fr", "vi"):
        other = translated(sentence, language, {})
        words = re.sub("'[^']*'|Head of delegation|Minister of the host", "", other)
        assert not ENGLISH.search(words), (sentence, other)


@pytest.mark.parametrize("name", FAULTS)
def test_what_the_referee_finds_is_known(name: HardRule) -> None:
    case = FAULTS[name]
    instance = read_instance(**case.tables, rules=case.rules)
    (violation,) = check(instance, read_timetable(*case.fault)).violations
    known(violation.message)


def test_reasons_are_known() -> None:
    """Every form of them, one by one and after one another."""
    tiny = load_instance(TINY)
    person, activity = tiny.people[0], tiny.activities[0]
    start, end = tiny.windows[0]
    spans = [(start, start + 60), (start + 90, end)]
    clauses = [
        fits_no_day(activity),
        no_rooms(),
        goes_past_the_day((start, end), end, tiny),
        people_away([person], spans, tiny),
        people_away([], spans, tiny),
        not_open(tiny.rooms, spans, tiny),
        rooms_ruled_out([(rule, 1, 3) for rule in RULES_OUT]),
        *(leaves_no_start(rule, spans, tiny) for rule in RULES_OUT),
    ]
    counted = [
        requests_beyond(person, 9, fitting, must)
        for fitting, must in product((3, 0, 1), (None, 0, 1, 2))
    ]
    subjects = [person.id, tiny.people[1].id, tiny.rooms[0].id]
    kinds: list[Counter[str]] = [Counter(engaged=3), Counter(engaged=2, limit=5), Counter(room=1)]
    refused = "Hall (HALL) is taken by 'A; B' (a) and b at once, 25 Oct 09:00-10:00, with set-up, "
    crowds = [
        crowded_text(list(zip(subjects, kinds, strict=True)), starts, told, unknown, tiny)
        for starts, told, unknown in product(
            (1, 9), ([], [f"{refused}clear-down and turnaround"]), (0, 4)
        )
    ]
    place = Placement(
        activity=activity.id, start=datetime(2025, 10, 25, 9), room=tiny.rooms[-1].id, unit=2
    )
    reasons = [
        HELD,
        *map(nowhere_text, clauses),
        *(beyond_text(clause, met) for clause in counted for met in (0, 1)),
        *crowds,
        joined([beyond_text(counted[0], 4), crowds[0]]),
        fits_text(place, tiny),
    ]
    for reason in reasons:
        known(reason)
        known(waits_text(None, reason, tiny))
    known(waits_text(place, "", tiny))
    assert len(WAYS) == len(crowds) // 2


def test_a_reason_reads_well() -> None:
    """Dates, names and units as that language has them; no line begins with a colon."""
    reason = (
        "waits as before; would fit at Sat 25 Oct 09:00, Booths (BOOTH), unit 2 with nothing else "
        "moved: not placed within the limit, or for the sake of other goals"
    )
    names = {"Booths (BOOTH)": "Salons (BOOTH)"}
    assert translated(reason, "fr", names) == (
        "en attente, comme avant\u00a0; aurait sa place le sam. 25 oct. 09:00, Salons (BOOTH), "
        "nº\u00a02 sans rien déplacer d'autre\u00a0: non placé dans le temps imparti, ou au profit "
        "d'autres objectifs"
    )
    assert "Thứ 7 25/10 09:00, Booths (BOOTH), số\u00a02" in translated(reason, "vi", {})
    assert translated(reason, "en", names) == reason


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_what_is_not_known_stays(language: Language) -> None:
    for text in ("The minister prefers Sunday", "", "; ; ;", "a is engaged at noon", "x; " * 3000):
        assert translated(text, language, {}) == text
    mixed = translated("waits as before; the minister prefers Sunday", language, {})
    assert mixed.endswith("; the minister prefers Sunday")
    assert not mixed.startswith("waits")
