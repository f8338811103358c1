"""The CP-SAT side: decisions, rule families, goals."""

from scheduler.formulation.families import STANDING_FAMILIES, formulate
from scheduler.formulation.goals import GOALS
from scheduler.formulation.relaxing import Relaxation, linear_relaxation
from scheduler.formulation.variables import Expression, Literal, Previous, Variables, weighted

__all__ = [
    "GOALS",
    "STANDING_FAMILIES",
    "Expression",
    "Literal",
    "Previous",
    "Relaxation",
    "Variables",
    "formulate",
    "linear_relaxation",
    "weighted",
]
