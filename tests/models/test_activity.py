"""Activities: what a cell, a list or a mapping says about wished rooms."""

from typing import Any

import pytest
from pydantic import ValidationError

from models import Activity

ROW = {"id": "a", "kind": "press", "title": "A", "minutes": 30}


@pytest.mark.parametrize(
    ("given", "costs"),
    [
        ("", {}),
        ("HALL;R2", {"HALL": 0, "R2": 0}),
        ("HALL=0; R2 = 3", {"HALL": 0, "R2": 3}),
        (["HALL", "R2=3", "HALL"], {"HALL": 0, "R2": 3}),
        ({"R2": 3}, {"R2": 3}),
    ],
)
def test_wished_rooms_are_read_with_what_they_cost(given: Any, costs: dict[str, int]) -> None:
    """A bare id costs nothing, in a cell and in a list."""
    assert Activity.model_validate({**ROW, "wished_rooms": given}).wished_rooms == costs


@pytest.mark.parametrize("given", ["HALL;HALL=1", "HALL=x", "HALL=-1", "=3", [3], "HALL=2.5"])
def test_a_wish_that_cannot_be_is_refused(given: Any) -> None:
    """Two costs for one room, or one that is none."""
    with pytest.raises(ValidationError):
        Activity.model_validate({**ROW, "wished_rooms": given})
