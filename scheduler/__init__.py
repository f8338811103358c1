"""Plans the programme of a diplomatic summit.

    >>> from scheduler import load_instance, solve, tables
    >>> outcome = solve(load_instance("instances/tiny"), time_limit=10)
    >>> tables.assignments(outcome.timetable, ...)

Everything of the data contract is re-exported here; see each class for meaning and units.
"""

from pathlib import Path

import models

if not hasattr(models, "InstanceError"):  # another distribution owns the name too
    raise ImportError(
        f"summit-scheduler needs its own package 'models', but {Path(str(models.__file__))} "
        "comes first; uninstall that distribution or use a fresh virtual environment"
    )

from models import *  # noqa: F403
from models import __all__ as _contract
from scheduler.checking import check
from scheduler.explaining import Explanation, Preflight, explain, preflight
from scheduler.exporting import write_results
from scheduler.files import (
    dump_instance,
    dump_timetable,
    load_facts,
    load_instance,
    load_policy,
    load_timetable,
    save_instance,
    schema,
    write_starter,
)
from scheduler.plotting import (
    plot_changes,
    plot_delegation_day,
    plot_heads,
    plot_load,
    plot_overview,
    plot_rooms,
    render,
    write_charts,
)
from scheduler.publishing import nightly, release_changes, releases
from scheduler.replanning import CannotReplan, changes_table, changes_text, diff, replan
from scheduler.solving import Disagreement, Progress, solve
from scheduler.viewing import tables
from scheduler.whatif import slots, why

__all__ = [
    *_contract,
    "CannotReplan",
    "Disagreement",
    "Explanation",
    "Preflight",
    "Progress",
    "changes_table",
    "changes_text",
    "check",
    "diff",
    "dump_instance",
    "dump_timetable",
    "explain",
    "load_facts",
    "load_instance",
    "load_policy",
    "load_timetable",
    "nightly",
    "plot_changes",
    "plot_delegation_day",
    "plot_heads",
    "plot_load",
    "plot_overview",
    "plot_rooms",
    "preflight",
    "release_changes",
    "releases",
    "render",
    "replan",
    "save_instance",
    "schema",
    "slots",
    "solve",
    "tables",
    "why",
    "write_charts",
    "write_results",
    "write_starter",
]
