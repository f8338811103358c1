"""The data contract: pydantic models, nothing else.

Users never import this package: ``import scheduler`` re-exports all of it.
"""

from models.activity import Activity, StartCost
from models.answers import (
    Binding,
    BrokenRule,
    BrokenSoftRule,
    Forced,
    GoalScore,
    Judgement,
    Option,
    Slots,
    Verdict,
    Why,
)
from models.calendars import Attendee, Calendars, Meeting, MeetingVersion
from models.changes import Cause, Change, Changes, Notice, What
from models.clock import Clock, Span
from models.consistency import (
    find_faults,
    find_hold_faults,
    find_previous_faults,
    find_request_faults,
    find_timetable_faults,
)
from models.effects import find_warnings
from models.explanation import (
    Conflict,
    Explanation,
    Finding,
    Partial,
    Preflight,
    Repair,
    StatedFact,
    Subject,
)
from models.exports import Exports
from models.faults import Fault, FaultCode, InstanceError, InstanceWarning
from models.instance import Instance
from models.names import (
    DeclaredRule,
    Goal,
    HardRule,
    IncidentKind,
    Kind,
    Language,
    StandingRule,
    Status,
    SubjectKind,
)
from models.outcome import (
    ClusterUse,
    GoalResult,
    Incident,
    Outcome,
    Refusal,
    Report,
    SavedOutcome,
    Score,
    SoftViolation,
    TierResult,
    Violation,
)
from models.people import Availability, Delegation, Person
from models.places import Resource, Room, Slot, Transfer, Zone
from models.policy import AudienceWeights, Policy, RoomFitWeights
from models.releases import (
    ChangeRow,
    ChangeRows,
    Counts,
    Decision,
    Night,
    NightCause,
    ReleaseRecord,
    ReleaseRow,
    ReleaseRows,
    Verification,
)
from models.request import Hold, Limits, Omit, Only, Put, Request, Stay
from models.rule import Rule
from models.scenario import Scenario, Scenarios
from models.scenario_changes import ScenarioChange
from models.tables import Day
from models.timetable import Placement, Timetable

__all__ = [
    "Activity",
    "Attendee",
    "AudienceWeights",
    "Availability",
    "Binding",
    "BrokenRule",
    "BrokenSoftRule",
    "Calendars",
    "Cause",
    "Change",
    "ChangeRow",
    "ChangeRows",
    "Changes",
    "Clock",
    "ClusterUse",
    "Conflict",
    "Counts",
    "Day",
    "Decision",
    "DeclaredRule",
    "Delegation",
    "Explanation",
    "Exports",
    "Fault",
    "FaultCode",
    "Finding",
    "Forced",
    "Goal",
    "GoalResult",
    "GoalScore",
    "HardRule",
    "Hold",
    "Incident",
    "IncidentKind",
    "Instance",
    "InstanceError",
    "InstanceWarning",
    "Judgement",
    "Kind",
    "Language",
    "Limits",
    "Meeting",
    "MeetingVersion",
    "Night",
    "NightCause",
    "Notice",
    "Omit",
    "Only",
    "Option",
    "Outcome",
    "Partial",
    "Person",
    "Placement",
    "Policy",
    "Preflight",
    "Put",
    "Refusal",
    "ReleaseRecord",
    "ReleaseRow",
    "ReleaseRows",
    "Repair",
    "Report",
    "Request",
    "Resource",
    "Room",
    "RoomFitWeights",
    "Rule",
    "SavedOutcome",
    "Scenario",
    "ScenarioChange",
    "Scenarios",
    "Score",
    "Slot",
    "Slots",
    "SoftViolation",
    "Span",
    "StandingRule",
    "StartCost",
    "StatedFact",
    "Status",
    "Stay",
    "Subject",
    "SubjectKind",
    "TierResult",
    "Timetable",
    "Transfer",
    "Verdict",
    "Verification",
    "Violation",
    "What",
    "Why",
    "Zone",
    "find_faults",
    "find_hold_faults",
    "find_previous_faults",
    "find_request_faults",
    "find_timetable_faults",
    "find_warnings",
]
