"""Published problems, solved by summit and by the peers in the same run.

    python -m benchmarks.published b2b PATH --time-limit 30
    python -m benchmarks.published rivals PATH --time-limit 60 --only summit plain

Each solve is a process of its own. Writes benchmarks/results/ and prints a table.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from benchmarks.contenders import CONTENDERS, contend
from benchmarks.runs import Figures, header, in_process, keep, tell
from scheduler.benching import FAIRNESS, Published, PublishedProblem, load_problems
from scheduler.benching.running import agreement
from scheduler.benching.sets import SUFFIXES

GRACE = 20.0
"""Seconds beyond the limit, for reading and for a solver that does not stop in time."""


def one(problem: PublishedProblem, name: str, time_limit: float) -> Figures:
    """Let one solver solve one problem; values are in the unit of the source."""
    figures = contend(name, problem.instance, time_limit)
    for key in ("value", "bound"):
        if figures.get(key) is not None:
            figures[key] = -(-int(str(figures[key])) // problem.scale)
    return figures


def run(options: argparse.Namespace) -> Iterator[Figures]:
    """Yield for each problem the published result and that of every solver."""
    files = sorted(options.path.glob(f"*{SUFFIXES[options.set]}"))
    for file in files if options.path.is_dir() else [options.path]:
        for problem, published in load_problems(options.set, file, fairness=options.fairness):
            yield {
                "problem": problem.name,
                "instance_sha256": problem.instance.sha256,
                "published": published.__dict__,
                "runs": {
                    name: _contended(options, file, problem, published, name)
                    for name in options.only
                },
            }


def _contended(
    options: argparse.Namespace,
    file: Path,
    problem: PublishedProblem,
    published: Published,
    name: str,
) -> Figures:
    arguments = [options.set, str(file), "--part", problem.name, name]
    arguments += ["--time-limit", str(options.time_limit), "--fairness", str(options.fairness)]
    figures = in_process("published", arguments, limit=options.time_limit + GRACE)
    if "status" in figures:
        ending = (figures["status"], figures["value"], figures["bound"])
        figures["agreement"] = agreement(*ending, published)  # type: ignore[arg-type]
    print(problem.name, name, cell(figures), flush=True)
    return figures


def cell(figures: Figures) -> str:
    """Return one result in a few words."""
    if "status" not in figures:
        return str(figures.get("skipped") or figures["failed"])
    said = str(figures["status"])
    if figures["value"] is not None:
        proven = figures["status"] == "optimal"
        said = f"{figures['value']}" + ("" if proven else f" (>= {figures['bound']})")
    wrong = " DISAGREES" if figures["agreement"] == "no" else ""
    broken = f" BREAKS {figures['hard_violations']} RULES" if figures["hard_violations"] else ""
    return f"{said}{wrong}{broken}, {figures['seconds']:.1f} s"


def table(rows: list[Figures], names: list[str]) -> Iterator[str]:
    """Yield the lines of a table in Markdown, with totals."""
    yield " | ".join(["| problem", "published", *names]) + " |"
    yield "|---" * (len(names) + 2) + "|"
    for row in rows:
        known = Published(**row["published"])  # type: ignore[arg-type]
        value = (known.status or "") if known.value is None else known.value
        seconds = "" if known.seconds is None else f", {known.seconds} s"
        cells = [cell(figures) for figures in _runs(row).values()]
        yield " | ".join([f"| {row['problem']}", f"{value}{seconds}", *cells]) + " |"
    totals = [_total([_runs(row)[name] for row in rows]) for name in names]
    yield " | ".join(["| **proven**", "", *totals]) + " |"


def _runs(row: Figures) -> dict[str, Figures]:
    return row["runs"]  # type: ignore[return-value]


def _total(endings: list[Figures]) -> str:
    proven = [x for x in endings if x.get("status") in ("optimal", "infeasible")]
    seconds = sum(float(str(x["seconds"])) for x in proven)
    return f"{len(proven)} of {len(endings)} in {seconds:.1f} s"


def main() -> None:
    """Run one set and write the figures; or, in a process of its own, one solve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=sorted(SUFFIXES))
    parser.add_argument("path", type=Path)
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--fairness", type=int, default=FAIRNESS)
    parser.add_argument("--only", nargs="+", choices=list(CONTENDERS), default=list(CONTENDERS))
    parser.add_argument("--part", nargs=2, metavar=("PROBLEM", "CONTENDER"), help="for itself")
    options = parser.parse_args()
    if options.part:
        name, contender = options.part
        problems = load_problems(options.set, options.path, fairness=options.fairness)
        (problem,) = (p for p, _ in problems if p.name == name)
        tell(one(problem, contender, options.time_limit))
        return
    settings = {"set": options.set, "time_limit": options.time_limit, "fairness": options.fairness}
    results = header() | settings
    rows = list(run(options))
    print("", *table(rows, options.only), sep="\n")
    print(f"\nwritten to {keep(f'published-{options.set}', results | {'problems': rows})}")


if __name__ == "__main__":
    main()
