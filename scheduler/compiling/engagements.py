"""When a person is engaged by an activity: the only place that defines it for the solver.

The referee has a definition of its own (:meth:`scheduler.checking.sheet.Placed.engaged`). No other
code may assume that a person is engaged as long as the activity lasts.
"""

from models import Activity
from models.clock import Interval


def engagement(activity: Activity, person: str) -> Interval:
    """Return when a person is engaged by an activity, in minutes from its start.

    Parameters
    ----------
    activity
        It requires the person or wishes for them.
    person
        Their id.

    Returns
    -------
    Interval
        First minute, and first minute after it; not empty, and inside the activity. At present
        it is the whole activity, for everybody.
    """
    return 0, activity.minutes
