"""Solving published problems, one after the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models import Outcome, Request, Status
from scheduler.benching.curve import Point, Recorder, curve
from scheduler.benching.published_problem import Published, PublishedProblem
from scheduler.benching.results import Agreement, Row, Totals
from scheduler.checking import check
from scheduler.solving import OnProgress, solve


@dataclass(frozen=True)
class Run:
    """One problem with its outcome, and every better value and bound on the way."""

    problem: PublishedProblem
    outcome: Outcome
    row: Row
    points: tuple[Point, ...] = ()


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
        recorder = Recorder(problem.scale, on_progress)
        outcome = solve(problem.instance, request, on_progress=recorder)
        row = _row(problem, published, outcome)
        end = Point(seconds=row.seconds, value=row.value, bound=row.bound or 0)
        row = row.model_copy(update={"curve": curve(recorder.points, end)})
        yield Run(problem, outcome, row, (*recorder.points, end))
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
