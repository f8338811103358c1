"""``summit solve``."""

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.endings import DONE, ending, say_how_to_go_on
from scheduler.cli.options import (
    ClusterAddress,
    Deterministic,
    InstancePath,
    PolicyFile,
    ProgressOption,
    Seed,
    TimeLimit,
    Workers,
    request_of,
)
from scheduler.cli.printing import document, say, show_goals
from scheduler.cli.progress import ProgressForm, shown
from scheduler.cli.reading import oddities, read_instance, read_previous, warn_of
from scheduler.cli.writing import is_better_there, written

if TYPE_CHECKING:
    from models import Instance, Outcome


def solve_command(
    instance: InstancePath,
    out: Annotated[Path, typer.Option(help="Folder for timetable, tables and charts.")],
    time_limit: TimeLimit = 60.0,
    workers: Workers = None,
    seed: Seed = 0,
    deterministic: Deterministic = False,
    policy: PolicyFile = None,
    cluster: ClusterAddress = None,
    progress: ProgressOption = ProgressForm.TEXT,
    previous: Annotated[
        Path | None, typer.Option(help="Timetable to change as little as possible.")
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option(
            help="Timetable for a warm start; by default --previous. It may break any rule."
        ),
    ] = None,
    charts: Annotated[bool, typer.Option(help="Draw the charts too.")] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Find the best timetable, let the referee check it, and write it with tables and charts."""
    from scheduler.files import load_calendars, require_writable

    what = read_instance(instance)
    known = read_previous(previous, what) if previous else None
    before = known.calendars if known else load_calendars(out)
    request = request_of(
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
        previous=known.timetable if known else None,
        start=start,
        instance=what,
    )
    require_writable(out, (instance, policy, previous, start))
    warn_of(oddities(previous, request.previous, what, unknown=False))
    warn_of(oddities(start, request.start, what, unknown=False))

    from scheduler.exporting import require_packages, write_results
    from scheduler.solving import solve, with_policy

    require_packages(what)
    with shown(progress) as tell:
        outcome = solve(what, request, cluster=cluster, on_progress=tell)
    what = with_policy(what, request)
    if is_better_there(out, outcome, what, request.previous, aside=json):
        if json:
            document(outcome)
        raise typer.Exit(DONE)
    write = partial(write_results, outcome, what, out, before=before)
    names = written(outcome, what, out, progress if charts else None, write)
    if json:
        document(outcome)
    _summarize(outcome, what, out, names, instance, aside=json)
    raise typer.Exit(ending(outcome.status, found=outcome.timetable is not None))


def _summarize(
    outcome: "Outcome",
    what: "Instance",
    out: Path,
    names: list[str],
    instance: Path,
    *,
    aside: bool,
) -> None:
    say(f"{outcome.status}: {outcome.message} ({outcome.wall_seconds:.1f} s)", aside=aside)
    if outcome.timetable is None:
        if not names:
            say(f"{out} is left as it was.", aside=aside)
        say_how_to_go_on(outcome.status, what, instance, aside=aside)
        return
    show_goals(outcome, aside=aside)
    from scheduler.wording.effects import placeless
    from scheduler.wording.outcomes import cluster_text

    if outcome.cluster is not None:
        say(cluster_text(outcome.cluster), aside=aside)
    left = len(outcome.unscheduled)
    missing = placeless(left, out / "unscheduled.csv")
    there = "All placed." if outcome.timetable.placements else "There is no activity to place."
    say(missing if left else there, aside=aside)
    if "overview.pdf" in names:
        look = f"Look at {out / 'overview.pdf'} first; {len(names)} files are in {out}."
        say(look, aside=aside)
    again = shlex.join(["summit", "check", str(instance), str(out / "timetable.csv")])
    say(f"After editing by hand: {again}", aside=aside, whole=True)
