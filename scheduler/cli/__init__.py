"""The command line: thin; parse, call, print.

A command imports at its head what its ``--help`` needs and what reads its input, and all that is
slow to import (solver, tables, charts) where it is used: help and complaints come at once.
"""
