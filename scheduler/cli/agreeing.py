"""Whoever decides something by hand first sees what it means."""

import sys
from typing import TYPE_CHECKING

import typer

from scheduler.cli.printing import say

if TYPE_CHECKING:
    from scheduler.publishing import Foreseen


def agreed(foreseen: "Foreseen", *, aside: bool = False) -> bool:
    """Show what a decision means; on a terminal, ask whether that is wanted.

    A script is not asked: it has nobody to answer.
    """
    for sentence in foreseen.sentences():
        say(sentence, aside=aside)
    if not at_a_terminal():
        return True
    if typer.confirm("Publish it?", err=True):
        return True
    say("Nothing was done.", aside=aside)
    return False


def at_a_terminal() -> bool:
    """Tell whether somebody can read a question and answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()
