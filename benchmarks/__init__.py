"""Measurements of speed, run by hand and never in the tests."""
