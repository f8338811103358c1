"""Processes that search, the jobs they are given, and the signals that reach them."""
