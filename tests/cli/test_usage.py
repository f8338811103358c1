"""What the command says about itself: versions, exit codes, completion."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import pytest

from scheduler.benching import FAIRNESS
from scheduler.cli.app import COMMANDS
from scheduler.cli.endings import MEANINGS

Summit = Callable[..., Any]
UPKEEP = ("list", "show", "diff", "rollback", "verify", "prune")
SWEEPS = ("front", "scenarios", "prices", "robustness", "fairness")
EVERY = [
    *((name,) for name in COMMANDS),
    *(("releases", name) for name in UPKEEP),
    *(("sweep", name) for name in SWEEPS),
]


def test_version_names_what_a_result_depends_on(summit: Summit) -> None:
    """One line, and nothing is asked of the libraries themselves."""
    ended = summit("--version")
    assert (ended.code, ended.err) == (0, "")
    ours, theirs = version("summit-scheduler"), version("ortools")
    assert ended.out.startswith(f"summit {ours}, OR-Tools {theirs}, Python 3.")


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_help_lists_the_exit_codes(command: tuple[str, ...], summit: Summit) -> None:
    """Those that the command can end with, with what they mean for it."""
    ended = summit(*command, "--help")
    assert (ended.code, ended.err) == (0, "")
    _, _, listed = ended.out.partition("Exit codes:\n")
    name = " ".join(command)
    ours = {m.code for m in MEANINGS if not m.commands or name in m.commands}
    assert {int(code) for code in re.findall(r"^ +(\d+)  ", listed, re.MULTILINE)} == ours
    words = " ".join(listed.split())
    assert all(m.text in words for m in MEANINGS if name in m.commands)


def test_help_of_all_lists_every_exit_code(summit: Summit) -> None:
    """So that one need not know which command to ask."""
    words = " ".join(summit("--help").out.split())
    assert all(meaning.text in words for meaning in MEANINGS)
    assert "another run is writing to the store" in summit("releases", "--help").out


def test_commands_of_the_exit_codes_exist() -> None:
    """A renamed command takes its codes along."""
    named = {name for meaning in MEANINGS for name in meaning.commands}
    assert named <= {" ".join(command) for command in EVERY}


def test_help_of_bench_knows_the_default(summit: Summit) -> None:
    """It is written as text, as looking it up would take a while."""
    assert f"default {FAIRNESS}." in summit("bench", "--help").out


def asked_by_bash(**variables: str) -> list[str]:
    """Return what the command prints when bash asks for completion."""
    code = "from scheduler.cli.main import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=100,
        env=os.environ | variables,
        check=True,
    )
    return ended.stdout.split()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("sol", "solve"), ("releases ro", "rollback"), ("solve --det", "--deterministic")],
)
def test_shell_completes(typed: str, offered: str) -> None:
    """Commands and options, as bash asks for them."""
    words = ["summit", *typed.split()]
    asked = {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    assert asked_by_bash(_SUMMIT_COMPLETE="complete_bash", **asked) == [offered]


def test_completion_can_be_set_up(summit: Summit) -> None:
    """An option adds a script to the shell's settings."""
    assert "--install-completion" in summit("--help").out
    assert "_SUMMIT_COMPLETE=complete_bash" in asked_by_bash(_SUMMIT_COMPLETE="source_bash")
