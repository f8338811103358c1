"""When a person is engaged by an activity: said here for the solver, and for all that explains it.

The referee says it for itself (:meth:`scheduler.checking.sheet.Placed.engaged`). Nothing else may
take a person to be there as long as the activity lasts.
"""

from models import Activity
from models.clock import Interval


def engagement(activity: Activity, person: str) -> Interval:
    """Return when a person is engaged by an activity, in minutes from its start.

    Parameters
    ----------
    activity
        It requires the person, or would like to have them.
    person
        Their id.

    Returns
    -------
    Interval
        The first minute, and the first one after it; not empty, and inside the activity. Today
        it is all of it, for everybody.
    """
    return 0, activity.minutes
