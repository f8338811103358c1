"""The command line: thin; parse, call, print.

A module here imports at its head what ``--help`` needs and what reads the input. What is slow to
import (solver, tables, charts) is imported where it is used, so that help and complaints come at
once.
"""
