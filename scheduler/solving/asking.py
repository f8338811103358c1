"""The short form of a request: single options instead of one value."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict, Unpack

from pydantic import ValidationError

from models import Fault, Goal, Hold, InstanceError, Policy, Request, Timetable
from scheduler.files.origin import Origin
from scheduler.files.phrases import faults_of

SECONDS = 60.0
"""Time limit of a solve if none is given."""

LIMITS = {"time_limit": "seconds", "workers": "workers", "seed": "seed"}
"""Options that are limits -> their names in :class:`Limits`."""


class Options(TypedDict, total=False):
    """Single options; None, False and nothing in it are the same as not given."""

    time_limit: float | None
    workers: int | None
    seed: int | None
    deterministic: bool
    policy: Policy | Mapping[str, Any] | None
    previous: Timetable | None
    start: Timetable | None
    max_changes: int | None
    at_most: Mapping[Goal, int] | None
    holds: Sequence[Hold]


def as_request(
    request: Request | None, *, seconds: float = SECONDS, **options: Unpack[Options]
) -> Request:
    """Return the request, or one made of single options.

    Parameters
    ----------
    seconds
        The time limit if none is given.

    Raises
    ------
    TypeError
        Both are given: it would not be clear which counts.
    InstanceError
        With every option that has an invalid value.
    """
    if request is not None:
        refuse_beside_request(**options)
        return request
    given = _given(options)
    limits: dict[str, Any] = {"seconds": seconds}
    for name in (*LIMITS, "deterministic"):
        if name in given:
            limits[LIMITS.get(name, name)] = given.pop(name)
    try:
        return Request.model_validate({**given, "limits": limits})
    except ValidationError as error:
        raise InstanceError(faults_of(error, Request, Origin("request", None, ""))) from error


def refuse_beside_request(**options: object) -> None:
    """Refuse single options beside a request.

    Raises
    ------
    TypeError
        An option is given.
    """
    if given := _given(options):
        names = ", ".join(sorted(given))
        raise TypeError(f"give either a request or single options, not both: {names}")


def refuse_parts(request: Request, *names: str) -> None:
    """Refuse parts of a request that would have no effect.

    Raises
    ------
    InstanceError
        With each of these parts that the request has.
    """
    faults = [
        Fault("no-effect", "request", None, name, "something", "nothing: it has no effect here")
        for name in names
        if _is_given(getattr(request, name))
    ]
    if faults:
        raise InstanceError(faults)


def _given(options: Mapping[str, object]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if _is_given(value)}


def _is_given(value: object) -> bool:
    return value is not None and value is not False and value not in ((), [], {})
