"""Proofs and bounds on the whole problem."""
