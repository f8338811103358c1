"""Processes that search, their jobs, and the signals to them."""
