"""What all benchmarks share: the machine, parts in processes of their own, results by date."""

import argparse
import json
import os
import platform
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scheduler import load_instance
from scheduler.solving import versions

ROOT = Path(__file__).resolve().parent
RESULTS = ROOT / "results"
WORKERS = 2
SEED = 1

Figures = dict[str, object]


def header() -> Figures:
    """When a run began, and on which machine."""
    return {"date": datetime.now(UTC).isoformat(timespec="minutes"), "machine": _machine()}


def _machine() -> Figures:
    model = "unknown"
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), "")
    return {
        "processor": model,
        "processors": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": versions() | _versions_of_peers(),
        "seed": SEED,
        "workers": WORKERS,
    }


def _versions_of_peers() -> dict[str, str]:
    found = {}
    for name in ("highspy", "python-sat"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def in_process(module: str, arguments: Sequence[str], *, limit: float | None = None) -> Figures:
    """Run a part of a benchmark in a process of its own, and return its figures.

    Parameters
    ----------
    module
        Module of ``benchmarks``, which ends by calling :func:`tell`.
    arguments
        Its command line.
    limit
        Seconds after which it is killed, with all that it has started.

    Returns
    -------
    dict
        The figures; if the part failed or was killed, the only one is ``failed``, with the
        reason.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        cwd=ROOT.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(timeout=limit)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            return {"failed": f"killed after {limit:g} s"}
        raise
    if process.returncode == -signal.SIGALRM:
        return {"failed": "out of time"}
    if process.returncode:
        said = err.strip().splitlines() or [""]
        return {"failed": f"ended with {process.returncode}: {said[-1]}"}
    figures: Figures = json.loads(out.splitlines()[-1])
    return figures


def tell(figures: Figures) -> None:
    """Print the figures of a part, with the peak memory of its process and of its children."""
    peak = sum(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(json.dumps(figures | {"peak_megabytes": round(peak / 1024)}))


def keep(name: str, results: Figures) -> Path:
    """Write the results of a run, with its header first; return the file."""
    path = RESULTS / f"{name}-{str(results['date'])[:10]}.json"
    path.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return path


def run_parts(
    name: str, about: str | None, parts: Mapping[str, Callable[[], Figures]], instance: Path
) -> None:
    """Run all parts, each in its process, and keep their figures; or one part, and tell them.

    Parameters
    ----------
    name, about
        Of the module.
    parts
        Name -> what it measures.
    instance
        What is measured; a part alone reads it itself, and times that.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--part", choices=sorted(parts))
    chosen = parser.parse_args().part
    if chosen:
        tell(parts[chosen]())
        return
    results = header() | {"instance_sha256": load_instance(instance).sha256}
    for part in parts:
        results[part] = in_process(name, ["--part", part])
        print(part, json.dumps(results[part], indent=1), flush=True)
    print(f"written to {keep(name, results)}")
