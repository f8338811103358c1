"""What pydantic found, in words a planner knows."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models import Fault, FaultCode
from models.faults import BadValue
from models.record import Id
from scheduler.files.origin import Origin
from scheduler.files.text import did_you_mean, show

ID_PATTERN = Id.__metadata__[0].pattern  # type: ignore[attr-defined]

MOST = 1000
"""Most faults reported of one record; nobody makes more by mistake."""

WHOLE = "a whole number"
MOMENT = "a local time such as 2025-10-25T09:00"
ID = "an id: letters a-z, digits, . _ - (up to 64), starting with a letter or digit"

PHRASES: Mapping[str, tuple[FaultCode, str]] = {
    "int_parsing": ("not-a-number", WHOLE),
    "int_type": ("not-a-number", WHOLE),
    "int_from_float": ("not-a-number", WHOLE),
    "int_parsing_size": ("too-large", "a whole number of reasonable size"),
    "finite_number": ("not-a-number", WHOLE),
    "greater_than_equal": ("out-of-range", "at least {ge}"),
    "less_than_equal": ("out-of-range", "at most {le}"),
    "string_too_long": ("too-large", "at most {max_length} characters"),
    "string_type": ("not-text", "text"),
    "string_unicode": ("not-text", "text in UTF-8"),
    "bool_parsing": ("not-a-choice", "yes or no"),
    "bool_type": ("not-a-choice", "yes or no"),
    "tuple_type": ("wrong-shape", "a list"),
    "dict_type": ("wrong-shape", "a mapping of names to numbers"),
    "too_short": ("missing-value", "at least {min_length} entry"),
    "too_long": ("too-large", "at most {max_length} entries"),
    "missing": ("missing-value", "a value (it is required)"),
}
"""What pydantic calls an error -> its code and, in words, what would be right."""


def faults_of(
    error: ValidationError,
    model: type[BaseModel],
    place: Origin,
    *,
    known: Collection[str] = (),
    lacking: Collection[str] = (),
) -> Iterator[Fault]:
    """Yield one fault per thing that is wrong with a record.

    Parameters
    ----------
    error
        What pydantic raised.
    model
        What it was validating.
    place
        Where the record was read.
    known
        Keys to choose from, if not the fields of ``model``.
    lacking
        Columns that are missing in the whole file, which has been reported.
    """
    details = error.errors(include_url=False)
    faulty = {loc[:n] for loc in (detail["loc"] for detail in details) for n in range(len(loc))}
    for detail in details[:MOST]:
        missing, where = detail["type"] == "missing", detail["loc"]
        if missing and where[-1] in lacking:
            continue
        if detail["type"] == "too_short" and where in faulty:
            continue  # only because its entries are wrong, which is reported
        found = "nothing" if missing else show(detail["input"])
        code, allowed = judge(detail, model, known)
        if code == "missing-value" and not where:
            found = "one without the other"
        yield place.fault(code, where, found, allowed)
    if len(details) > MOST:
        yield place.fault("more-faults", (), f"{len(details) - MOST:,} more faults here", "none")


def judge(
    detail: ErrorDetails, model: type[BaseModel], known: Collection[str] = ()
) -> tuple[FaultCode, str]:
    """Return the code of an error and, in plain words, what would have been right."""
    kind, where, context = detail["type"], detail["loc"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        nested = len(where) > 1 or not known
        choices = _fields_at(model, where[:-1]) if nested else known
        return "unknown-column", one_of(str(where[-1]), choices)
    for prefix, phrase in _BY_PREFIX.items():
        if kind.startswith(prefix):
            return phrase(detail, context)
    if kind in PHRASES:
        code, text = PHRASES[kind]
        return code, text.format(**context)
    message = str(detail["msg"])
    return "invalid-value", message[:1].lower() + message[1:]


def one_of(found: str, known: Collection[str]) -> str:
    """Return ``one of a, b, c (did you mean b?)``."""
    return f"one of {', '.join(known)}{did_you_mean(found, known)}"


def _moment(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    return "not-a-time", MOMENT


def _date(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    return "not-a-time", "a date such as 2025-10-25"


def _time(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    return "not-a-time", "a time of day such as 09:00"


def _choice(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    expected = str(context["expected"])
    choices: list[str] = re.findall(r"'([^']*)'", expected) or [expected]
    if len(choices) == 1:
        return "not-a-choice", choices[0]
    return "not-a-choice", one_of(str(detail["input"]), choices)


def _pattern(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    if context["pattern"] == ID_PATTERN:
        several = (
            "; several are separated by ;" if re.search(r"[,|/\n]", str(detail["input"])) else ""
        )
        return "not-an-id", ID + several
    return "invalid-value", f"text like {context['pattern']}"


def _ours(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    error = context["error"]
    return error.code if isinstance(error, BadValue) else "invalid-value", str(error)


def _model(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    return "wrong-shape", "names with values"


def _tag(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    choices = re.findall(r"'([^']*)'", str(context["expected_tags"]))
    return "not-a-choice", f"{context['discriminator']} {one_of(str(context['tag']), choices)}"


def _no_tag(detail: ErrorDetails, context: Mapping[str, Any]) -> tuple[FaultCode, str]:
    return "missing-value", f"{context['discriminator']} (it is required)"


_BY_PREFIX: Mapping[str, Callable[[ErrorDetails, Mapping[str, Any]], tuple[FaultCode, str]]] = {
    "datetime": _moment,
    "date": _date,
    "time": _time,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "value_error": _ours,
    "model": _model,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _no_tag,
}


def _fields_at(model: type[BaseModel], where: Sequence[int | str]) -> Collection[str]:
    """Return the fields of the model that ``where`` leads to."""
    for step in where:
        if isinstance(step, int) or step not in model.model_fields:
            continue
        model = _model_in(model.model_fields[step].annotation) or model
    return tuple(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
