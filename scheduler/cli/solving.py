"""``summit solve``."""

import shlex
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.endings import ending
from scheduler.cli.printing import document, say, show_goals
from scheduler.cli.progress import ProgressForm, Ticker, progress_line
from scheduler.cli.writing import written

if TYPE_CHECKING:
    from models import Outcome


def solve_command(
    instance: Annotated[Path, typer.Argument(help="Folder or JSON document of the instance.")],
    out: Annotated[Path, typer.Option(help="Folder for timetable, tables and charts.")],
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds for the search.")] = 60.0,
    workers: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Threads; by default one per processor.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of everything random.")] = 0,
    previous: Annotated[
        Path | None, typer.Option(help="Timetable to change as little as possible.")
    ] = None,
    start: Annotated[
        Path | None,
        typer.Option(help="Timetable to start from, however little of it fits; else --previous."),
    ] = None,
    policy: Annotated[Path | None, typer.Option(help="TOML file with other goals.")] = None,
    deterministic: Annotated[
        bool,
        typer.Option(
            "--deterministic",
            help="Same input, seed, workers and versions give the same timetable, byte for byte: "
            "the time limit counts units of work, of the order of a second each.",
        ),
    ] = False,
    charts: Annotated[bool, typer.Option(help="Draw the charts too.")] = True,
    progress: Annotated[
        ProgressForm,
        typer.Option(
            help="json: each better value or bound is one line of JSON on standard error; "
            "lines that start with { are progress, no others do."
        ),
    ] = ProgressForm.TEXT,
    json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
) -> None:
    """Find the best timetable, have it refereed, and write it with tables and charts."""
    from scheduler.files import load_instance, load_policy, load_timetable, require_writable

    what = load_instance(instance)
    before = load_timetable(previous) if previous else None
    begun = load_timetable(start) if start else None
    if policy is not None:
        what = what.model_copy(update={"policy": load_policy(policy)})
    require_writable(out)

    from scheduler.exporting import write_results
    from scheduler.solving import solve

    as_text = progress is ProgressForm.TEXT
    with Ticker() if as_text else nullcontext(progress_line) as tell:
        outcome = solve(
            what,
            time_limit=time_limit,
            workers=workers,
            seed=seed,
            previous=before,
            start=begun,
            deterministic=deterministic,
            on_progress=tell,
        )
    names = written(outcome, charts, lambda draw: write_results(outcome, what, out, charts=draw))
    if json:
        document(outcome.model_dump(mode="json"))
    _summarize(outcome, out, names, instance, aside=json)
    raise typer.Exit(ending(outcome.status, found=outcome.timetable is not None))


def _summarize(
    outcome: "Outcome", out: Path, names: list[str], instance: Path, *, aside: bool
) -> None:
    say(f"{outcome.status}: {outcome.message} ({outcome.wall_seconds:.1f} s)", aside=aside)
    if outcome.timetable is None:
        if not names:
            say(f"{out} is left as it was.", aside=aside)
        if outcome.status == "infeasible":
            say(f"To see why: {shlex.join(['summit', 'explain', str(instance)])}", aside=aside)
        return
    show_goals(outcome, aside=aside)
    left = len(outcome.unscheduled)
    missing = f"{left} activities have no place: see {out / 'unscheduled.csv'}"
    say(missing if left else "All placed.", aside=aside)
    if "overview.pdf" in names:
        look = f"Look at {out / 'overview.pdf'} first; {len(names)} files are in {out}."
        say(look, aside=aside)
    again = shlex.join(["summit", "check", str(instance), str(out / "timetable.csv")])
    say(f"After editing by hand: {again}", aside=aside)
