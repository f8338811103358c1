"""What is wrong between the rows of a document of which some rows are wrong by themselves."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from models.consistency import find_faults
from models.faults import Fault, FaultCode
from models.references import KEYED, told_once
from models.tables import Tables

TABLES = (*KEYED, "transfers", "availability")

NOT_SURE: Mapping[str, tuple[FaultCode, ...]] = {
    "zones": ("missing-transfer",),
    "transfers": ("missing-transfer",),
}
"""Table of which rows are wrong -> faults that may follow from that alone."""


def with_the_rest(title: str, error: ValidationError, document: object) -> ValidationError:
    """Return an error that also has what is wrong between the rows that are right.

    Parameters
    ----------
    title
        Name of the model, for the message.
    error
        What is wrong with rows by themselves.
    document
        What was validated.
    """
    rest = [_detail(fault) for fault in told_once(_between(error, document))]
    if not rest:
        return error
    own = [
        InitErrorDetails(type=e["type"], loc=e["loc"], input=e["input"], ctx=e.get("ctx", {}))
        for e in error.errors(include_url=False)
    ]
    return ValidationError.from_exception_data(title, [*own, *rest])


def _detail(fault: Fault) -> InitErrorDetails:
    where = (
        (fault.file, fault.column) if fault.row is None else (fault.file, fault.row, fault.column)
    )
    text = f"found {fault.found}; allowed: {fault.allowed}".replace("{", "{{").replace("}", "}}")
    return InitErrorDetails(
        type=PydanticCustomError(fault.code, text), loc=where, input=fault.found
    )


def _between(error: ValidationError, document: object) -> list[Fault]:
    """Return the faults between rows; none if more than single rows is wrong."""
    wrong: dict[str, set[int]] = {table: set() for table in TABLES}
    for detail in error.errors(include_url=False):
        match detail["loc"]:
            case (str(table), int(row), *_) if table in wrong:
                wrong[table].add(row)
            case _:
                return []
    if not isinstance(document, Mapping):
        return []
    fields: dict[str, Any] = {}
    positions: dict[str, list[int]] = {}
    known: dict[str, set[str]] = {}
    for table in TABLES:
        rows = document.get(table, ())
        positions[table] = [row for row in range(len(rows)) if row not in wrong[table]]
        known[table] = {name for row in wrong[table] if (name := _id(rows[row]))}
        record = get_args(Tables.model_fields[table].annotation)[0]
        fields[table] = tuple(record.model_validate(rows[row]) for row in positions[table])
    head = {name: value for name, value in document.items() if name not in TABLES}
    instance = Tables.model_construct(**Tables.model_validate(head).__dict__ | fields)
    unsure = {code for table, codes in NOT_SURE.items() if wrong[table] for code in codes}
    return [
        fault if fault.row is None else _moved(fault, positions)
        for fault in find_faults(instance, known)
        if fault.code not in unsure
    ]


def _id(row: object) -> str:
    name = row.get("id") if isinstance(row, Mapping) else None
    return name.strip() if isinstance(name, str) else ""


def _moved(fault: Fault, positions: Mapping[str, list[int]]) -> Fault:
    """Return a fault with its row in the document, where wrong rows count too."""
    rows = positions.get(fault.file)
    if rows is None or fault.row is None:
        return fault
    return Fault(fault.code, fault.file, rows[fault.row], fault.column, fault.found, fault.allowed)
