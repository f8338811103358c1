"""What every row has, and how a spreadsheet cell is read."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from models.faults import BadValue
from models.names import Provenance
from models.text import folded, plain

Id = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", strip_whitespace=True)
]
"""A short name that is safe in files and messages."""

Line = Annotated[str, AfterValidator(plain)]
"""Text as one plain line: it is cleaned here, once, so that whatever shows it can rely on it."""

Text = Annotated[
    str, StringConstraints(max_length=300, strip_whitespace=True), AfterValidator(plain)
]
"""A name, a title or a word, as one plain line."""


def _yes_no(value: object) -> object:
    """Read the words of a few languages; pydantic knows the English ones."""
    return ANSWERS.get(folded(value), value) if isinstance(value, str) else value


ANSWERS = {
    **dict.fromkeys(("oui", "vrai", "ja", "wahr", "sí", "si", "verdadero", "có", "đúng"), True),
    **dict.fromkeys(("non", "faux", "nein", "falsch", "falso", "không", "sai"), False),
}
"""Yes and no, true and false, as spreadsheets of several languages write them."""

YesNo = Annotated[bool, BeforeValidator(_yes_no)]


def state_word(value: object) -> object:
    """Read a state in any capitals, and ``canceled`` as it is spelled in America."""
    if not isinstance(value, str):
        return value
    word = folded(value)
    return "cancelled" if word == "canceled" else word


def one_of_ours(value: object) -> object:
    """Read a name that we gave, in any capitals, with blanks or underscores for its hyphens."""
    return re.sub(r"[\s_-]+", "-", folded(value)) if isinstance(value, str) else value


def split_list(value: object) -> object:
    """Read ``a;b;c`` as a list; leave anything else alone."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return value


def split_words(value: object) -> object:
    """Read ``a;b`` or ``a, b`` as a list of words that we gave, none of which has a comma."""
    return split_list(value.replace(",", ";") if isinstance(value, str) else value)


def split_amounts(value: object) -> object:
    """Read ``name=2;other=1`` as a mapping; a bare name counts 1."""
    if isinstance(value, str):
        pairs = [part.partition("=") for part in value.split(";") if part.strip()]
        amounts = {name.strip(): amount.strip() or "1" for name, _, amount in pairs}
        if len(amounts) < len(pairs):
            raise BadValue("duplicate-key", "each name once, as in name=2;other=1")
        return amounts
    return value


def split_costs(value: object) -> object:
    """Read ``name;other=3``, or a list of such entries, as a mapping; a bare name costs 0."""
    entries = split_list(value)
    if not isinstance(entries, list | tuple) or not all(isinstance(one, str) for one in entries):
        return value
    costs: dict[str, str] = {}
    for name, _, cost in (entry.partition("=") for entry in entries):
        given = cost.strip() or "0"
        if costs.setdefault(name.strip(), given) != given:
            raise BadValue("duplicate-key", "each name once, as in name;other=3")
    return costs


Ids = Annotated[tuple[Id, ...], BeforeValidator(split_list)]
Tags = Annotated[tuple[Text, ...], BeforeValidator(split_list)]
Amounts = Annotated[dict[Id, Annotated[int, Field(ge=1)]], BeforeValidator(split_amounts)]
Cost = Annotated[int, Field(ge=0, le=1_000_000)]
Costs = Annotated[
    dict[Id, Cost],
    BeforeValidator(split_costs, json_schema_input_type=dict[Id, Cost] | tuple[str, ...]),
]
Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 60)]


class Contract(BaseModel):
    """Base of all models here: a frozen value that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Copy with some fields replaced; views worked out from the old fields are not copied."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class Record(Contract):
    """A row of an instance, with where it comes from."""

    status: Provenance | None = Field(
        default=None, description="Sourced, inferred or synthetic; empty in private data."
    )
    source: str = Field(default="", description="Address or seed the row comes from.")
    note: str = Field(default="", description="Anything a reader should know.")
