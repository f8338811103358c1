"""``summit sweep``: how its options are read, and how what is found is printed and written."""

import json
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from scheduler.cli.endings import BAD_INPUT, NO_TIMETABLE, STOPPED
from scheduler.cli.printing import err, json_text, say, show_table
from scheduler.cli.progress import ProgressForm, advances_shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    import pandas as pd

    from models import Instance
    from scheduler.sweeping.running import OnAdvance

LISTING = "sweep.json"
"""The document in the folder of a sweep, which lists its files."""

ANSWERS = "answers.sqlite"
"""What has been solved, in the same folder: the next run of the sweep goes on from there."""


@contextmanager
def elsewhere(cluster: str | None) -> "Iterator[Executor | None]":
    """Connect to a cluster if one is named: its workers solve then, and not this machine."""
    if cluster is None:
        yield None
        return
    from scheduler.cluster import Cluster

    with Cluster(cluster) as connected:
        yield connected.executor()


@dataclass(frozen=True)
class UnderWay:
    """What a sweep is given: who solves, where answers are kept, and who hears how far it is."""

    executor: "Executor | None"
    answers: Path | None
    tell: "OnAdvance"


@contextmanager
def under_way(
    cluster: str | None,
    out: Path | None,
    reads: Sequence[Path | None],
    progress: ProgressForm,
) -> "Iterator[UnderWay]":
    """Let a sweep run; what it refuses is told as bad input."""
    with (
        elsewhere(cluster) as executor,
        writable(out, reads) as answers,
        advances_shown(progress) as tell,
    ):
        try:
            yield UnderWay(executor, answers, tell)
        except ValueError as error:
            from scheduler.sweeping import NothingToCompare, Refused

            codes = {NothingToCompare: NO_TIMETABLE, Refused: BAD_INPUT}
            if type(error) not in codes:
                raise
            err(f"summit: {error}")
            raise typer.Exit(codes[type(error)]) from error


def show(name: str, frame: "pd.DataFrame", columns: Sequence[str], *, as_json: bool) -> None:
    """Print what a sweep has found: some columns for people, all of them as JSON."""
    ended = str(frame.attrs.get("ended", ""))
    if as_json:
        json_text(json.dumps(_document(name, frame), indent=1, ensure_ascii=False))
        return
    shown = [column for column in columns if column in frame]
    numbers = [column for column in shown if frame[column].dtype.kind in "if"]
    cells = frame[shown].astype(object).where(frame[shown].notna(), "")
    heads = [column.replace("_", " ") for column in shown]
    right = [column.replace("_", " ") for column in numbers]
    rows = [[_text(cell) for cell in row] for row in cells.itertuples(index=False)]
    show_table(heads, rows, right=right)
    if ended:
        say(ended)


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(round(cell, 3) if isinstance(cell, float) else cell)


def _document(name: str, frame: "pd.DataFrame") -> dict[str, Any]:
    plain = frame.drop(columns=["timetable"], errors="ignore")
    rows = json.loads(plain.to_json(orient="records", date_format="iso"))
    for row in rows:
        if isinstance(row.get("versions"), str):
            row["versions"] = json.loads(row["versions"])
    said = {str(key): value for key, value in frame.attrs.items()}
    return {"sweep": name, **said, "rows": rows}


def write(name: str, frame: "pd.DataFrame", out: Path, *, aside: bool) -> None:
    """Write a sweep: its table, its timetables, and a document that lists these files.

    Raises
    ------
    OSError
        Something cannot be written; the folder is as it was then.
    """
    from scheduler.files import dump_timetable, staged, write_atomically
    from scheduler.viewing.spreadsheet import to_csv

    table, texts = frame.copy(), dict[str, str]()
    if "timetable" in frame:
        paths = []
        for number, timetable in enumerate(frame["timetable"], start=1):
            found = timetable is not None and timetable == timetable  # missing ones are NaN
            paths.append(f"timetables/{number:03d}.json" if found else "")
            if found:
                texts[paths[-1]] = dump_timetable(timetable)
        table["timetable"] = paths
    texts[f"{name}.csv"] = to_csv(table)
    document = _document(name, frame) | {"files": [*texts, LISTING]}
    texts[LISTING] = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    with staged(out, LISTING) as inside:
        for path, text in texts.items():
            (inside / path).parent.mkdir(exist_ok=True)
            write_atomically(inside / path, text)
    say(f"{len(texts)} files are in {out}.", aside=aside)


@contextmanager
def writable(out: Path | None, reads: Sequence[Path | None]) -> "Iterator[Path | None]":
    """Make sure that a folder can be written to, and make it; yield the file of its answers.

    A folder that was made for nothing is removed again.
    """
    if out is None:
        yield None
        return
    from scheduler.files import require_writable

    require_writable(out, reads)
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        yield out / ANSWERS
    finally:
        if made and not any(out.iterdir()):
            out.rmdir()


def listed(text: str) -> list[str]:
    """Return what is separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def numbers(text: str, option: str) -> list[int]:
    """Return the numbers of an option."""
    parts = listed(text)
    if not parts or not all(part.isdecimal() for part in parts):
        raise typer.BadParameter(f"{text!r}; whole numbers such as 1,2", param_hint=option)
    return [int(part) for part in parts]


def with_policy(instance: "Instance", policy: Path | None) -> "Instance":
    """Return the instance with the policy of a file, if one is given."""
    from scheduler.files import load_policy

    return instance if policy is None else instance.with_tables(policy=load_policy(policy))


def finish(
    name: str, found: "pd.DataFrame", columns: list[str], out: Path | None, *, as_json: bool
) -> None:
    """Print and write the rows; without any, and stopped, there is nothing to show."""
    if found.empty and found.attrs.get("stopped"):
        raise typer.Exit(STOPPED)
    show(name, found, columns, as_json=as_json)
    if out is not None and not found.empty:
        write(name, found, out, aside=as_json)
