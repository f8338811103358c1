"""Charts of a timetable, with matplotlib.

Each ``plot_...`` draws on the axes given, or on those of a new sheet, and returns them; it never
shows, never saves, and leaves matplotlib's settings and pyplot alone. :func:`render` writes a chart
to a file, :func:`write_charts` all charts of a timetable to a folder.
"""

from scheduler.plotting.busy_hours import plot_busy_hours
from scheduler.plotting.changes import plot_changes
from scheduler.plotting.chart_set import write_charts
from scheduler.plotting.delegation_day import plot_delegation_day
from scheduler.plotting.fairness import plot_fairness
from scheduler.plotting.front import plot_front
from scheduler.plotting.heads import plot_heads
from scheduler.plotting.load import plot_load
from scheduler.plotting.overview import plot_overview
from scheduler.plotting.prices import plot_prices
from scheduler.plotting.rendering import render
from scheduler.plotting.rooms import plot_rooms

__all__ = [
    "plot_busy_hours",
    "plot_changes",
    "plot_delegation_day",
    "plot_fairness",
    "plot_front",
    "plot_heads",
    "plot_load",
    "plot_overview",
    "plot_prices",
    "plot_rooms",
    "render",
    "write_charts",
]
