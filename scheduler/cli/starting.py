"""``summit new`` and ``summit schema``."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.choices import one_of
from scheduler.cli.printing import json_text, say
from scheduler.cli.writing import write_workbook


def new_command(
    folder: Annotated[
        Path | None, typer.Argument(help="Folder to make; must be new or empty.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Make one workbook instead; must be new.")
    ] = None,
) -> None:
    """Write a commented starter instance to replace with your own."""
    from scheduler.files import starter_instance, write_starter

    if xlsx is not None and folder is None:
        write_workbook(starter_instance(), xlsx)
        say(f"Next: edit the sheets of {xlsx}, then summit solve {xlsx} --out {xlsx.stem}-out")
        return
    if xlsx is not None or folder is None:
        raise typer.BadParameter("give a folder, or a workbook with --xlsx", param_hint="DIR")
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
