"""All commands of ``summit``."""

from collections.abc import Callable
from typing import Annotated

import typer

from scheduler.cli import (
    benching,
    checking,
    differing,
    drawing,
    explaining,
    exporting,
    generating,
    moving,
    publishing,
    releasing,
    replanning,
    slots,
    solving,
    starting,
    sweeping,
    why,
)
from scheduler.cli.endings import exit_codes
from scheduler.cli.printing import say

COMMANDS: dict[str, Callable[..., None]] = {
    "solve": solving.solve_command,
    "replan": replanning.replan_command,
    "move": moving.move_command,
    "diff": differing.diff_command,
    "check": checking.check_command,
    "explain": explaining.explain_command,
    "plot": drawing.plot_command,
    "export": exporting.export_command,
    "why": why.why_command,
    "slots": slots.slots_command,
    "bench": benching.bench_command,
    "new": starting.new_command,
    "schema": starting.schema_command,
    "generate": generating.generate_command,
    "nightly": publishing.nightly_command,
}

app = typer.Typer(
    name="summit",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain text is quick, and can be searched
)
for name, command in COMMANDS.items():
    first_line = str(command.__doc__).partition("\n")[0]
    app.command(name, short_help=first_line, epilog=exit_codes(name))(command)
app.add_typer(releasing.app, name="releases")
app.add_typer(sweeping.app, name="sweep")


def _show_versions(wanted: bool) -> None:
    if wanted:
        import platform
        from importlib.metadata import version

        parts = version("summit-scheduler"), version("ortools"), platform.python_version()
        say("summit {}, OR-Tools {}, Python {}".format(*parts))
        raise typer.Exit


@app.callback(epilog=exit_codes())
def _summit(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_versions, is_eager=True, help="Show the versions."
        ),
    ] = False,
) -> None:
    """Plans the programme of a diplomatic summit."""
