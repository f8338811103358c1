"""Write anew what in docs/ is made from the code: tables of columns, the picture.

    python docs/refresh.py                     the tables in docs/instances.md
    python docs/refresh.py out/timetable.json  docs/overview.png too, from a solve of Hanoi

A test fails when the tables are not up to date.
"""

import argparse
import io
import re
from pathlib import Path

from PIL import Image

from scheduler import load_instance, load_timetable, plot_overview
from scheduler.files.describing import column_guide
from scheduler.files.layout import TABLE_FILES
from scheduler.plotting.rendering import encoded, figure_of

HERE = Path(__file__).resolve().parent
PAGE = HERE / "instances.md"
PICTURE = HERE / "overview.png"
HANOI = HERE.parent / "instances" / "hanoi-2025-10-14"
BEGIN, END = "<!-- columns: begin -->\n", "<!-- columns: end -->\n"
DPI, COLOURS = 120, 256


def columns() -> str:
    """Return every file with its columns, what an empty cell means, and what they say."""
    tables = {form.file: form for form in TABLE_FILES}
    lines = []
    form = TABLE_FILES[0]
    for line in column_guide().splitlines():
        if heading := re.match(r"### `([a-z_]+\.csv)`", line):
            form = tables[heading[1]]
        if row := re.fullmatch(r"\| `(\w+)` \| (?:yes)? ?\| (.*?) ?\|", line):
            line = f"| `{row[1]}` | {_if_empty(form.record.model_fields[row[1]])} | {row[2]} |"
        lines.append(line.replace("| column | needed |", "| column | if empty |"))
    return "\n".join(lines) + "\n"


def _if_empty(field) -> str:
    """Return how an empty cell is read."""
    if field.is_required():
        return "not allowed"
    default = field.get_default(call_default_factory=True)
    if default is False:
        return "no"
    return "" if default in ((), {}, None) else str(default)


def refreshed(page: str) -> str:
    """Return the page with the tables of today."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{columns()}\n{END}{after}"


def draw(timetable: Path) -> None:
    """Draw the README's picture, the first page: few dots and colours, as it is for a screen."""
    sheet = figure_of(plot_overview(load_timetable(timetable), load_instance(HANOI)))
    picture = Image.open(io.BytesIO(encoded(sheet, "png", dpi=DPI))).convert("RGB")
    if sheet.more_pages:
        picture = picture.crop((0, 0, picture.width, int(sheet.more_pages[0].top * DPI / 72)))
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURE, optimize=True)


def main() -> None:
    """Refresh the page, and the picture if a timetable is given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("timetable", nargs="?", type=Path, help="timetable of hanoi-2025-10-14")
    given = parser.parse_args()
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    if given.timetable:
        draw(given.timetable)


if __name__ == "__main__":
    main()
