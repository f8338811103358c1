"""An example instance, which planners replace row by row."""

from importlib.resources import as_file, files
from pathlib import Path

from models import Instance
from scheduler.files.describing import column_guide
from scheduler.files.loading import load_instance
from scheduler.files.staging import require_empty, staged, write_atomically

README = """# A new summit

`summit.toml` says when and where; the CSV files are tables to be edited in any
spreadsheet (save as "CSV UTF-8"). The rows are examples: replace them by your own.

    summit solve . --out timetable      plan it
    summit check . timetable/timetable.csv    after editing it by hand

- Delete a table that you do not need, and leave out columns that you do not use.
- An empty cell means the default: nothing, no limit, or everything allowed.
- An `id` is a short name without blanks: letters, digits, `.`, `_`, `-`. Other tables
  refer to it.
- Times are local: `2027-05-12T09:00`. Durations are whole minutes.
- Write offices, never the names of persons.
- `status`, `source` and `note` may be added to any table; they say where a row comes
  from (`sourced`, `inferred` or `synthetic`) and change nothing.

## The tables

"""


def write_starter(folder: Path | str) -> None:
    """Write a commented instance of one small day, which can be solved as it is.

    Parameters
    ----------
    folder
        Made if it does not exist.

    Raises
    ------
    FileExistsError
        There is something in the folder already, or it is a file.
    OSError
        It cannot be written.
    """
    folder = Path(folder)
    require_empty(folder)
    templates = files("scheduler.files") / "starter"
    with staged(folder) as inside:
        for template in templates.iterdir():
            if template.name.endswith((".toml", ".csv")):
                write_atomically(inside / template.name, template.read_bytes())
        write_atomically(inside / "README.md", README + column_guide())


def starter_instance() -> Instance:
    """Return the example instance."""
    with as_file(files("scheduler.files") / "starter") as folder:
        return load_instance(folder)
