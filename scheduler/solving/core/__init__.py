"""Shared by every part of a solve: problem, state, incumbent, one CP-SAT search."""
