"""``summit sweep``: trade-offs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.endings import INFEASIBLE, NO_TIMETABLE, STOPPED, exit_codes
from scheduler.cli.options import (
    ClusterAddress,
    Deterministic,
    InstancePath,
    PolicyFile,
    ProgressOption,
    Seed,
    TimeLimit,
    TimetablePath,
    Workers,
)
from scheduler.cli.printing import err
from scheduler.cli.progress import ProgressForm, advances_shown
from scheduler.cli.reading import read_instance, read_previous, read_timetable
from scheduler.cli.swept import elsewhere, listed, show, writable, write

if TYPE_CHECKING:
    import pandas as pd

    from models import Instance

app = typer.Typer(
    help="Trade-offs: fronts, scenarios, prices, delays, fairness.",
    no_args_is_help=True,
    epilog=exit_codes("sweep"),
)

Out = Annotated[Path | None, typer.Option(help="Folder for the table and the timetables.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print all rows as JSON.")]


@app.command("front", epilog=exit_codes("sweep front"))
def front_command(
    instance: InstancePath,
    goals: Annotated[str, typer.Option(help="Two or three goals.")] = "coverage,breaks",
    points: Annotated[
        int | None,
        typer.Option(min=1, help="So many limits, spread evenly; without it all points."),
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="Timetable that goal stability compares with.")
    ] = None,
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    cluster: ClusterAddress = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Show what less of one goal costs in another: the Pareto front. Seconds are for each point."""
    what = _with_policy(read_instance(instance), policy)
    known = read_previous(previous, what).timetable if previous else None
    with (
        elsewhere(cluster) as executor,
        writable(out, (instance, policy, previous)),
        advances_shown(progress) as tell,
    ):
        from scheduler.sweeping import front

        try:
            found = front(
                what,
                listed(goals),
                points=points,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                executor=executor,
                deterministic=deterministic,
                previous=known,
                on_progress=tell,
            )
        except ValueError as error:
            raise _refused(error, "--goals") from error
    measured = [name for goal in listed(goals) for name in (goal, f"{goal}_bound")]
    columns = [*measured, "at_most", "proven", "dominated", "seconds"]
    _finish("front", found, columns, out, as_json=json)
    if found.empty:
        raise typer.Exit(INFEASIBLE if found.attrs["complete"] else NO_TIMETABLE)


