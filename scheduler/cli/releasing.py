"""``summit releases``: the releases in a store."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scheduler.cli.agreeing import agreed
from scheduler.cli.endings import DONE, INFEASIBLE, exit_codes
from scheduler.cli.printing import document, say, show_table

if TYPE_CHECKING:
    import pandas as pd

    from models import ReleaseRow

app = typer.Typer(
    help="Releases of a nightly job: list, compare, verify, roll back, prune.",
    no_args_is_help=True,
    epilog=exit_codes("releases"),
)

StoreArgument = Annotated[Path, typer.Argument(help="Folder of the store.")]
ReleaseArgument = Annotated[str, typer.Argument(help="Id of a release, or current.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]

SHOWN = [
    "release",
    "made",
    "kind",
    "status",
    "placed",
    "coverage",
    "people_told",
    "moves",
    "current",
]
CHANGED = ["activity", "title", "what", "before", "after", "tell", "reason"]


@app.command("list", epilog=exit_codes("releases list"))
def list_command(store: StoreArgument, json: AsJson = False) -> None:
    """List all releases, oldest first."""
    from scheduler.publishing import release_rows, releases

    rows = release_rows(store)
    if json:
        document(rows)
        return
    frame = releases(store)
    _print(frame[SHOWN].assign(made=[_made(row) for row in rows.root]))


@app.command("show", epilog=exit_codes("releases show"))
def show_command(
    store: StoreArgument, release: ReleaseArgument = "current", json: AsJson = False
) -> None:
    """Show the audit record of one release, and where its files are."""
    from scheduler.publishing import Store

    chosen = Store(store).release(release)
    if json:
        document(chosen.record)
        return
    record = chosen.record.model_dump(mode="json")
    say(f"{chosen.id} is in {chosen.folder}")
    for name, value in record.items():
        if name not in ("inputs", "outputs", "decisions", "counts"):
            say(f"{name}: {value}")
    for name, value in record["counts"].items():
        say(f"{name}: {value}")
    for decision in chosen.record.decisions:
        say(f"{decision.gate}: {'passed' if decision.passed else 'NOT passed'}: {decision.detail}")


@app.command("diff", epilog=exit_codes("releases diff"))
def diff_command(
    store: StoreArgument,
    before: ReleaseArgument,
    after: ReleaseArgument = "current",
    json: AsJson = False,
) -> None:
    """Show what differs between two releases, and who is concerned."""
    from scheduler.publishing import change_rows, release_changes
    from scheduler.wording.effects import differing

    if json:
        document(change_rows(store, before, after))
        return
    frame = release_changes(store, before, after)
    for side in ("before", "after"):
        frame[side] = [_place(row, side) for row in frame.to_dict(orient="records")]
    _print(frame[CHANGED])
    concerned = sorted({name for cell in frame["tell"] for name in cell.split(";") if name})
    differ = differing(len(frame)).capitalize()
    say(f"{differ}; to tell: {', '.join(concerned) or 'nobody'}.")


@app.command("rollback", epilog=exit_codes("releases rollback"))
def rollback_command(
    store: StoreArgument,
    release: ReleaseArgument,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who goes back; by default your login name."),
    ] = None,
) -> None:
    """Show what going back to an older release means, and publish it again, as a new one."""
    from scheduler.publishing import foresee_rollback, rollback

    if agreed(foresee_rollback(store, release)):
        say(f"{rollback(store, release, by=by)} is the current release now.")


@app.command("verify", epilog=exit_codes("releases verify"))
def verify_command(
    store: StoreArgument,
    release: Annotated[str | None, typer.Argument(help="Id of a release; by default all.")] = None,
    json: AsJson = False,
) -> None:
    """Check that no file of the releases has been altered."""
    from models import Verification
    from scheduler.publishing import verify

    altered = verify(store, release)
    if json:
        document(Verification.model_validate(altered))
    for name, sentences in altered.items():
        say(f"{name}: {'; '.join(sentences) or 'unaltered'}", aside=json)
    raise typer.Exit(INFEASIBLE if any(altered.values()) else DONE)


@app.command("prune", epilog=exit_codes("releases prune"))
def prune_command(
    store: StoreArgument,
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest stay.")],
) -> None:
    """Remove old releases; the current one always stays."""
    from scheduler.publishing import prune

    gone = prune(store, keep)
    say(f"Removed: {', '.join(gone) or 'nothing'}.")


def _made(row: "ReleaseRow") -> str:
    """Return when a release was made, in the time zone of its instance."""
    return f"{row.made:%Y-%m-%d %H:%M}" if row.made else ""


def _place(row: Mapping[Hashable, Any], side: str) -> str:
    """Return when, where and how long on one side of a change; empty without a place."""
    from pandas import isna

    start, room, unit, minutes = (
        row[f"{name}_{side}"] for name in ("start", "room", "unit", "minutes")
    )
    if isna(start):
        return ""
    words = [f"{start:%Y-%m-%d %H:%M}", room]
    words += [] if isna(unit) else [f"unit {unit}"]
    words += [] if isna(minutes) else [f"{minutes} min"]
    return " ".join(words)


def _print(frame: "pd.DataFrame") -> None:
    heads = [str(name).replace("_", " ") for name in frame.columns]
    cells = frame.astype(object).where(frame.notna(), "")
    show_table(heads, [[str(cell) for cell in row] for row in cells.itertuples(index=False)])
