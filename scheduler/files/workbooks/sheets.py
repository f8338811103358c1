"""Workbooks to rows of cells."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scheduler.files.extras import extra
from scheduler.files.origin import Origin
from scheduler.files.workbooks.container import Container, open_container
from scheduler.files.workbooks.survey import ALLOWED, Survey
from scheduler.files.workbooks.values import Value


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes
    ----------
    place
        The workbook and the sheet.
    row, column
        Where its first cell is, from 1.
    rows
        Its cells, an empty one as an empty text.
    survey
        What else was seen in it.
    hidden
        Whether the whole sheet is hidden.
    """

    place: Origin
    row: int
    column: int
    rows: Sequence[list[Value]]
    survey: Survey
    hidden: bool


class Workbook:
    """A workbook whose container was found harmless; sheets are read one by one.

    Parameters
    ----------
    container
        The file, looked at.

    Raises
    ------
    InstanceError
        It cannot be read all the same.
    """

    def __init__(self, container: Container) -> None:
        with extra("files"):
            from python_calamine import CalamineWorkbook, SheetVisibleEnum

        self._container = container
        self.place = Origin(container.file)
        with _refused(self.place):
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(self._container.data))
        self._hidden = {
            sheet.name
            for sheet in self._book.sheets_metadata
            if sheet.visible is not SheetVisibleEnum.Visible
        }

    @property
    def names(self) -> list[str]:
        """Names of its sheets, in their order."""
        return self._book.sheet_names

    def sheet(self, name: str) -> Sheet:
        """Read a sheet.

        Raises
        ------
        InstanceError
            It is damaged.
        """
        place = Origin(self.place.file, sheet=name)
        if name not in self._container.surveys:
            place.refuse("damaged", "a sheet whose part was not found", ALLOWED)
        with _refused(self.place):
            cells = self._book.get_sheet_by_name(name)
            rows = cells.to_python()
        row, column = cells.start or (0, 0)
        return Sheet(
            place, row + 1, column + 1, rows, self._container.surveys[name], name in self._hidden
        )


def read_workbook(path: Path) -> Workbook:
    """Open a workbook, after looking at it (:func:`open_container`).

    Raises
    ------
    InstanceError
        It cannot, or must not, be read.
    """
    return Workbook(open_container(path))


@contextmanager
def _refused(place: Origin) -> Iterator[None]:
    """Refuse a workbook that the reader of cells cannot read, or stumbles over.

    A stumble of its Rust code is no :class:`Exception`, and is known by its name alone.
    """
    from python_calamine import CalamineError

    try:
        yield
    except BaseException as error:
        if not isinstance(error, CalamineError) and type(error).__name__ != "PanicException":
            raise
        place.refuse("damaged", f"a workbook that cannot be read ({error})", ALLOWED)
