"""``summit nightly``."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.agreeing import agreed
from scheduler.cli.endings import BAD_INPUT, DONE, INFEASIBLE, KEPT, NO_TIMETABLE
from scheduler.cli.printing import document, say

if TYPE_CHECKING:
    from models import Night

WITHOUT_RELEASE = {"infeasible": INFEASIBLE, "no timetable": NO_TIMETABLE}
"""Exit codes where there is no good release to keep; any other cause is bad input."""

MOST_SENTENCES = 50


def nightly_command(
    config: Annotated[Path, typer.Option(help="Configuration, a TOML file.")],
    approve: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Publish this candidate that waits for approval."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who approves; by default your login name."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print how it ended as JSON.")] = False,
) -> None:
    """Plan again and publish, or keep the last good release: the unattended job."""
    from scheduler.publishing import foresee_approval, nightly

    if by is not None and approve is None:
        raise typer.BadParameter(
            "it says who approves, so --approve is needed too", param_hint="--by"
        )
    foreseen = foresee_approval(config, approve) if approve is not None else None
    if foreseen is not None and not agreed(foreseen, aside=json):
        raise typer.Exit(DONE)
    night = nightly(config, approve=approve, by=by)
    if json:
        document(night)
    with suppress(OSError):  # standard output may be a file on a full disk
        say(f"{night.ended}: {night.reason}", aside=json)
        for sentence in night.conflict[:MOST_SENTENCES]:
            say(f"  {sentence}", aside=json)
        for warning in night.warnings:
            say(f"Look at this: {warning}", aside=json)
    raise typer.Exit(_ending(night))


def _ending(night: "Night") -> int:
    if night.ended in ("published", "unchanged"):
        return DONE
    if night.ended == "kept":
        return KEPT
    return WITHOUT_RELEASE.get(night.cause or "", BAD_INPUT)
