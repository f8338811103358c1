"""``summit new`` and ``summit schema``."""

from pathlib import Path
from typing import Annotated, get_args

import typer

from scheduler.cli.printing import document, say
from scheduler.files import DocumentName, schema, write_starter


def new_command(
    folder: Annotated[Path, typer.Argument(help="Folder to make; must be new or empty.")],
) -> None:
    """Write a commented starter instance to replace with your own."""
    try:
        write_starter(folder)
    except FileExistsError as error:
        raise typer.BadParameter(f"{folder} exists and is not empty") from error
    say(f"Next: edit the tables in {folder}, then summit solve {folder} --out {folder}-out")


def schema_command(
    name: Annotated[
        DocumentName,
        typer.Argument(metavar="DOCUMENT", help=f"One of {', '.join(get_args(DocumentName))}."),
    ] = "instance",
) -> None:
    """Print the JSON Schema of the instance document, or of another one."""
    document(schema(name))
