"""A table that had rows and has none now: more likely a failed export than what anybody wants."""

from collections.abc import Iterator

from models import Decision, Instance
from scheduler.files.layout import TABLE_FILES, TableFile
from scheduler.wording.effects import counted

TABLES = "tables"


def emptied(last: Instance | None, today: Instance) -> tuple[str, ...]:
    """Return, for planners, which tables had rows in the last release's inputs and have none now.

    Whether a file is gone or only has a header makes no difference.
    """
    if last is None:
        return ()
    return tuple(_emptied(last, today))


def _emptied(last: Instance, today: Instance) -> Iterator[str]:
    for file in TABLE_FILES:
        before = _rows(file, last)
        if before and not _rows(file, today):
            yield (
                f"The table {file.sheet} had {counted(before, 'row')} in the inputs of the last "
                "release and has none now, or is missing."
            )


def _rows(file: TableFile, instance: Instance) -> int:
    rows = getattr(instance, file.table)
    return sum(file.kind is None or row.kind == file.kind for row in rows)


def complete(last: Instance, today: Instance) -> Decision:
    """Decide whether every table that had rows has some; people may overrule it."""
    gone = emptied(last, today)
    return Decision(
        gate=TABLES, passed=not gone, detail=" ".join(gone) or "None has lost all of its rows."
    )
