"""The names that people see: kinds, rules, goals, statuses.

A name is spelled the same in files, switches, violations, conflicts and tests.
"""

from typing import Literal

Kind = Literal["plenary", "side-event", "workshop", "bilateral", "exhibition", "press"]

DeclaredRule = Literal[
    "precedence",
    "apart",
    "together",
    "not-same-slot",
    "same-room",
    "same-day",
    "different-day",
    "day-distance",
    "minimum-gap",
    "maximum-gap",
    "adjacent",
    "at-most-parallel",
    "fair-breaks",
]
"""Rules that planners state between activities (see :class:`models.rule.Rule`)."""

StandingRule = Literal[
    "mandatory",
    "once",
    "grid",
    "window",
    "allowed-times",
    "pinned-time",
    "pinned-room",
    "allowed-rooms",
    "room-closed",
    "room-kind",
    "room-capacity",
    "room-equipment",
    "room-opening",
    "room-overlap",
    "person-availability",
    "person-overlap",
    "transfer",
    "rest",
    "night-rest",
    "daily-minutes",
    "daily-activities",
    "daily-streak",
    "resource-level",
]
"""Hard rules that hold for every instance.

mandatory
    Every activity that is not optional has a place.
once
    No activity has two places.
grid
    Starts lie on the grid: day start + k x ``grid_minutes``.
window
    An activity lies wholly inside one day of the instance.
allowed-times
    An activity with slots (an empty list is one as well) or spans starts at one of the slots
    (and ends in it) or lies wholly in one of the spans.
pinned-time, pinned-room
    Pins are kept: start, room, unit.
allowed-rooms
    An activity that names rooms is in one of them.
room-closed
    Nothing is in a room that is closed.
room-kind, room-capacity, room-equipment
    The room hosts the kind, has at least ``seats`` seats, and all the equipment.
room-opening
    Set-up to clear-down lies in one opening span of the room.
room-overlap
    One unit of a room serves one activity at a time, from the start of its set-up to
    the end of its clear-down plus the room's turnaround.
person-availability
    Required people are available for the whole activity.
person-overlap
    A required person is at one activity at a time.
transfer
    Between two activities in different zones a person has the transfer minutes.
rest
    Between two activities a person has their ``rest_minutes``.
night-rest
    Between the last activity of one day and the first of a later one a person has their
    ``night_rest_minutes``.
daily-minutes, daily-activities
    A person's minutes of activities, and their number, on one date are within their limits.
daily-streak
    Of a person with ``streak_minutes``: two activities of one date with a pause shorter than
    ``streak_pause_minutes`` between them belong to one streak, and so do all that hang together
    in this way. The minutes of the activities of a streak are at most ``streak_minutes``; its
    pauses do not count. The date of an activity is that of its start.
resource-level
    At no moment do activities under way need more of a resource than its level.
"""

HardRule = StandingRule | DeclaredRule

SubjectKind = Literal["activity", "person", "delegation", "room", "resource", "rule", "day", "zone"]
"""What an id stands for: ids are unique in their table only, so a person and a room may share
one. A day's id is its date."""

Goal = Literal[
    "coverage",
    "stability",
    "rules",
    "breaks",
    "preference",
    "audience",
    "fairness",
    "room-fit",
]

Status = Literal["optimal", "feasible", "infeasible", "unknown", "cancelled"]
"""How a solve ended.

optimal
    Every tier is proven: no timetable is better.
feasible
    There is a timetable that the referee passed; at least one tier is not proven.
infeasible
    Proven: no timetable keeps every hard rule.
unknown
    The time limit came before any timetable was found or ruled out.
cancelled
    Stopped on request (Ctrl-C, SIGTERM) before the last tier ended; ``timetable`` is
    the best so far, or none.
"""

IncidentKind = Literal[
    "process-died",
    "job-given-up",
    "answer-refused",
    "goals-not-weighed",
    "second-run-disagrees",
    "second-run-unfinished",
    "cluster-worker-lost",
    "cluster-lost",
]
"""What went wrong in a solve without ending it.

process-died
    A search process died, and its task was started again.
job-given-up
    It died again each time, so the solve went on without that task.
answer-refused
    The referee refused what a search had found, and the solve was started again.
goals-not-weighed
    The same, twice, in a replan, so that the goals after ``stability`` were not optimised.
second-run-disagrees
    One run found that there is no timetable, another one that there is; neither is believed.
second-run-unfinished
    One run found that there is no timetable, and there was no time for another one.
cluster-worker-lost
    A worker of a cluster died, hung or failed; what it searched was dropped, the rest went on.
cluster-lost
    The scheduler of a cluster did not answer any more; the search went on without it.
"""

Provenance = Literal["sourced", "inferred", "synthetic"]

Language = Literal["en", "fr", "vi"]
"""Languages of files for people: English, French, Vietnamese."""
