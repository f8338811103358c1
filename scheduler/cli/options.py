"""The options of every command that solves, defined once, and the request made of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from scheduler.cli.progress import ProgressForm
from scheduler.cli.reading import given_timetable

if TYPE_CHECKING:
    from models import Instance, Request, Timetable

InstancePath: TypeAlias = Annotated[
    Path, typer.Argument(help="Folder, workbook or JSON document of the instance.")
]

TimetablePath: TypeAlias = Annotated[
    Path, typer.Argument(help="Timetable: a .json or .csv file, or a workbook.")
]

ActivityName: TypeAlias = Annotated[
    str,
    typer.Argument(help="An activity: its id, or what fits it alone: its title, 'CHN JPN'."),
]

TimeLimit: TypeAlias = Annotated[float, typer.Option(min=0.1, help="Seconds for the search.")]

Workers: TypeAlias = Annotated[
    int | None, typer.Option(min=1, max=1000, help="Threads; by default one per processor.")
]

Seed: TypeAlias = Annotated[
    int, typer.Option(min=0, max=2**31 - 1, help="Seed of all random choices.")
]

Deterministic: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--deterministic",
        help="Same input, seed, workers and versions give the same result, byte for byte: "
        "the time limit counts units of work, of the order of a second each.",
    ),
]

ClusterAddress: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Dask scheduler whose workers help, such as tcp://10.0.0.1:8786 (extra cluster).",
    ),
]

PolicyFile: TypeAlias = Annotated[Path | None, typer.Option(help="TOML file with other goals.")]

ProgressOption: TypeAlias = Annotated[
    ProgressForm,
    typer.Option(
        help="json: each better value or bound is one line of JSON on standard error; "
        "lines that start with { are progress, no others do."
    ),
]


def request_of(
    *,
    time_limit: float,
    workers: int | None,
    seed: int,
    deterministic: bool,
    policy: Path | None = None,
    previous: "Timetable | None" = None,
    start: Path | None = None,
    instance: "Instance | None" = None,
) -> "Request":
    """Read the files that options name, and return the request; ``start`` is one of ``instance``.

    Raises
    ------
    InstanceError
        With the faults of the first file that cannot be read.
    """
    from models import Limits, Request
    from scheduler.files import load_policy

    return Request(
        previous=previous,
        start=given_timetable(start, instance) if start else None,
        policy=load_policy(policy) if policy else None,
        limits=Limits(seconds=time_limit, workers=workers, seed=seed, deterministic=deterministic),
    )
