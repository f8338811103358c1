"""``summit generate``."""

from pathlib import Path
from typing import Annotated

import typer

from scheduler.cli.printing import say

README = """# {title}

Synthetic: nothing in it is about real people. Made by

    {command} --out DIR

which gives the same again, byte for byte. There is a timetable for all mandatory activities: they
were made up around a hidden one.
"""


def generate_command(
    heads: Annotated[int, typer.Option(min=2, max=999, help="Heads of delegation.")],
    days: Annotated[int, typer.Option(min=1, max=60, help="Days of the summit.")],
    out: Annotated[Path, typer.Option(help="Folder to make; must be new or empty.")],
    bilaterals: Annotated[int, typer.Option(min=0, max=20_000, help="Requested meetings.")] = 0,
    workshops: Annotated[int, typer.Option(min=0, max=2000, help="Workshops.")] = 0,
    side_events: Annotated[int, typer.Option(min=0, max=2000, help="Side events.")] = 0,
    rooms: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Event rooms; by default for the load.")
    ] = None,
    booths: Annotated[
        int | None, typer.Option(min=1, max=1000, help="Booths; by default for the load.")
    ] = None,
    grid: Annotated[int, typer.Option(min=1, max=60, help="Minutes, a divisor of 60.")] = 15,
    seed: Annotated[int, typer.Option(min=0, help="Seed of all random choices.")] = 0,
) -> None:
    """Write a synthetic instance of any size; there is a timetable for its mandatory part."""
    from scheduler.files import require_empty, save_instance, staged, write_atomically

    try:
        require_empty(out)
    except FileExistsError as error:
        raise typer.BadParameter(f"{out} exists and is not empty") from error

    from scheduler.generating import Size, planted

    size = Size(heads, days, bilaterals, workshops, side_events, rooms, booths, grid, seed)
    instance, _ = planted(size)
    with staged(out) as inside:
        save_instance(instance, inside)
        readme = README.format(title=instance.title, command=size.command)
        write_atomically(inside / "README.md", readme)
    say(f"{len(instance.activities)} activities are in {out}. Next: summit solve {out} --out DIR")
