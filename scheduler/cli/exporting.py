"""``summit export``."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scheduler.cli.choices import one_of
from scheduler.cli.options import InstancePath
from scheduler.cli.printing import err, say
from scheduler.cli.reading import given_timetable, oddities, read_instance, warn_of, with_event
from scheduler.cli.writing import warn_of_fonts, write_workbook

if TYPE_CHECKING:
    from models import Instance, Language, Report
    from scheduler.viewing.audiences import Audience

MOST_SENTENCES = 5
"""Broken rules that are told one by one."""

MOST_MEANT = 5
"""Delegations that are named in place of one that there is not."""


def export_command(
    instance: InstancePath,
    timetable: Annotated[
        Path | None, typer.Argument(help="Timetable: .json, .csv or a workbook.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the files.")] = None,
    readers: Annotated[
        str,
        typer.Option(
            "--for", help="planner, delegation:ID or public: files contain what they may know."
        ),
    ] = "planner",
    language: Annotated[str, typer.Option(help="en, fr or vi.")] = "en",
    xlsx: Annotated[
        Path | None, typer.Option(help="Write the instance itself, as a workbook to work on.")
    ] = None,
) -> None:
    """Write the files that planners, a delegation or the public are given."""
    if timetable is not None and out is not None and xlsx is None:
        _export(instance, timetable, out, readers, language)
    elif xlsx is not None and timetable is None and out is None:
        write_workbook(read_instance(instance), xlsx)
        say(f"{xlsx} has all of {instance.name}.")
    else:
        needed = "give a timetable and --out, or only --xlsx"
        raise typer.BadParameter(needed, param_hint="TIMETABLE")


def _export(instance: Path, timetable: Path, out: Path, readers: str, language: str) -> None:
    from typing import get_args

    from models import InstanceError, Language, find_previous_faults
    from scheduler.files import ACCOUNT, load_calendars, load_facts, release_time, require_writable

    what = read_instance(instance)
    answer = given_timetable(timetable, what)
    named = with_event(answer, load_facts(timetable, answer))
    if faults := find_previous_faults(what, named, timetable.name):
        raise InstanceError(faults)
    audience = _audience(readers, what)
    spoken: Language = one_of(get_args(Language), language, "--language")
    require_writable(out, (instance, timetable))
    _refuse_of_others(out, audience)

    from scheduler.checking import check
    from scheduler.exporting import advanced, write_exports
    from scheduler.exporting.editions import edition
    from scheduler.viewing.programme import read_programme

    beside = timetable.absolute().parent
    before, made = load_calendars(beside, out), release_time(beside)
    programme = read_programme(answer, what)
    warn_of(oddities(timetable, answer, what))
    report = check(what, answer)
    _complain(report, timetable.name)
    warn_of_fonts(what)
    goals = {goal: score.value for goal, score in report.scores.items()}
    broken = tuple(violation.message for violation in report.violations)
    kept = advanced(before, programme, made)
    one = edition(programme, audience, spoken, goals=goals, broken=broken, calendars=kept)
    names = write_exports(one, out)
    say(f"{out} has what is for {audience}: {', '.join(_shown(names))}.")
    _say_what_is_not_in(spoken, what, audience)
    if before is None:
        say(
            f"Its calendars are the first: there is no earlier {ACCOUNT}. After a change export "
            f"into {out} again, so that those whom they were given to get the change."
        )


def _say_what_is_not_in(language: "Language", instance: "Instance", audience: "Audience") -> None:
    """Say how many names and titles stay as they are, and in which columns they belong."""
    from scheduler.viewing.localising import NAMED, not_in_language

    left = not_in_language(instance, audience, language)
    of = [f"{count} of {table} ({NAMED[table]}_{language})" for table, count in left.items()]
    if of:
        say(f"Without a name or title in this language, and shown as they stand: {', '.join(of)}.")


def _shown(names: list[str]) -> list[str]:
    """Name the files, those of a folder together."""
    inside = Counter(name.partition("/")[0] for name in names if "/" in name)
    folders = [f"{folder}/ ({count} files)" for folder, count in inside.items()]
    return [*(name for name in names if "/" not in name), *folders]


def _audience(readers: str, instance: "Instance") -> "Audience":
    """Read for whom files are.

    Raises
    ------
    InstanceError
        The instance has no such delegation.
    """
    from models import Fault, InstanceError
    from scheduler.files.text import did_you_mean, show
    from scheduler.viewing.audiences import PLANNER, PUBLIC, Audience

    known = {"planner": PLANNER, "public": PUBLIC}
    known |= {
        f"delegation:{row.id}": Audience("delegation", row.id) for row in instance.delegations
    }
    if readers not in known and (only := _called(readers, instance)):
        return Audience("delegation", only)
    if readers not in known:
        if meant := _named(readers, instance):
            hint = f", such as {', '.join(meant)}"
        else:
            hint = did_you_mean(readers, known) or ", such as " + list(known)[-1]
        allowed = f"planner, public, or delegation: and the id of one{hint}"
        raise InstanceError([Fault("unknown-id", "--for", None, "", show(readers), allowed)])
    return known[readers]


def _called(readers: str, instance: "Instance") -> str:
    """Return the delegation that has this very id or name, in whatever capitals, if only one."""
    from models.text import folded

    wanted = folded(readers.removeprefix("delegation:"))
    names = ("id", "name", "name_fr", "name_vi")
    ones = [
        row.id
        for row in instance.delegations
        if wanted in {folded(getattr(row, name) or "") for name in names}
    ]
    return ones[0] if wanted and len(ones) == 1 else ""


def _named(readers: str, instance: "Instance") -> list[str]:
    """Return the delegations whose name or id has what was given as one, a few at most."""
    wanted = readers.removeprefix("delegation:").casefold()
    return [
        f"delegation:{row.id}"
        for row in instance.delegations
        if wanted and wanted in f"{row.id} {row.name}".casefold()
    ][:MOST_MEANT]


def _refuse_of_others(out: Path, audience: "Audience") -> None:
    """Refuse a folder for others: what their calendars have said would be forgotten.

    Raises
    ------
    InstanceError
        The folder is for another audience.
    """
    from models import Fault, InstanceError
    from scheduler.exporting.folder import exported_for

    others = exported_for(out)
    if others not in (None, str(audience)):
        found, allowed = f"a folder with what is for {others}", f"a folder for {audience} alone"
        raise InstanceError([Fault("wrong-file", "--out", None, "", found, allowed)])


def _complain(report: "Report", name: str) -> None:
    count = len(report.violations)
    if count:
        rules = "a hard rule" if count == 1 else f"hard rules, {count} times"
        err(f"{name} breaks {rules}; it is exported as it is:")
    for violation in report.violations[:MOST_SENTENCES]:
        err(f"  {violation.rule}: {violation.message}")
    if count > MOST_SENTENCES:
        err(f"  and {count - MOST_SENTENCES} more: see summit check")
