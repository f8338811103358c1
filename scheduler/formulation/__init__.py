"""The CP-SAT side: decisions, rule families, goals."""

from scheduler.formulation.families import STANDING_FAMILIES, formulate
from scheduler.formulation.goals import GOALS
from scheduler.formulation.variables import Expression, Literal, Previous, Variables, weighted

__all__ = [
    "GOALS",
    "STANDING_FAMILIES",
    "Expression",
    "Literal",
    "Previous",
    "Variables",
    "formulate",
    "weighted",
]
