"""What commands that change a timetable print and write."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli.endings import say_how_to_go_on
from scheduler.cli.printing import document, err, say, show_goals
from scheduler.cli.progress import ProgressForm
from scheduler.cli.writing import is_better_there, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models import Instance, Outcome
    from scheduler.viewing.recognising import Recognised

MOST_OPENINGS = 10


def conclude(
    outcome: "Outcome",
    instance: "Instance",
    known: "Recognised",
    *,
    source: Path,
    previous: Path,
    out: Path,
    charts: ProgressForm | None,
    json: bool,
) -> None:
    """Write the results of a replan, and say what changes and how it ended.

    Parameters
    ----------
    instance, source
        The instance with the policy used, and where it was read from.
    known, previous
        The timetable that people know, and where it was read from.
    charts
        How to show the progress of charts; None: no charts.
    json
        Print the outcome as one document, and everything else on standard error.
    """
    if is_better_there(out, outcome, instance, known.timetable, aside=json):
        if json:
            document(outcome)
        return
    write_changes(outcome, instance, known, out, charts=charts, aside=json)
    if known.facts is None and outcome.timetable is not None:
        _warn_of_unknown_facts(previous)
    _list_openings(outcome, instance, aside=json)
    _summarize(outcome, instance, out, source, aside=json)
    if json:
        document(outcome)


def write_changes(
    outcome: "Outcome",
    instance: "Instance",
    known: "Recognised",
    out: Path,
    *,
    charts: ProgressForm | None,
    aside: bool,
) -> None:
    """Write the results, and say what changes."""
    from scheduler.exporting import changes_text, write_results
    from scheduler.viewing.changes import diff

    changes = None
    if outcome.timetable is not None:
        changes = diff(instance, known.timetable, outcome.timetable, known.facts)

    write = partial(write_results, outcome, instance, out, changes=changes, before=known.calendars)
    written(outcome, instance, out, charts, write)
    if changes is not None:
        say(changes_text(changes, instance), aside=aside)


def _warn_of_unknown_facts(previous: Path) -> None:
    from scheduler.files import FACTS

    err(
        f"The instance of {previous} is not known, as there is no {FACTS} beside it: "
        "changes do not list cancelled activities with their people, or who joined or left."
    )


def refuse(sentences: "Sequence[str]", out: Path, *, json: bool) -> None:
    """Print why there can be no timetable."""
    from models import Refusal

    for sentence in sentences:
        say(sentence, aside=json)
    say(f"infeasible: {untouched(out)}.", aside=json)
    if json:
        document(Refusal(message="; ".join(sentences), reasons=tuple(sentences)))


def untouched(out: Path) -> str:
    """Say that nothing was written to a folder, which there need not be."""
    return f"{out} is left as it was" if out.exists() else "nothing was written"


def _summarize(
    outcome: "Outcome", instance: "Instance", out: Path, source: Path, *, aside: bool
) -> None:
    say(f"{outcome.status}: {outcome.message} ({outcome.wall_seconds:.1f} s)", aside=aside)
    if outcome.timetable is None:
        say_how_to_go_on(outcome.status, instance, source, aside=aside)
    else:
        show_goals(outcome, aside=aside)
        if left := len(outcome.unscheduled):
            from scheduler.wording.effects import placeless

            say(placeless(left, out / "unscheduled.csv"), aside=aside)
        say_who_is_told(out, aside=aside)


def say_who_is_told(out: Path, *, aside: bool) -> None:
    """Say in which file of the results it is."""
    say(f"Who has to be told is in {out / 'changes.txt'}.", aside=aside)


def _list_openings(outcome: "Outcome", instance: "Instance", *, aside: bool) -> None:
    """Say which of the requests that wait would fit now."""
    if not outcome.fits_now:
        return
    from scheduler.wording import names

    say("These would fit now, with nothing else moved:", aside=aside)
    for place in outcome.fits_now[:MOST_OPENINGS]:
        activity = names.activity(instance, place.activity)
        say(f"  {activity}: {names.placement(instance, place)}", aside=aside)
    if (more := len(outcome.fits_now) - MOST_OPENINGS) > 0:
        say(f"  and {more} more: see unscheduled.csv", aside=aside)
