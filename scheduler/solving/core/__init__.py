"""What every part of a solve shares: problem, state, incumbent, one CP-SAT search."""
