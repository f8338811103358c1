"""Adjustments: how far a fact can be loosened, how that reads, and what it costs."""