@app.command("scenarios", epilog=exit_codes("sweep scenarios"))
def scenarios_command(
    instance: InstancePath,
    file: Annotated[Path, typer.Argument(help="The scenarios: a TOML or JSON file.")],
    previous: Annotated[
        Path | None, typer.Option(help="Timetable that goal stability compares with.")
    ] = None,
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    cluster: ClusterAddress = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Solve what-ifs and compare them. With --out a sweep that was stopped goes on from there."""
    from scheduler.files import load_scenarios

    what = _with_policy(read_instance(instance), policy)
    plan = load_scenarios(file)
    known = read_previous(previous, what).timetable if previous else None
    inputs = (instance, file, policy, previous)
    with (
        elsewhere(cluster) as executor,
        writable(out, inputs) as answers,
        advances_shown(progress) as tell,
    ):
        from scheduler.sweeping import scenarios

        found = scenarios(
            what,
            plan,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            executor=executor,
            deterministic=deterministic,
            previous=known,
            store=answers,
            on_progress=tell,
        )
    measured = [name for goal in what.policy.goals for name in (goal, f"{goal}_bound")]
    columns = ["scenario", *measured, "unmet", "moved", "told", "status", "message"]
    _finish("scenarios", found, columns, out, as_json=json)


@app.command("prices", epilog=exit_codes("sweep prices"))
def prices_command(
    instance: InstancePath,
    prove: Annotated[int, typer.Option(min=0, help="How many of the best are proven.")] = 20,
    time_limit: TimeLimit = 10.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    progress: ProgressOption = ProgressForm.TEXT,
    cluster: ClusterAddress = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Rank what one more of something would buy. Seconds are for each change that is proven."""
    what = read_instance(instance)
    with (
        elsewhere(cluster) as executor,
        writable(out, (instance,)),
        advances_shown(progress) as tell,
    ):
        from scheduler.sweeping import NothingToCompare, shadow_prices

        try:
            found = shadow_prices(
                what,
                prove=prove,
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                executor=executor,
                deterministic=deterministic,
                on_progress=tell,
            )
        except NothingToCompare as error:
            err(f"summit: {error}")
            raise typer.Exit(NO_TIMETABLE) from error
    _finish("prices", found, ["what", "buys", "estimate", "seconds"], out, as_json=json)


@app.command("robustness", epilog=exit_codes("sweep robustness"))
def robustness_command(
    instance: InstancePath,
    timetable: TimetablePath,
    draws: Annotated[int, typer.Option(min=1, help="How many days are drawn.")] = 100,
    activities: Annotated[
        bool, typer.Option("--activities", help="A row for each activity, not for each draw.")
    ] = False,
    seed: Seed = 0,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Show what delays do to a timetable that nobody mends."""
    what = read_instance(instance)
    known = read_timetable(timetable, what)
    with writable(out, (instance, timetable)):
        from scheduler.sweeping import robustness

        try:
            by = "activity" if activities else "draw"
            found = robustness(known, what, draws=draws, seed=seed, by=by)  # type: ignore[arg-type]
        except ValueError as error:
            raise _refused(error, "TIMETABLE") from error
    found.attrs["ended"] = found.attrs.pop("summary")
    columns = ["activity", "title", "draw", "delays", "late", "late_minutes", "clashes", "valid"]
    _finish("robustness", found, columns, out, as_json=json)


@app.command("fairness", epilog=exit_codes("sweep fairness"))
def fairness_command(
    instance: InstancePath,
    guarantees: Annotated[
        str, typer.Option(help="Who has at most so many requests gets all of them.")
    ] = "1,2,3",
    time_limit: TimeLimit = 30.0,
    workers: Workers = None,
    seed: Seed = 0,
    policy: PolicyFile = None,
    cluster: ClusterAddress = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Show what it costs if nobody who asks for little goes without."""
    what = _with_policy(read_instance(instance), policy)
    if not listed(guarantees) or not all(part.isdecimal() for part in listed(guarantees)):
        raise typer.BadParameter(
            f"{guarantees!r}; whole numbers such as 1,2", param_hint="--guarantees"
        )
    with elsewhere(cluster) as executor, writable(out, (instance, policy)):
        from scheduler.sweeping import NothingToCompare, fairness_cost

        try:
            found = fairness_cost(
                what,
                [int(part) for part in listed(guarantees)],
                time_limit=time_limit,
                workers=workers,
                seed=seed,
                executor=executor,
            )
        except NothingToCompare as error:
            err(f"summit: {error}")
            raise typer.Exit(NO_TIMETABLE) from error
        except ValueError as error:
            raise _refused(error, "--guarantees") from error
    columns = ["what", "costs", "worst_share", "worst", "unmet", "status", "seconds"]
    _finish("fairness", found, columns, out, as_json=json)


def _with_policy(instance: "Instance", policy: Path | None) -> "Instance":
    from scheduler.files import load_policy

    return instance if policy is None else instance.with_tables(policy=load_policy(policy))


def _refused(error: ValueError, where: str) -> Exception:
    """Return an error of the input; others, which name their faults themselves, stay."""
    from models import InstanceError

    return (
        error
        if isinstance(error, InstanceError)
        else typer.BadParameter(str(error), param_hint=where)
    )


def _finish(
    name: str, found: "pd.DataFrame", columns: list[str], out: Path | None, *, as_json: bool
) -> None:
    """Print and write the rows; without any, and stopped, there is nothing to show."""
    if found.empty and found.attrs.get("stopped"):
        raise typer.Exit(STOPPED)
    show(name, found, columns, as_json=as_json)
    if out is not None and not found.empty:
        write(name, found, out, aside=as_json)
