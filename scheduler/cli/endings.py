"""How commands end: exit codes in one table, which every ``--help`` shows, and what to do next."""

import shlex
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

from scheduler.cli.printing import say

if TYPE_CHECKING:
    from pathlib import Path

    from models import Instance, Status

DONE = 0
OUR_BUG = 1
BAD_INPUT = 2
INFEASIBLE = 3
NO_TIMETABLE = 4
KEPT = 5
LOCKED = 6
STOPPED = 130


class Meaning(NamedTuple):
    """What a code means, for some commands; without commands, for all."""

    code: int
    text: str
    commands: tuple[str, ...] = ()


MEANINGS = (
    Meaning(DONE, "done"),
    Meaning(
        DONE,
        "a timetable was written, proven best or not (see status)",
        ("solve", "replan", "move"),
    ),
    Meaning(OUR_BUG, "a bug in summit, not a fault of the input"),
    Meaning(BAD_INPUT, "bad input or usage; nothing was written"),
    Meaning(INFEASIBLE, "proven that no timetable keeps every hard rule", ("solve", "sweep front")),
    Meaning(
        INFEASIBLE,
        "no timetable keeps every hard rule and all that has to stay, or more would change than "
        "--max-changes",
        ("replan",),
    ),
    Meaning(INFEASIBLE, "the activity cannot be there in any timetable, and why", ("move",)),
    Meaning(INFEASIBLE, "a hard rule is broken", ("check",)),
    Meaning(INFEASIBLE, "it cannot be planned, and why", ("explain",)),
    Meaning(INFEASIBLE, "impossible in every timetable", ("why", "slots")),
    Meaning(
        INFEASIBLE,
        "with --out: what it proposes breaks a rule that the timetable breaks already",
        ("why",),
    ),
    Meaning(INFEASIBLE, "an answer disagrees with the published one", ("bench",)),
    Meaning(INFEASIBLE, "a release has been altered", ("releases verify",)),
    Meaning(INFEASIBLE, "it cannot be planned, and there is no release to keep", ("nightly",)),
    Meaning(
        NO_TIMETABLE,
        "no timetable within the limit, and none ruled out",
        ("solve", "replan", "move", "explain", "sweep front", "sweep prices", "sweep fairness"),
    ),
    Meaning(NO_TIMETABLE, "with --out: no way was found within the limit", ("why",)),
    Meaning(
        NO_TIMETABLE,
        "no timetable within the limit, and there is no release to keep",
        ("nightly",),
    ),
    Meaning(KEPT, "nothing new was published; the last good release stays", ("nightly",)),
    Meaning(
        LOCKED,
        "another run is writing to the store",
        ("nightly", "releases rollback", "releases prune", "sweep scenarios"),
    ),
    Meaning(STOPPED, "stopped by Ctrl-C, SIGTERM or SIGHUP before there was anything to show"),
)

WIDTH = 72
"""Characters in a line of ``--help``."""

MOST_FINDINGS = 3
"""Of what makes a timetable impossible, sentences that are shown where there is none."""


def ending(status: "Status", *, found: bool) -> int:
    """Return the exit code of a solve."""
    if found:
        return DONE
    return INFEASIBLE if status == "infeasible" else NO_TIMETABLE


def exit_codes(command: str = "") -> str:
    """Return the last paragraph of the ``--help`` of a command or, without one, of ``summit``."""
    lines = ["\b", "Exit codes:"]  # the first entry tells click to keep the lines
    for code in sorted({meaning.code for meaning in MEANINGS}):
        text = _of_command(code, command) if command else of_all(code)
        for n, line in enumerate(wrap(text, WIDTH)):
            lines.append(f"  {'' if n else code:<3}  {line}")
    return "\n".join(lines)


def of_all(code: int) -> str:
    """Return what a code means, for each command that gives it a meaning of its own."""
    found = (meaning for meaning in MEANINGS if meaning.code == code)
    return "; ".join(
        f"{', '.join(meaning.commands)}: {meaning.text}" if meaning.commands else meaning.text
        for meaning in found
    )


def _of_command(code: int, command: str) -> str:
    """Return what a code means for one command; empty if it never ends so."""
    found = [meaning for meaning in MEANINGS if meaning.code == code]
    below = f"{command} "
    own = [m.text for m in found if any(f"{name} ".startswith(below) for name in m.commands)]
    return "; ".join(own or [meaning.text for meaning in found if not meaning.commands])


def say_how_to_go_on(
    status: "Status", instance: "Instance", source: "Path", *, aside: bool
) -> None:
    """Say what counting alone shows of why there is no timetable, and which command tells more."""
    if status == "cancelled":
        return
    from scheduler.compiling import effective
    from scheduler.explaining.preflight import doomed

    found = doomed(effective(instance))
    for finding in found[:MOST_FINDINGS]:
        say(f"- {finding.message}", aside=aside)
    if status == "unknown" and not found:
        say("It may need more time: --time-limit.", aside=aside)
    command = shlex.join(["summit", "explain", str(source)])
    say(f"To see why{', and what would help' if found else ''}: {command}", aside=aside, whole=True)
