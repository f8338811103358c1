"""How far a fact may be loosened, what that says and what it costs."""
