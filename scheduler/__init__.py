"""Plans the programme of a diplomatic summit.

    >>> from scheduler import load_instance, solve, tables
    >>> instance = load_instance("instances/tiny")
    >>> outcome = solve(instance, time_limit=10)
    >>> outcome.status
    'optimal'
    >>> placed = tables.assignments(outcome.timetable, instance)  # a DataFrame

The whole data contract is re-exported here; see each class for meaning and units. Modules are
imported when a name of theirs is first used, so that the import of this package is quick.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

_models = find_spec("models")
_origin = Path(str(_models and _models.origin))
if _origin.parent != Path(__file__).parents[1] / "models":  # another distribution owns the name too
    raise ImportError(
        f"summit-scheduler needs its own package 'models', but {_origin} "
        "comes first; uninstall that distribution or use a fresh virtual environment"
    )

_HOMES = {
    "check": "scheduler.checking",
    "soft_violations": "scheduler.checking",
    "explain": "scheduler.explaining",
    "preflight": "scheduler.explaining",
    "view": "scheduler.exporting.page.notebook",
    "write_results": "scheduler.exporting",
    "dump_instance": "scheduler.files",
    "dump_timetable": "scheduler.files",
    "from_frames": "scheduler.files.frames",
    "load_facts": "scheduler.files",
    "load_instance": "scheduler.files",
    "load_policy": "scheduler.files",
    "load_scenarios": "scheduler.files",
    "load_timetable": "scheduler.files",
    "save_instance": "scheduler.files",
    "schema": "scheduler.files",
    "write_starter": "scheduler.files",
    "plot_busy_hours": "scheduler.plotting",
    "plot_changes": "scheduler.plotting",
    "plot_delegation_day": "scheduler.plotting",
    "plot_fairness": "scheduler.plotting",
    "plot_front": "scheduler.plotting",
    "plot_heads": "scheduler.plotting",
    "plot_load": "scheduler.plotting",
    "plot_overview": "scheduler.plotting",
    "plot_prices": "scheduler.plotting",
    "plot_rooms": "scheduler.plotting",
    "render": "scheduler.plotting",
    "write_charts": "scheduler.plotting",
    "nightly": "scheduler.publishing",
    "release_changes": "scheduler.publishing",
    "releases": "scheduler.publishing",
    "CannotReplan": "scheduler.replanning",
    "changes_table": "scheduler.viewing.changes_frame",
    "changes_text": "scheduler.exporting",
    "diff": "scheduler.viewing.changes",
    "freeze": "scheduler.replanning",
    "move": "scheduler.replanning",
    "replan": "scheduler.replanning",
    "Disagreement": "scheduler.solving",
    "Progress": "scheduler.solving",
    "solve": "scheduler.solving",
    "DelayChances": "scheduler.sweeping",
    "buffers": "scheduler.sweeping",
    "fairness_cost": "scheduler.sweeping",
    "front": "scheduler.sweeping",
    "robustness": "scheduler.sweeping",
    "scenarios": "scheduler.sweeping",
    "shadow_prices": "scheduler.sweeping",
    "tables": "scheduler.viewing",
    "to_frames": "scheduler.viewing.inputs",
    "slots": "scheduler.whatif",
    "why": "scheduler.whatif",
}
"""Name -> the module that has it, for names that are not of the contract."""

if TYPE_CHECKING:  # the same names, for editors and mypy
    from models import *  # noqa: F403
    from scheduler.checking import check as check
    from scheduler.checking import soft_violations as soft_violations
    from scheduler.explaining import explain as explain
    from scheduler.explaining import preflight as preflight
    from scheduler.exporting import changes_text as changes_text
    from scheduler.exporting import write_results as write_results
    from scheduler.exporting.page.notebook import view as view
    from scheduler.files import dump_instance as dump_instance
    from scheduler.files import dump_timetable as dump_timetable
    from scheduler.files import load_facts as load_facts
    from scheduler.files import load_instance as load_instance
    from scheduler.files import load_policy as load_policy
    from scheduler.files import load_scenarios as load_scenarios
    from scheduler.files import load_timetable as load_timetable
    from scheduler.files import save_instance as save_instance
    from scheduler.files import schema as schema
    from scheduler.files import write_starter as write_starter
    from scheduler.files.frames import from_frames as from_frames
    from scheduler.plotting import plot_busy_hours as plot_busy_hours
    from scheduler.plotting import plot_changes as plot_changes
    from scheduler.plotting import plot_delegation_day as plot_delegation_day
    from scheduler.plotting import plot_fairness as plot_fairness
    from scheduler.plotting import plot_front as plot_front
    from scheduler.plotting import plot_heads as plot_heads
    from scheduler.plotting import plot_load as plot_load
    from scheduler.plotting import plot_overview as plot_overview
    from scheduler.plotting import plot_prices as plot_prices
    from scheduler.plotting import plot_rooms as plot_rooms
    from scheduler.plotting import render as render
    from scheduler.plotting import write_charts as write_charts
    from scheduler.publishing import nightly as nightly
    from scheduler.publishing import release_changes as release_changes
    from scheduler.publishing import releases as releases
    from scheduler.replanning import CannotReplan as CannotReplan
    from scheduler.replanning import freeze as freeze
    from scheduler.replanning import move as move
    from scheduler.replanning import replan as replan
    from scheduler.solving import Disagreement as Disagreement
    from scheduler.solving import Progress as Progress
    from scheduler.solving import solve as solve
    from scheduler.sweeping import DelayChances as DelayChances
    from scheduler.sweeping import buffers as buffers
    from scheduler.sweeping import fairness_cost as fairness_cost
    from scheduler.sweeping import front as front
    from scheduler.sweeping import robustness as robustness
    from scheduler.sweeping import scenarios as scenarios
    from scheduler.sweeping import shadow_prices as shadow_prices
    from scheduler.viewing import tables as tables
    from scheduler.viewing.changes import diff as diff
    from scheduler.viewing.changes_frame import changes_table as changes_table
    from scheduler.viewing.inputs import to_frames as to_frames
    from scheduler.whatif import slots as slots
    from scheduler.whatif import why as why
else:

    def __getattr__(name: str) -> object:
        """Import the module that has this name, the first time that it is used."""
        if name in _HOMES:
            value = getattr(__import__(_HOMES[name], fromlist=[name]), name)
        elif name == "__all__":
            value = sorted([*__import__("models").__all__, *_HOMES])
        elif not name.startswith("_") and name in __import__("models").__all__:
            value = getattr(__import__("models"), name)
        else:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__getattr__("__all__")})
