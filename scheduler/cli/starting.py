"""``summit new`` and ``summit schema``."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.choices import one_of
from scheduler.cli.printing import json_text, say


def new_command(
    folder: Annotated[Path, typer.Argument(help="Folder to make; must be new or empty.")],
) -> None:
    """Write a commented starter instance to replace with your own."""
    from scheduler.files import write_starter

    try:
        write_starter(folder)
    except FileExistsError as error:
        raise typer.BadParameter(f"{folder} exists and is not empty") from error
    say(f"Next: edit the tables in {folder}, then summit solve {folder} --out {folder}-out")


def schema_command(
    name: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="A question or an answer, such as request.")
    ] = "instance",
) -> None:
    """Print the JSON Schema of the instance document, or of another one."""
    from scheduler.files import DOCUMENTS, schema_text

    json_text(schema_text(one_of(DOCUMENTS, name, "DOCUMENT")))
