"""The sets that can be run, and their files."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from models import Fault, InstanceError
from scheduler.benching import b2b, csplib046, rivals, timefold
from scheduler.benching.published import read_published
from scheduler.benching.published_problem import Published, PublishedProblem
from scheduler.benching.source import consistent
from scheduler.files.reading import refuse

SetName = Literal["b2b", "csplib046", "timefold", "rivals"]

Reader = Callable[[Path], list[PublishedProblem]]

FAIRNESS = 2
"""Largest difference of breaks in set ``b2b``, unless another is given."""

SUFFIXES: Mapping[SetName, str] = {
    "b2b": ".dzn",
    "csplib046": ".json",
    "timefold": ".json",
    "rivals": ".json",
}


def load_problems(
    name: SetName, path: Path, *, fairness: int = FAIRNESS
) -> list[tuple[PublishedProblem, Published]]:
    """Read problems of a set, with what is published of them.

    Parameters
    ----------
    name
        Name of the set.
    path
        A file, or a folder of which every file with the suffix of the set is read, by name.
    fairness
        For set ``b2b`` only.

    Raises
    ------
    InstanceError
        With every fault of every file.
    """
    readers: Mapping[SetName, Reader] = {
        "b2b": partial(b2b.read, fairness=fairness),
        "csplib046": csplib046.read,
        "timefold": timefold.read,
        "rivals": rivals.read,
    }
    problems: list[PublishedProblem] = []
    faults: list[Fault] = []
    for file in _files(path, SUFFIXES[name]):
        try:
            problems += readers[name](file)
        except InstanceError as error:
            faults += error.faults
        except ValidationError as error:
            faults += consistent(error, file.name).faults
    if faults:
        raise InstanceError(faults)
    folder = path if path.is_dir() else path.parent
    known = read_published(folder, name, fairness if name == "b2b" else None)
    return [(problem, known.get(problem.name, Published())) for problem in problems]


def _files(path: Path, suffix: str) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = [
        file
        for file in sorted(path.iterdir())
        if file.suffix == suffix and not file.name.startswith(".")
    ]
    if not files:
        refuse("missing-file", str(path), f"no {suffix} file", "a folder with some, or one file")
    return files
