"""Large neighbourhood search: which activities to free together."""
