"""``summit sweep``: trade-offs."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.endings import INFEASIBLE, NO_TIMETABLE, exit_codes
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
from scheduler.cli.progress import ProgressForm
from scheduler.cli.reading import read_instance, read_previous, read_timetable
from scheduler.cli.swept import finish, listed, numbers, under_way, with_policy

app = typer.Typer(
    help="Trade-offs: fronts, scenarios, prices, delays, pauses, fairness.",
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
    what = with_policy(read_instance(instance), policy)
    known = read_previous(previous, what).timetable if previous else None
    with under_way(cluster, out, (instance, policy, previous), progress) as run:
        from scheduler.sweeping import front

        found = front(
            what,
            listed(goals),
            points=points,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            executor=run.executor,
            deterministic=deterministic,
            previous=known,
            on_progress=run.tell,
        )
    measured = [name for goal in listed(goals) for name in (goal, f"{goal}_bound")]
    columns = [*measured, "at_most", "proven", "dominated", "seconds"]
    finish("front", found, columns, out, as_json=json)
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

    what = with_policy(read_instance(instance), policy)
    plan = load_scenarios(file)
    known = read_previous(previous, what).timetable if previous else None
    with under_way(cluster, out, (instance, file, policy, previous), progress) as run:
        from scheduler.sweeping import scenarios

        found = scenarios(
            what,
            plan,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            executor=run.executor,
            deterministic=deterministic,
            previous=known,
            store=run.answers,
            on_progress=run.tell,
        )
    measured = [name for goal in what.policy.goals for name in (goal, f"{goal}_bound")]
    columns = ["scenario", *measured, "unmet", "moved", "told", "status", "message"]
    finish("scenarios", found, columns, out, as_json=json)


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
    with under_way(cluster, out, (instance,), progress) as run:
        from scheduler.sweeping import shadow_prices

        found = shadow_prices(
            what,
            prove=prove,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            executor=run.executor,
            deterministic=deterministic,
            on_progress=run.tell,
        )
    finish("prices", found, ["what", "buys", "estimate", "seconds"], out, as_json=json)


@app.command("robustness", epilog=exit_codes("sweep robustness"))
def robustness_command(
    instance: InstancePath,
    timetable: TimetablePath,
    draws: Annotated[int, typer.Option(min=1, help="How many days are drawn.")] = 100,
    activities: Annotated[
        bool, typer.Option("--activities", help="A row for each activity, not for each draw.")
    ] = False,
    seed: Seed = 0,
    progress: ProgressOption = ProgressForm.TEXT,
    cluster: ClusterAddress = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Show what delays do to a timetable that nobody mends."""
    what = read_instance(instance)
    known = read_timetable(timetable, what)
    with under_way(cluster, out, (instance, timetable), progress) as run:
        from scheduler.sweeping import robustness

        found = robustness(
            known,
            what,
            draws=draws,
            seed=seed,
            by="activity" if activities else "draw",
            executor=run.executor,
            on_progress=run.tell,
        )
    found.attrs["ended"] = found.attrs.pop("summary")
    columns = ["activity", "title", "draw", "people", "plenaries"]
    columns += ["late", "late_minutes", "clashes", "valid"]
    finish("robustness", found, columns, out, as_json=json)


@app.command("buffers", epilog=exit_codes("sweep buffers"))
def buffers_command(
    instance: InstancePath,
    minutes: Annotated[
        str, typer.Option(help="Pauses after what may be left out; 0 is always among them.")
    ] = "0,5,10,15",
    time_limit: TimeLimit = 30.0,
    workers: Workers = None,
    seed: Seed = 0,
    policy: PolicyFile = None,
    progress: ProgressOption = ProgressForm.TEXT,
    cluster: ClusterAddress = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Show what pauses cost, and what they buy when people are late. Seconds are for each."""
    what = with_policy(read_instance(instance), policy)
    asked = numbers(minutes, "--minutes")
    with under_way(cluster, out, (instance, policy), progress) as run:
        from scheduler.sweeping import buffers

        found = buffers(
            what,
            asked,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            executor=run.executor,
            on_progress=run.tell,
        )
    columns = ["buffer", "coverage", "coverage_bound", "unmet", "costs"]
    finish("buffers", found, [*columns, "valid", "undisturbed", "late"], out, as_json=json)


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
    progress: ProgressOption = ProgressForm.TEXT,
    cluster: ClusterAddress = None,
    out: Out = None,
    json: AsJson = False,
) -> None:
    """Show what it costs if nobody who asks for little goes without."""
    what = with_policy(read_instance(instance), policy)
    asked = numbers(guarantees, "--guarantees")
    with under_way(cluster, out, (instance, policy), progress) as run:
        from scheduler.sweeping import fairness_cost

        found = fairness_cost(
            what,
            asked,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            executor=run.executor,
            on_progress=run.tell,
        )
    columns = ["what", "costs", "worst_share", "worst", "unmet", "status", "seconds"]
    finish("fairness", found, columns, out, as_json=json)
