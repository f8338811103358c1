"""What a cluster gains, and where its coordinator ends: ``python -m benchmarks.cluster``.

A scheduler and its workers run on this machine, each a process of its own. Measured are a sweep
with one worker and with two, and what each part of a large solve costs the coordinator.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.runs import ROOT, SEED, Figures, header, keep
from scheduler import Request, load_instance, solve
from scheduler.cluster import Cluster
from scheduler.compiling import by_lot
from scheduler.generating import Size, planted
from scheduler.solving.core.cpsat import Effort, SearchResult
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.problem import pose, to_document
from scheduler.solving.lns.neighbourhoods import Neighbourhoods
from scheduler.solving.workers.jobs import SubProblem
from scheduler.solving.workers.remote import ANSWERS, PARTS, search_part

INSTANCE = ROOT.parent / "instances" / "hanoi-2025-10-14"
CELLS, UNITS, TIMES = 8, 1.0, 3
SECONDS = 30.0
PARTS_TRIED, UNDER_WAY = 400, 16


@contextmanager
def running(workers: int) -> Iterator[str]:
    """Start a scheduler and workers of one thread each; yield the address."""
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "scheduler.json"
        commands = (
            f"scheduler --host 127.0.0.1 --port 0 --no-dashboard --scheduler-file {known}",
            f"worker --scheduler-file {known} --nworkers {workers} --nthreads 1 --no-dashboard "
            f"--local-directory {folder}",
        )
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *command.split()], stderr=subprocess.DEVNULL
            )
            for command in commands
        ]
        try:
            while not known.exists() or not known.read_text():
                time.sleep(0.1)
            address = json.loads(known.read_text())["address"]
            _wait_for(workers, address)
            yield address
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait()


def _wait_for(workers: int, address: str) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(workers)
        client.run(search_part, "warm", b"")


def sweep(workers: int) -> float:
    """Return the seconds of a sweep of equal pieces of work."""
    size = Size(heads=20, days=2, bilaterals=40, workshops=6, side_events=2, seed=1)
    instance = planted(size)[0]
    with running(workers) as address, Cluster(address) as cluster:
        executor = cluster.executor()
        began = time.perf_counter()
        cells = [
            executor.submit(solve, instance, time_limit=UNITS, seed=seed, deterministic=True)
            for seed in range(CELLS)
        ]
        for cell in cells:
            cell.result()
        return time.perf_counter() - began


def large_solve() -> Figures:
    """Return what one worker does for a solve, beside one thread here."""
    with running(1) as address:
        outcome = solve(
            load_instance(INSTANCE), time_limit=SECONDS, workers=1, seed=SEED, cluster=address
        )
    assert outcome.cluster is not None
    return {
        "seconds": outcome.wall_seconds,
        "parts": outcome.cluster.parts,
        "tiers": [(tier.value, tier.bound) for tier in outcome.tiers],
        "incidents": [incident.detail for incident in outcome.incidents],
    }


def coordinator() -> Figures:
    """Return what a part of a large solve costs the process that hands it out."""
    problem = pose(by_lot(load_instance(INSTANCE), 0), Request())
    outcome = solve(problem.instance, time_limit=10, workers=2)
    assert outcome.timetable is not None
    places = to_places(problem.compiled, outcome.timetable)
    incumbent = Incumbent(problem)
    assert incumbent.consider(places)
    assert incumbent.values is not None
    picks = Neighbourhoods(problem.compiled, 0)

    def part() -> SubProblem:
        assert incumbent.values is not None
        moves = picks.pick(places, [])
        return SubProblem(places, moves, Effort(1.0), 0, incumbent.values)

    with running(2) as address, Cluster(address) as cluster:
        seconds, cpu = _handed_out(cluster, part)
    answer = ANSWERS.dump_json(SearchResult("OPTIMAL", places, 1.0))
    return {
        "bytes_of_problem": len(to_document(problem)),
        "bytes_of_part": len(PARTS.dump_json(part())),
        "bytes_of_answer": len(answer),
        "parts_per_second": round(PARTS_TRIED / seconds),
        "cpu_ms_handing_out": round(1000 * cpu / PARTS_TRIED, 2),
        "cpu_ms_reading": round(_cpu_ms(lambda: ANSWERS.validate_json(answer)), 2),
        "cpu_ms_refereeing": round(_cpu_ms(lambda: Incumbent(problem).consider(places)), 2),
    }


def _handed_out(cluster: Cluster, part: Any) -> tuple[float, float]:
    """Hand out parts to workers that answer at once; return seconds, and processor time."""
    workers = sorted(cluster.threads())
    while len(workers) < 2:
        time.sleep(0.1)
        workers = sorted(cluster.threads())
    began, used = time.perf_counter(), time.process_time()
    under_way: set[Future[Any]] = set()
    for number in range(PARTS_TRIED):
        while len(under_way) >= UNDER_WAY:
            _, under_way = wait(under_way, return_when=FIRST_COMPLETED)
        worker = workers[number % 2]
        document = PARTS.dump_json(part())
        under_way.add(cluster.submit(worker, search_part, "unknown", document))
    wait(under_way)
    return time.perf_counter() - began, time.process_time() - used


def _cpu_ms(what: Any, times: int = 20) -> float:
    began = time.process_time()
    for _ in range(times):
        what()
    return 1000 * (time.process_time() - began) / times


def main() -> None:
    """Measure, print and save."""
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(TIMES):
        for workers, taken in seconds.items():
            taken.append(round(sweep(workers), 2))
    found: Figures = {
        "coordinator": coordinator(),
        "large_solve": large_solve(),
        "sweep_seconds": seconds,
    }
    print(json.dumps(found, indent=1))
    print(keep("cluster", header() | found))


if __name__ == "__main__":
    main()
