"""Scenarios: what-ifs as data, each a few changes of an instance; listed, or all of a factorial."""

from collections.abc import Mapping
from itertools import product
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from models.faults import BadValue
from models.record import Contract, Text
from models.scenario_changes import ScenarioChange

MOST_SCENARIOS = 10_000

AMOUNTS = ("to", "more", "percent")
"""What of a change may be a list in a factor."""


class Scenario(Contract):
    """A what-if: a name and a few changes, made one after the other."""

    name: Text = Field(min_length=1)
    changes: tuple[ScenarioChange, ...] = Field(min_length=1)


def _spread(value: object) -> object:
    """Read ``{change = "units", room = "BOOTH", to = [8, 10]}`` as two changes."""
    if not isinstance(value, Mapping):
        return value
    for name in AMOUNTS:
        amounts = value.get(name)
        if isinstance(amounts, list | tuple):
            return [{**value, name: amount} for amount in amounts]
    return [value]


Factor = Annotated[
    tuple[ScenarioChange, ...],
    BeforeValidator(_spread, json_schema_input_type=tuple[dict[str, Any], ...] | dict[str, Any]),
    Field(min_length=1),
]


class Scenarios(Contract):
    """What-ifs: listed, or all combinations of some factors, or both."""

    format: Literal[1] = 1
    scenarios: tuple[Scenario, ...] = ()
    factors: dict[Text, Factor] = Field(
        default_factory=dict,
        description="Name -> changes of which each combination takes one; or one change in which "
        "`to`, `more` or `percent` is a list of numbers.",
    )

    @model_validator(mode="after")
    def _sound(self) -> "Scenarios":
        if not self.scenarios and not self.factors:
            raise BadValue("wrong-shape", "scenarios, or factors, or both")
        combinations = 1
        for changes in self.factors.values():
            combinations *= len(changes)
        if combinations > MOST_SCENARIOS:
            raise BadValue("too-large", f"at most {MOST_SCENARIOS:,} combinations of factors")
        names = [scenario.name for scenario in self.every]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise BadValue("duplicate-id", f"each name once, not twice: {', '.join(twice)}")
        return self

    @property
    def every(self) -> tuple[Scenario, ...]:
        """All scenarios: those listed, then each combination, named such as ``booths 8, teams 4``.

        The last factor changes first.
        """
        combined = tuple(
            Scenario(
                name=", ".join(
                    f"{factor} {one.label}" for factor, one in zip(self.factors, some, strict=True)
                ),
                changes=some,
            )
            for some in (product(*self.factors.values()) if self.factors else ())
        )
        return self.scenarios + combined
