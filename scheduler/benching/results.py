"""Results of published problems: what ``summit bench`` prints and keeps."""

import json
from pathlib import Path
from typing import Literal

from pydantic import Field

from models import Outcome, Status
from models.record import Contract
from scheduler.benching.curve import Point
from scheduler.benching.published_problem import PublishedProblem
from scheduler.benching.sets import SetName
from scheduler.files import dump_outcome, dump_timetable, staged, write_atomically

Agreement = Literal["yes", "no"]


class Row(Contract):
    """How one problem ended, in the unit of its source."""

    problem: str
    status: Status
    value: int | None = Field(description="Of the objective; null without a timetable.")
    bound: int | None = Field(description="Rounded up, as the objective is whole.")
    seconds: float = Field(description="Wall clock, from the instance to the outcome.")
    hard_violations: int = Field(
        description="Found by the referee, which checks the timetable once more."
    )
    published_status: str | None
    published_value: int | None
    published_seconds: float | None
    agreement: Agreement | None = Field(
        description="With what is published; null where nothing is, or not enough is proven."
    )
    curve: tuple[Point, ...] = Field(
        default=(),
        description="Value and bound after 1, 2, 5, 10, 20 and 60 seconds, and at the end.",
    )


class Totals(Contract):
    """Sums over rows."""

    problems: int
    proven: int = Field(description="How many ended optimal or infeasible.")
    agreements: int
    disagreements: int
    hard_violations: int
    seconds: float = Field(description="Of all rows.")
    compared: int = Field(description="How many rows have published seconds.")
    compared_seconds: float = Field(description="Of these rows.")
    published_seconds: float = Field(description="Published of these rows.")


class BenchResults(Contract):
    """Results of the problems of one set (``summit bench``)."""

    set: SetName
    fairness: int | None = Field(description="Largest difference of breaks; `b2b` only.")
    time_limit: float = Field(description="Seconds for each problem.")
    workers: int | None
    seed: int
    versions: dict[str, str]
    problems: tuple[Row, ...]
    totals: Totals


def keep(problem: PublishedProblem, outcome: Outcome, out: Path) -> None:
    """Write one problem's results into a folder of its name, whole or not at all."""
    timetable = outcome.timetable
    texts = {}
    if timetable is not None:
        texts["timetable.json"] = dump_timetable(timetable)
        if problem.answer:
            texts["answer.json"] = json.dumps(problem.answer(timetable), indent=1) + "\n"
    texts["outcome.json"] = dump_outcome(outcome, [*texts, "outcome.json"])
    with staged(out / problem.name) as stage:
        for file, text in texts.items():
            write_atomically(stage / file, text)
