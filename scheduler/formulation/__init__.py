"""The formulation for CP-SAT: decisions, families of constraints, goals."""

from scheduler.formulation.breaks import breaks_of_person
from scheduler.formulation.families import STANDING_FAMILIES, formulate, formulate_person
from scheduler.formulation.goals import GOALS
from scheduler.formulation.people import transfer
from scheduler.formulation.relaxing import Relaxation, linear_relaxation, relaxations
from scheduler.formulation.resources import resource_level
from scheduler.formulation.rooms import room_overlap
from scheduler.formulation.stability import changes, without_units
from scheduler.formulation.variables import (
    Expression,
    Family,
    Literal,
    Previous,
    Stand,
    Variables,
    weighted,
)

__all__ = [
    "GOALS",
    "STANDING_FAMILIES",
    "Expression",
    "Family",
    "Literal",
    "Previous",
    "Relaxation",
    "Stand",
    "Variables",
    "breaks_of_person",
    "changes",
    "formulate",
    "formulate_person",
    "linear_relaxation",
    "relaxations",
    "resource_level",
    "room_overlap",
    "transfer",
    "weighted",
    "without_units",
]
