"""The data contract: pydantic models, nothing else.

Users never import this package: ``import scheduler`` re-exports all of it.
"""

from models.activity import Activity, StartCost
from models.changes import Change, Changes, Notice, What
from models.clock import Clock, Span
from models.consistency import find_faults, find_request_faults, find_timetable_faults
from models.faults import Fault, FaultCode, InstanceError
from models.instance import Instance
from models.names import DeclaredRule, Goal, HardRule, Kind, StandingRule, Status, SubjectKind
from models.outcome import GoalResult, Outcome, Report, Score, TierResult, Violation
from models.people import Availability, Delegation, Person
from models.places import Resource, Room, Slot, Transfer, Zone
from models.policy import AudienceWeights, Policy, RoomFitWeights
from models.request import Hold, Limits, Omit, Only, Put, Request, Stay
from models.rule import Rule
from models.tables import Day
from models.timetable import Placement, Timetable

__all__ = [
    "Activity",
    "AudienceWeights",
    "Availability",
    "Change",
    "Changes",
    "Clock",
    "Day",
    "DeclaredRule",
    "Delegation",
    "Fault",
    "FaultCode",
    "Goal",
    "GoalResult",
    "HardRule",
    "Hold",
    "Instance",
    "InstanceError",
    "Kind",
    "Limits",
    "Notice",
    "Omit",
    "Only",
    "Outcome",
    "Person",
    "Placement",
    "Policy",
    "Put",
    "Report",
    "Request",
    "Resource",
    "Room",
    "RoomFitWeights",
    "Rule",
    "Score",
    "Slot",
    "Span",
    "StandingRule",
    "StartCost",
    "Status",
    "Stay",
    "SubjectKind",
    "TierResult",
    "Timetable",
    "Transfer",
    "Violation",
    "What",
    "Zone",
    "find_faults",
    "find_request_faults",
    "find_timetable_faults",
]
