"""What an instance may contain, for programs and for planners."""

import json
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel

from models import (
    Calendars,
    Changes,
    Explanation,
    Instance,
    Judgement,
    Night,
    ReleaseRecord,
    Request,
    SavedOutcome,
    Scenarios,
    Slots,
    Why,
)
from models.record import Record
from scheduler.files.layout import ACTIVITY_FILES, PEDIGREE, TABLE_FILES, TableFile

DocumentName = Literal[
    "instance",
    "request",
    "judgement",
    "slots",
    "why",
    "explanation",
    "outcome",
    "changes",
    "night",
    "release",
    "calendars",
    "scenarios",
]

DOCUMENTS: dict[DocumentName, type[BaseModel]] = {
    "instance": Instance,
    "request": Request,
    "judgement": Judgement,
    "slots": Slots,
    "why": Why,
    "explanation": Explanation,
    "outcome": SavedOutcome,
    "changes": Changes,
    "night": Night,
    "release": ReleaseRecord,
    "calendars": Calendars,
    "scenarios": Scenarios,
}
"""What has a JSON Schema, by the name that ``summit schema`` knows it by."""


def schema(document: DocumentName = "instance") -> dict[str, Any]:
    """Return the JSON Schema of a document: of an instance, or of anything else that is named.

    It describes the shape only, not whether ids exist or times lie within the days.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **DOCUMENTS[document].model_json_schema(),
    }


def schema_text(document: DocumentName = "instance") -> str:
    """Return the JSON Schema of a document as JSON."""
    return json.dumps(schema(document), indent=1, ensure_ascii=False)


def column_guide() -> str:
    """Return, in Markdown, each file with its columns and what they mean."""
    shown = [form for form in TABLE_FILES if form.kind is None]
    parts = [_table(f"`{form.file}`", form) for form in shown]
    activities = ", ".join(f"`{form.file}`" for form in ACTIVITY_FILES)
    parts.append(_table(activities, ACTIVITY_FILES[0]))
    return "\n".join(parts)


def _table(title: str, form: TableFile) -> str:
    doc = (form.record.__doc__ or "").strip().splitlines()[0].replace("``", "`")
    lines = [f"### {title}", "", doc, "", "| column | needed | what it says |", "|---|---|---|"]
    for name, text in column_texts(form).items():
        if name not in PEDIGREE:
            need = "yes" if name in form.required else ""
            lines.append(f"| `{name}` | {need} | {text} |")
    return "\n".join(lines) + "\n"


def column_texts(form: TableFile) -> dict[str, str]:
    """Return what each column of a table says, and how it is written, in Markdown."""
    properties = _properties(form.record)
    return {
        name: " ".join(
            filter(None, [form.record.model_fields[name].description, _how(properties[name])])
        )
        for name in form.columns
    }


@cache
def _properties(record: type[Record]) -> dict[str, Any]:
    properties: dict[str, Any] = record.model_json_schema()["properties"]
    return properties


def choices_of(form: TableFile, column: str) -> tuple[list[str], bool]:
    """Return the words that a column may have, none if it may have any; and whether several."""
    shape = _properties(form.record)[column]
    options = [shape, *shape.get("anyOf", []), shape.get("items", {})]
    kinds = {option.get("type") for option in options}
    if "boolean" in kinds:
        return ["yes", "no"], False
    only = [str(option["const"]) for option in options if "const" in option]
    words: list[str] = next((option["enum"] for option in options if "enum" in option), only)
    return words, "array" in kinds


def _how(shape: dict[str, Any]) -> str:
    """Return how a cell of this shape is written."""
    options = [shape, *shape.get("anyOf", []), shape.get("items", {})]
    choices = next((option["enum"] for option in options if "enum" in option), None)
    kinds = {option.get("type") for option in options}
    target = shape.get("items", {}).get("$ref", "")
    if choices:
        how = f"One of {', '.join(choices)}"
        return how + ("; several separated by `;`." if "array" in kinds else ".")
    if target.endswith("Span"):
        return "`START/END`, several separated by `;`."
    if target.endswith("StartCost"):
        return "Cost of starting in a span: `START/END=COST`, several separated by `;`."
    if any(option.get("$ref", "").endswith("UsualHours") for option in options):
        return "`START/END` or `START/END=COST`, such as `09:00/18:00=2`."
    if "object" in kinds and "array" in kinds:
        return "`name;other=3`."
    if "array" in kinds:
        return "Several separated by `;`."
    if "object" in kinds:
        return "`name=2;other=1`."
    if "boolean" in kinds:
        return "`yes` or `no`."
    if any(option.get("format") == "date-time" for option in options):
        return "Local time, such as `2025-10-25T09:00`."
    return "Whole number." if "integer" in kinds else ""
