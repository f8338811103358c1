"""Solving published problems, one after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from models import Outcome, Request, Status
from scheduler.benching.published_problem import Published, PublishedProblem
from scheduler.checking import check
from scheduler.solving import OnProgress, solve

Agreement = Literal["yes", "no"]


@dataclass(frozen=True)
class Row:
    """How one problem ended, in the unit of its source.

    Attributes
    ----------
    value, bound
        Of the objective; the bound is rounded up, as the objective is whole.
    seconds
        Wall clock of the solve, from the instance to the outcome.
    hard_violations
        Found by the referee, which checks the timetable once more.
    agreement
        None where nothing is published or not enough is proven; see :func:`agreement`.
    """

    problem: str
    status: Status
    value: int | None
    bound: int | None
    seconds: float
    hard_violations: int
    published_status: str | None
    published_value: int | None
    published_seconds: float | None
    agreement: Agreement | None


@dataclass(frozen=True)
class Run:
    """One problem with its outcome."""

    problem: PublishedProblem
    outcome: Outcome
    row: Row


@dataclass(frozen=True)
class Totals:
    """Sums over rows.

    Attributes
    ----------
    proven
        How many ended optimal or infeasible.
    seconds
        Of all rows.
    compared, compared_seconds, published_seconds
        How many rows have published seconds, and both sums over these.
    """

    problems: int
    proven: int
    agreements: int
    disagreements: int
    hard_violations: int
    seconds: float
    compared: int
    compared_seconds: float
    published_seconds: float


def run(
    problems: Iterable[tuple[PublishedProblem, Published]],
    request: Request,
    on_progress: OnProgress | None = None,
) -> Iterator[Run]:
    """Solve one problem after the other; Ctrl-C during a solve ends the run after it.

    Parameters
    ----------
    problems
        As :func:`scheduler.benching.load_problems` gives them.
    request, on_progress
        As of :func:`scheduler.solving.solve`, for each problem anew.

    Yields
    ------
    Run
        As soon as a problem ends.
    """
    for problem, published in problems:
        outcome = solve(problem.instance, request, on_progress=on_progress)
        yield Run(problem, outcome, _row(problem, published, outcome))
        if outcome.status == "cancelled":
            return


def _row(problem: PublishedProblem, published: Published, outcome: Outcome) -> Row:
    timetable, value, bound, violations = outcome.timetable, None, None, 0
    if timetable is not None:
        (tier,) = outcome.tiers
        value, bound = tier.value // problem.scale, -(-tier.bound // problem.scale)
        violations = len(check(problem.instance, timetable).violations)
    return Row(
        problem=problem.name,
        status=outcome.status,
        value=value,
        bound=bound,
        seconds=round(outcome.wall_seconds, 3),
        hard_violations=violations,
        published_status=published.status,
        published_value=published.value,
        published_seconds=published.seconds,
        agreement=agreement(outcome.status, value, bound, published),
    )


def agreement(
    status: Status, value: int | None, bound: int | None, published: Published
) -> Agreement | None:
    """Tell whether a result agrees with what is published.

    Parameters
    ----------
    status, value, bound
        Our result, in the published unit; no value: no timetable.
    published
        The published result of the same problem.

    Returns
    -------
    str or None
        ``yes``: the same as published, and as much is proven. ``no``: both cannot be true.
        None: nothing is published, or neither is shown.
    """
    if published.status is None:
        return None
    if published.status == "infeasible":
        if value is not None:
            return "no"
        return "yes" if status == "infeasible" else None
    if value is None or bound is None:
        return "no" if status == "infeasible" else None
    if published.status == "satisfiable":
        return "yes"
    if published.value is None:
        return None
    if not bound <= published.value <= value:
        return "no"
    return "yes" if status == "optimal" else None


def totals(rows: Iterable[Row]) -> Totals:
    """Add rows up."""
    rows = list(rows)
    compared = [row for row in rows if row.published_seconds is not None]
    return Totals(
        problems=len(rows),
        proven=sum(row.status in ("optimal", "infeasible") for row in rows),
        agreements=sum(row.agreement == "yes" for row in rows),
        disagreements=sum(row.agreement == "no" for row in rows),
        hard_violations=sum(row.hard_violations for row in rows),
        seconds=round(sum(row.seconds for row in rows), 3),
        compared=len(compared),
        compared_seconds=round(sum(row.seconds for row in compared), 3),
        published_seconds=round(sum(row.published_seconds or 0 for row in compared), 3),
    )
