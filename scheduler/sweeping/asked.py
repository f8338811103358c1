"""What a sweep is asked for: checked before anything is solved, refused in one sentence."""

from collections.abc import Collection, Iterable
from concurrent.futures import Executor
from operator import index
from typing import SupportsIndex, Unpack

from models import Limits
from scheduler.files.text import did_you_mean
from scheduler.solving.asking import Options, as_request


class Refused(ValueError):
    """What was asked for makes no sense; the message says what, and what is allowed."""


def limits_of(executor: Executor | None, **options: Unpack[Options]) -> Limits:
    """Return the limits of each solve.

    Raises
    ------
    InstanceError
        With every option that has an invalid value.
    Refused
        The executor is none.
    """
    if executor is not None and not isinstance(executor, Executor):
        raise Refused(
            f"executor is {executor!r}; it must be an executor of concurrent.futures, "
            "such as scheduler.cluster.Cluster(address).executor()"
        )
    return as_request(None, **options).limits


def whole(name: str, value: object, least: int, most: int | None = None) -> int:
    """Return a whole number that was asked for.

    Raises
    ------
    Refused
        It is none, or outside its range.
    """
    allowed = f"at least {least}" if most is None else f"from {least} to {most}"
    if not isinstance(value, SupportsIndex) or isinstance(value, bool):  # those of numpy are too
        raise Refused(f"{name} is {value!r}; it must be a whole number, {allowed}")
    number = index(value)
    if number < least or (most is not None and number > most):
        raise Refused(f"{name} is {number}; it must be {allowed}")
    return number


def wholes(name: str, values: object, least: int, most: int | None = None) -> list[int]:
    """Return different whole numbers in order.

    Raises
    ------
    Refused
        They are not several, or one is no whole number, or outside its range.
    """
    if not isinstance(values, Iterable) or isinstance(values, str):
        raise Refused(f"{name} is {values!r}; it must be a list of whole numbers, such as (1, 2)")
    return sorted({whole(f"one of {name}", value, least, most) for value in values})


def one_of(name: str, value: object, known: Collection[str]) -> str:
    """Return a word that was asked for.

    Raises
    ------
    Refused
        It is not known; with the word that may be meant.
    """
    if not isinstance(value, str) or value not in known:
        meant = did_you_mean(str(value), known)
        raise Refused(f"{name} is {value!r}; it must be one of {', '.join(known)}{meant}")
    return value
