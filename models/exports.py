"""What is exported with every timetable that is written."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from models.names import Language
from models.record import Contract, split_words

Readers = Literal["planner", "delegations", "public"]
"""Whom files are for: the planners, each delegation, everybody."""


class Exports(Contract):
    """Whom files are exported for with every solve and release; nobody by default."""

    audiences: Annotated[tuple[Readers, ...], BeforeValidator(split_words)] = Field(
        default=(), description="`planner`, `delegations` (each of them its own), `public`."
    )
    languages: Annotated[tuple[Language, ...], BeforeValidator(split_words)] = Field(
        default=("en",),
        min_length=1,
        description="Of what is exported: `en`, `fr`, `vi`. Charts are in the first.",
    )
    csv_separator: Literal[",", ";"] | None = Field(
        default=None,
        description="Of CSV files, for a spreadsheet that opens them by double-click: `;` if it is "
        "in French or Vietnamese, `,` in English. They begin with a byte order mark then.",
    )
