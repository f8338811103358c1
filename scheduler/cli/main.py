"""The command ``summit``: parse, call, print."""

import os
import signal
import sys
import traceback
from types import FrameType

import typer
from pydantic import ValidationError

from models import InstanceError
from scheduler.cli import (
    benching,
    checking,
    drawing,
    explaining,
    generating,
    publishing,
    releasing,
    replanning,
    slots,
    solving,
    starting,
    why,
)
from scheduler.cli.endings import BAD_INPUT, LOCKED, OUR_BUG
from scheduler.cli.printing import err
from scheduler.files import render
from scheduler.publishing import Locked

app = typer.Typer(
    name="summit",
    help="Plans the programme of a diplomatic summit.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("solve")(solving.solve_command)
app.command("replan")(replanning.replan_command)
app.command("check")(checking.check_command)
app.command("explain")(explaining.explain_command)
app.command("plot")(drawing.plot_command)
app.command("why")(why.why_command)
app.command("slots")(slots.slots_command)
app.command("bench")(benching.bench_command)
app.command("new")(starting.new_command)
app.command("schema")(starting.schema_command)
app.command("generate")(generating.generate_command)
app.command("nightly")(publishing.nightly_command)
app.add_typer(releasing.app, name="releases")


@app.callback()
def _summit() -> None:
    """Plans the programme of a diplomatic summit."""


def main() -> None:
    """Run the command; every ending has its documented exit code and one clear message."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        app()
    except InstanceError as error:
        err(render(error.faults))
        sys.exit(BAD_INPUT)
    except ValidationError as error:
        err(f"summit: {error}")
        sys.exit(BAD_INPUT)
    except Locked as locked:
        err(f"summit: {locked}")
        sys.exit(LOCKED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BAD_INPUT)
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        err(f"summit: cannot read or write{where}: {error.strerror or error}")
        sys.exit(BAD_INPUT)
    except Exception as error:
        traceback.print_exc()
        err(f"summit: this is a bug of ours, not of your input: {error}")
        sys.exit(OUR_BUG)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    """Let SIGTERM end a solve as Ctrl-C does: with the best timetable so far."""
    raise KeyboardInterrupt
