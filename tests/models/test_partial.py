"""``Instance(**document)`` reports what the loader does: wrong rows, and what is wrong between."""

import copy
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from models import Instance, InstanceError
from scheduler.files import load_instance

TINY = load_instance(Path(__file__).resolve().parents[2] / "instances" / "tiny")
Harm = Callable[[dict[str, Any]], object]

HARMS: dict[str, Harm] = {
    "row-number": lambda rows: rows["activities"][4].update(minutes="ten"),
    "row-range": lambda rows: rows["rooms"][1].update(capacity=-1),
    "row-missing": lambda rows: rows["people"][3].pop("name"),
    "row-extra": lambda rows: rows["activities"][0].update(tittle="x"),
    "row-choice": lambda rows: rows["activities"][1].update(kind="gala"),
    "row-rule": lambda rows: rows["rules"][0].update(weight=0),
    "between-id": lambda rows: rows["activities"][7].update(people=["host", "zz"]),
    "between-twice": lambda rows: rows["resources"].append(dict(rows["resources"][0])),
    "between-pin": lambda rows: rows["activities"][2].update(pin_start="2025-10-25T05:00"),
    "between-span": lambda rows: rows["activities"][3].update(
        spans=["2025-10-25T11:00/2025-10-25T10:00"]
    ),
    "head": lambda rows: rows.update(grid_minutes=0),
}


@pytest.mark.parametrize("names", list(combinations(HARMS, 3)), ids=" ".join)
def test_document_is_judged_alike(names: tuple[str, ...]) -> None:
    """As many faults as from the loader, at the same rows, unless the head is wrong."""
    rows = TINY.model_dump(mode="json")
    for name in names:
        HARMS[name](rows)
    before = copy.deepcopy(rows)
    with pytest.raises(InstanceError) as told:
        load_instance(rows)
    wanted = sorted(fault.column.partition(" ")[0] for fault in told.value.faults)
    with pytest.raises(ValidationError) as refused:
        Instance(**rows)
    assert rows == before
    details = refused.value.errors()
    if any(name.startswith("row") for name in names) and "head" not in names:
        places = [f"{d['loc'][0]}[{d['loc'][1]}].{d['loc'][2]}" for d in details]
        assert sorted(places) == wanted
    elif "head" in names:
        assert ("grid_minutes",) in [detail["loc"] for detail in details]
    else:
        assert str(refused.value).count("; allowed: ") == len(wanted)


def test_rows_may_be_values_already() -> None:
    """As when an instance is built from parts of another one."""
    fields = {name: getattr(TINY, name) for name in Instance.model_fields}
    people = ({"id": "x"}, *TINY.people[1:])
    with pytest.raises(ValidationError) as refused:
        Instance(**fields | {"people": people})
    told = [(detail["loc"], detail["type"]) for detail in refused.value.errors()]
    assert told == [
        (("people", 0, "name"), "missing"),
        (("availability", 0, "person"), "unknown-id"),
    ]
