"""``summit bench``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from scheduler.cli.choices import one_of
from scheduler.cli.endings import DONE, INFEASIBLE
from scheduler.cli.options import (
    Deterministic,
    ProgressOption,
    Seed,
    TimeLimit,
    Workers,
    request_of,
)
from scheduler.cli.printing import document, err, say
from scheduler.cli.progress import Lines, ProgressForm, Ticker, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models import Limits
    from scheduler.benching.results import BenchResults, Row, Totals
    from scheduler.benching.running import Run
    from scheduler.benching.sets import SetName

LINE = "{:<{width}}  {:<10} {:>8} {:>8} {:>9} {:>5}  {:<11} {:>9} {:>9}  {}"

HEAD = (
    "problem", "status", "value", "bound", "seconds", "hard",
    "published", "value", "seconds", "agreement",
)  # fmt: skip


def bench_command(
    name: Annotated[str, typer.Argument(metavar="SET", help="Which set (docs/benchmarks.md).")],
    path: Annotated[Path, typer.Argument(help="A problem file of the set, or a folder of them.")],
    fairness: Annotated[
        int | None,
        typer.Option(min=0, help="Largest difference of breaks (b2b); default 2."),
    ] = None,
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    progress: ProgressOption = ProgressForm.TEXT,
    curve: Annotated[
        bool, typer.Option("--curve", help="Also show value and bound after 1, 2, 5 … seconds.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for each outcome and timetable.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print all results as JSON.")] = False,
) -> None:
    """Solve problems that others published, and compare with the published results.

    The time limit is for each problem; the goals are those that it was published with.
    """
    from scheduler.benching import FAIRNESS, SetName, load_problems
    from scheduler.files import require_writable

    chosen: SetName = one_of(get_args(SetName), name, "SET")
    if fairness is not None and chosen != "b2b":
        raise typer.BadParameter("only for set b2b", param_hint="--fairness")
    spread = FAIRNESS if fairness is None else fairness
    problems = load_problems(chosen, path, fairness=spread)
    request = request_of(
        time_limit=time_limit, workers=workers, seed=seed, deterministic=deterministic
    )
    if out:
        require_writable(out, (path,))

    from scheduler.benching.results import keep
    from scheduler.benching.running import run, totals

    width = max(len(problem.name) for problem, _ in problems)
    say(LINE.format(*HEAD, width=width), aside=json)
    runs: list[Run] = []
    ticker = shown(progress, rarely=True)
    found = run(problems, request, ticker)
    try:
        while one := _next(found, ticker):
            runs.append(one)
            say(_line(one.row, width), aside=json)
            if curve:
                say(_curve(one.row), aside=json)
            if out:
                keep(one.problem, one.outcome, out)
    except KeyboardInterrupt:
        err("Stopped on request.")
    sums = totals([one.row for one in runs])
    say(_summary(sums, len(problems)), aside=json)
    if json:
        document(_results(chosen, spread, request.limits, runs, sums))
    raise typer.Exit(INFEASIBLE if sums.disagreements or sums.hard_violations else DONE)


def _results(
    name: "SetName", fairness: int, limits: "Limits", runs: "Sequence[Run]", sums: "Totals"
) -> "BenchResults":
    from scheduler.benching.results import BenchResults

    return BenchResults(
        set=name,
        fairness=fairness if name == "b2b" else None,
        time_limit=limits.seconds,
        workers=runs[0].outcome.workers if runs else limits.workers,
        seed=limits.seed,
        versions=runs[0].outcome.versions if runs else {},
        problems=tuple(one.row for one in runs),
        totals=sums,
    )


def _next(found: "Iterator[Run]", ticker: "Ticker | Lines") -> "Run | None":
    with ticker:  # only while solving, as a row is printed in between
        return next(found, None)


def _line(row: "Row", width: int) -> str:
    cells = row.model_dump() | {"seconds": f"{row.seconds:.2f}"}
    return LINE.format(*("" if c is None else str(c) for c in cells.values()), width=width).rstrip()


def _curve(row: "Row") -> str:
    points = (
        f"{point.seconds:g} s {'none' if point.value is None else point.value} ({point.bound})"
        for point in row.curve
    )
    return f"  value (bound) after {', '.join(points)}"


def _summary(sums: "Totals", problems: int) -> str:
    text = (
        f"{sums.problems} of {problems} problems, {sums.proven} proven, "
        f"{sums.agreements} agreements, {sums.disagreements} disagreements, "
        f"{sums.hard_violations} hard violations, {sums.seconds:.1f} s."
    )
    if sums.compared:
        text += (
            f"\n{sums.compared} of them have published seconds: "
            f"{sums.published_seconds:.1f} s there, {sums.compared_seconds:.1f} s here."
        )
    return text
