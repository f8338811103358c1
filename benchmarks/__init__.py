"""Measured speed: run by hand, never in the tests."""
