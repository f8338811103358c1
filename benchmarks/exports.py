"""Seconds of everything that is exported, for planners, each delegation and the public.

Of Hanoi and of a UN week: ``python -m benchmarks.exports``; each twice, with the same bytes.
"""

import hashlib
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.hanoi import INSTANCE
from benchmarks.runs import SEED, WORKERS, Figures, run_parts
from models import Exports, Instance
from scheduler import load_instance, solve
from scheduler.exporting.folder import write_asked_for
from scheduler.exporting.writers import Results
from scheduler.generating import Size, planted

FOR_ALL = Exports(audiences=("planner", "delegations", "public"))
UN_WEEK = Size(heads=193, days=5, bilaterals=1500, workshops=100, side_events=20, seed=SEED)


def hanoi() -> Figures:
    """The summit of Hanoi, solved for 20 s."""
    return _exported(load_instance(INSTANCE), time_limit=20)


def un_week() -> Figures:
    """A drawn week of 193 delegations and 1500 requested bilaterals, solved for 40 s."""
    instance, _ = planted(UN_WEEK)
    return _exported(instance, time_limit=40)


def _exported(instance: Instance, *, time_limit: float) -> Figures:
    outcome = solve(instance, time_limit=time_limit, workers=WORKERS, seed=SEED)
    assert outcome.timetable is not None
    asked = instance.model_copy(update={"export": FOR_ALL})
    write = partial(write_asked_for, Results(outcome, asked, outcome.timetable), before=None)
    once, again = _timed(write), _timed(write)
    if once.pop("sha256") != again.pop("sha256"):
        raise AssertionError("the same programme has been exported as other bytes")
    placed = sum(place.start is not None for place in outcome.timetable.placements)
    return {"placed": placed, "once": once, "again": again}


def _timed(write: Callable[[Path], list[str]]) -> Figures:
    """Write everything into a new folder; return seconds, files, megabytes and their hash."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        begun, worked = time.monotonic(), time.process_time()
        names = write(folder)
        seconds, processor = time.monotonic() - begun, time.process_time() - worked
        said = hashlib.sha256()
        for one in sorted(names):
            said.update(one.encode() + (folder / one).read_bytes())
        size = sum((folder / one).stat().st_size for one in names)
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(processor, 1),
        "files": len(names),
        "megabytes": round(size / 1e6, 1),
        "sha256": said.hexdigest(),
    }


PARTS: dict[str, Callable[[], Figures]] = {"hanoi": hanoi, "un-week": un_week}

if __name__ == "__main__":
    run_parts("exports", __doc__, PARTS, INSTANCE)
