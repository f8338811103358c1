"""What-ifs: an instance with one thing changed, as valid as any other."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Self

from pydantic import ValidationError

from models.clock import Span
from models.faults import Fault, InstanceError
from models.people import Availability
from models.record import Record
from models.references import Hints
from models.tables import Tables

Spans = Iterable[Span | str]
"""Stretches of time, as ``START/END`` or read already."""


class Variants(Tables):
    """Ways to ask "what if": each returns a new instance and leaves the old one as it is.

    Raises
    ------
    InstanceError
        There is no such row (similar ids are offered), a value is none that its column may have,
        or what is asked contradicts the rest of the instance.
    """

    def with_units(self, room: str, units: int) -> Self:
        """Return the instance with another number of units of a room.

        Examples
        --------
        >>> from scheduler import load_instance
        >>> instance = load_instance("instances/tiny").with_units("BOOTH", 1)
        >>> instance.room["BOOTH"].units
        1
        """
        return self.with_cells("rooms", {room: {"units": units}})

    def with_level(self, resource: str, level: int) -> Self:
        """Return the instance with more or less of a resource, such as interpreter teams."""
        return self.with_cells("resources", {resource: {"level": level}})

    def with_turnaround(self, room: str, minutes: int) -> Self:
        """Return the instance with more or fewer minutes between two activities in a room."""
        return self.with_cells("rooms", {room: {"turnaround_minutes": minutes}})

    def with_availability(
        self, person: str, *, present: Spans | str | None = None, busy: Spans | str = ()
    ) -> Self:
        """Return the instance with other hours of a person.

        Parameters
        ----------
        person
            Id of the person.
        present
            When they are there, in place of what is stated, as ``START/END`` or several of
            these; none at all means always. If it is not given, that stays as it is.
        busy
            When they are busy elsewhere, besides what is stated.
        """
        self._position("people", person)
        rows = [
            row
            for row in self.availability
            if present is None or row.person != person or row.state == "busy"
        ]
        rows += [_stretch(person, span, "present") for span in _spans(present or ())]
        rows += [_stretch(person, span, "busy") for span in _spans(busy)]
        return self.with_tables(availability=tuple(rows))

    def without(
        self,
        *,
        room: str | None = None,
        activity: str | None = None,
        person: str | None = None,
        delegation: str | None = None,
    ) -> Self:
        """Return the instance with a room closed, an activity cancelled, or somebody withdrawn.

        The rows stay in their tables with that state, so whatever refers to them stays valid.
        """
        changed = self
        for table, name, state in (
            ("rooms", room, "closed"),
            ("activities", activity, "cancelled"),
            ("people", person, "withdrawn"),
            ("delegations", delegation, "withdrawn"),
        ):
            if name is not None:
                changed = changed.with_cells(table, {name: {"state": state}})
        return changed

    def with_cells(self, table: str, cells: Mapping[str, Mapping[str, object]]) -> Self:
        """Return the instance with other cells in some rows of a table.

        Parameters
        ----------
        cells
            Id of each row -> column -> value.
        """
        rows: list[Record] = list(getattr(self, table))
        for name, changed in cells.items():
            at = self._position(table, name)
            stated = {column: getattr(rows[at], column) for column in type(rows[at]).model_fields}
            try:
                rows[at] = type(rows[at]).model_validate({**stated, **changed})
            except ValidationError as error:
                raise InstanceError(_wrong_cells(error, table, at)) from error
        return self.with_tables(**{table: tuple(rows)})

    def known(self, table: str, name: str) -> str:
        """Return an id that a table has."""
        self._position(table, name)
        return name

    def _position(self, table: str, name: str) -> int:
        ids = [row.id for row in getattr(self, table)]
        if name in ids:
            return ids.index(name)
        allowed = f"an id of {table}{Hints().similar(name, table, ids)}"
        raise InstanceError([Fault("unknown-id", table, None, "id", repr(name), allowed)])

    def with_tables(self, **tables: object) -> Self:
        """Return the instance with other tables, days or policy, by their names as a document."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        try:
            return type(self).model_validate(fields | tables)
        except ValidationError as error:
            (first, *_) = error.errors()
            cause = first.get("ctx", {}).get("error")
            if isinstance(cause, InstanceError):
                raise cause from error
            raise


def _spans(given: Spans | str) -> Spans:
    """Return stretches; a text alone is one of them."""
    return [given] if isinstance(given, str) else given


def _stretch(person: str, span: Span | str, state: str) -> Availability:
    try:
        read = Span.model_validate(span)
    except ValidationError as error:
        raise InstanceError(_wrong_cells(error, "availability", None, state)) from error
    return Availability.model_validate(
        {"person": person, "start": read.start, "end": read.end, "state": state}
    )


def _wrong_cells(
    error: ValidationError, table: str, row: int | None, column: str = ""
) -> Iterator[Fault]:
    """Yield what is wrong with values, in the words of pydantic without its addresses."""
    for detail in error.errors(include_url=False):
        where = column or ".".join(map(str, detail["loc"]))
        allowed = detail["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
        shown = repr(detail["input"])
        yield Fault("invalid-value", table, row, where, shown, allowed.partition(", unable")[0])
