"""Neighbourhoods about people who miss something: all that they are asked for, who is chosen."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from models import Instance
from scheduler.compiling import Places, cleared, compile_instance
from scheduler.generating import Size, planted
from scheduler.solving.core.losses import Losses
from scheduler.solving.lns.neighbourhoods import ALL_DAYS, CROWDED, Neighbourhoods
from tests.solving.lns.placing import placed

pytestmark = pytest.mark.searches

DAYS = [{"date": f"2025-10-{day}", "start": "09:00", "end": "21:00"} for day in (25, 26, 27)]


def test_crowded_neighbourhoods_have_all_that_some_are_asked_for() -> None:
    """Whatever of it stands on the days or nowhere; of one person who misses something, or more."""
    size = Size(heads=10, days=4, bilaterals=40, workshops=4, side_events=1, seed=1)
    compiled, everything = placed(planted(size)[0])
    neighbourhoods = Neighbourhoods(compiled, 1)
    optional = [a for a in neighbourhoods.movable if not compiled.activities[a].must]
    left_out = set(optional[::2])
    places = tuple(None if a in left_out else place for a, place in enumerate(everything))
    missing = {p for a in left_out for p in compiled.activities[a].people}
    for few in (True, False):
        neighbourhoods.sizes[CROWDED] = 1 if few else 1000
        seen = set()
        for _ in range(10):
            picked = neighbourhoods.crowded(places)
            assert picked is not None
            assert picked.within
            seen.add(len(picked.within))
            all_of = {
                person: {
                    a
                    for a in neighbourhoods.movable
                    if person in compiled.activities[a].people and on_days(places[a], picked.within)
                }
                for person in missing
            }
            whole = [asked for asked in all_of.values() if asked and asked <= picked.free]
            assert frozenset().union(*whole) == picked.free
            if few:
                assert picked.free in whole
            else:
                assert left_out <= picked.free
        assert seen == {1, 2}
    all_placed = tuple(place or (0, 0) for place in everything)
    assert neighbourhoods.crowded(all_placed) is None


@pytest.mark.parametrize("days", [1, 2, 4])
def test_crowded_neighbourhoods_have_twice_as_many_on_one_day(days: int) -> None:
    """As moves from day to day make a part hard; where there are two days at the most, on all."""
    size = Size(heads=60, days=days, bilaterals=60 * days, workshops=4, side_events=1, seed=1)
    compiled = cleared(compile_instance(planted(size)[0]))
    neighbourhoods = Neighbourhoods(compiled, 1)
    neighbourhoods.sizes[CROWDED] = 20
    most = max(Counter(p for a in compiled.activities for p in a.people).values())
    nowhere: Places = (None,) * len(compiled.activities)
    for _ in range(20):
        picked = neighbourhoods.crowded(nowhere)
        assert picked is not None
        assert (picked.within is None) == (days <= 2)
        least = 40 if len(picked.within or compiled.instance.windows) == 1 else 20
        assert least <= len(picked.free) < least + most


def _asked(many: dict[str, int]) -> dict[str, Any]:
    """Return people who are asked for so many talks each, and the requests."""
    talk = {"kind": "bilateral", "title": "Talk", "minutes": 30, "optional": True}
    return {
        "people": [{"id": person, "name": person} for person in many],
        "activities": [
            {**talk, "id": f"{person}{n}", "people": [person]}
            for person, requests in many.items()
            for n in range(requests)
        ],
    }


def test_crowded_neighbourhoods_are_about_who_misses_most(summit: Callable[..., Instance]) -> None:
    """Mostly, as everybody who misses anything may be chosen."""
    instance = summit(**_asked({"P": 9, "Q": 3, "R": 1}))
    compiled = compile_instance(instance)
    places = tuple(
        (compiled.instance.windows[0][0], 0) if a.source.id == "R0" else None
        for a in compiled.activities
    )
    neighbourhoods = Neighbourhoods(compiled, 1)
    neighbourhoods.sizes[CROWDED] = 1
    picked = [neighbourhoods.crowded(places) for _ in range(200)]
    about = Counter(len(one.free) for one in picked if one is not None)
    assert sum(about.values()) == 200
    assert set(about) == {9, 3}
    assert about[9] > 5 * about[3]


def test_neighbourhoods_are_mostly_about_who_loses_against_a_relaxation(
    summit: Callable[..., Instance],
) -> None:
    """Not about who must miss most, once a relaxation has told; but now and then they still are."""
    instance = summit(days=DAYS, **_asked({"P": 9, "Q": 2}))
    compiled = compile_instance(instance)
    nowhere: Places = (None,) * len(compiled.activities)
    (lost,) = (n for n, a in enumerate(compiled.activities) if a.source.id == "Q0")
    neighbourhoods = Neighbourhoods(compiled, 1)
    neighbourhoods.sizes[CROWDED] = neighbourhoods.sizes[ALL_DAYS] = 1
    neighbourhoods.guide(Losses(placed={}, left_out={lost: 0.5}, starts={}))
    for pick in (neighbourhoods.crowded, neighbourhoods.on_all_days):
        picked = [pick(nowhere) for _ in range(100)]
        about = Counter(len(one.free) for one in picked if one is not None)
        assert sum(about.values()) == 100
        assert about[2] > about[9] > 0


def test_crowded_neighbourhoods_have_a_size_of_their_own() -> None:
    """It follows their own success, and tells nothing of what the kinds yield."""
    size = Size(heads=60, days=2, bilaterals=200, workshops=4, side_events=1, seed=1)
    compiled = cleared(compile_instance(planted(size)[0]))
    neighbourhoods = Neighbourhoods(compiled, 1)
    nowhere: Places = (None,) * len(compiled.activities)
    picked = neighbourhoods.crowded(nowhere)
    assert picked is not None
    before = dict(neighbourhoods.sizes)
    neighbourhoods.learn(picked, gain=9, solved=True, work=0.0)
    grown = dict(neighbourhoods.sizes)
    neighbourhoods.learn(picked, gain=9, solved=True, work=CROWDED.easy)
    assert neighbourhoods.sizes == grown
    assert grown[CROWDED] > before[CROWDED]
    neighbourhoods.learn(picked, gain=0, solved=False, work=0.0)
    assert neighbourhoods.sizes[CROWDED] < grown[CROWDED]
    assert all(grown[form] == size for form, size in before.items() if form != CROWDED)


def test_neighbourhoods_on_all_days_have_all_that_one_misses(
    summit: Callable[..., Instance],
) -> None:
    """All that they are asked for, and of those whom they miss as much as there is room for."""
    request = {"kind": "bilateral", "title": "Talk", "minutes": 30, "optional": True}
    pairs = ["PQ", "PR", "PS", "QR", "QS", "RS", "ST"]
    instance = summit(
        days=DAYS,
        people=[{"id": person, "name": person} for person in "PQRST"],
        activities=[{**request, "id": pair, "people": list(pair)} for pair in pairs],
    )
    compiled = compile_instance(instance)
    first = instance.windows[0][0]
    ids = [a.source.id for a in compiled.activities]

    def freed(unmet: set[str], size: int) -> set[frozenset[str]]:
        neighbourhoods = Neighbourhoods(compiled, 1)
        neighbourhoods.sizes[ALL_DAYS] = size
        places = tuple(None if pair in unmet else (first + 30 * n, 0) for n, pair in enumerate(ids))
        picked = [neighbourhoods.on_all_days(places) for _ in range(40)]
        assert all(one is None or one.within is None for one in picked)
        return {frozenset(ids[a] for a in one.free) for one in picked if one is not None}

    of_p, of_q = frozenset({"PQ", "PR", "PS"}), frozenset({"PQ", "QR", "QS"})
    assert freed({"PQ"}, 1) == {of_p, of_q}
    assert freed({"PQ"}, 100) == {of_p | of_q}
    assert freed({"PQ", "PR"}, 5) >= {of_p | of_q, of_p | {"QR", "RS"}}
    assert freed(set(), 100) == set()


def on_days(place: Any, days: Any) -> bool:
    """Tell whether it has no place, or one on some of the days."""
    return place is None or any(low <= place[0] < high for low, high in days)
