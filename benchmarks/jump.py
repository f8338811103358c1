"""A model on which one of CP-SAT's searches ends the process: the feasibility jump.

Run as ``python -m benchmarks.jump``: each search alone, in a process of its own, without presolve.
In ``jump.pbtxt`` a cumulative constraint has no variables; the presolve of a replan may leave such
a one behind. With OR-Tools 9.15.6755 ``fj`` ends with a segmentation fault in
``CompiledReservoirConstraint::InitializeDenseIndexToEvents``; all others find the optimum, 1.
"""

import multiprocessing
from pathlib import Path

from ortools.sat.python import cp_model

from scheduler.solving.exact.portfolio import NAMES

MODEL = Path(__file__).with_name("jump.pbtxt")


def solve(name: str) -> None:
    """Solve the model by one search, and print what it finds."""
    model = cp_model.CpModel()
    model.proto.parse_text_format(MODEL.read_text(encoding="utf-8"))
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.cp_model_presolve = False
    parameters.num_workers = 2
    parameters.max_time_in_seconds = 5.0
    if name != "fj":  # that one is not named, but added by CP-SAT itself
        parameters.subsolvers.append(name)
        parameters.num_full_subsolvers = 1
    parameters.filter_subsolvers.append(name)
    status = solver.status_name(solver.solve(model))
    print(f"{name}: {status} {solver.objective_value:g}", flush=True)


def main() -> None:
    """Try every search of the portfolio, the tree search, and the feasibility jump."""
    for name in (*NAMES, "lb_tree_search", "fj"):
        process = multiprocessing.Process(target=solve, args=(name,))
        process.start()
        process.join()
        if process.exitcode:
            print(f"{name}: its process ended with {process.exitcode}")


if __name__ == "__main__":
    main()
