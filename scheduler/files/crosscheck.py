"""From a draft to an instance: what is wrong between the rows of its tables."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from models import Fault, FaultCode, Instance, find_faults, find_warnings
from models.references import KEYED, REFERENCES, told_once, unknown_ids
from scheduler.files.draft import STAND_IN, Draft
from scheduler.files.layout import RECORDS

_BY_TIME: Collection[FaultCode] = {"outside-days", "off-grid"}

NOT_SURE: Mapping[str, Collection[FaultCode]] = {
    "days": _BY_TIME,
    "time_zone": _BY_TIME,
    "grid_minutes": {"off-grid"},
    "zones": {"missing-transfer"},
    "transfers": {"missing-transfer"},
    "rooms": {"missing-zone"},
    "activities": {"unit-without-room"},
    "rules": {"rule-size", "rule-limit"},
}
"""Part that could not be read in full -> faults that may follow from that alone."""

_PASSES = 3


def finish(draft: Draft) -> Instance:
    """Return the instance of a draft; what has no effect in it is a warning of the draft.

    Raises
    ------
    InstanceError
        With every fault of its rows and between them.
    """
    faults = [*draft.faults, *_of_faulty_rows(draft), *_between(draft)]
    draft.faults = told_once(faults)
    instance = draft.instance()
    draft.warnings += [_located(draft, warning) for warning in find_warnings(instance)]
    return instance


def _of_faulty_rows(draft: Draft) -> Iterator[Fault]:
    """Yield unknown ids in rows that have another fault."""
    known = _known(draft)
    for table in KEYED:
        known.setdefault(table, set()).update(row.id for row, _ in draft.tables[table])  # type: ignore[attr-defined]
    faulty = {table: tuple(row for row, _ in rows) for table, rows in draft.faulty.items()}
    instance = Instance.model_construct(**faulty)  # type: ignore[arg-type]
    for fault in unknown_ids(instance, known):
        assert fault.row is not None
        place = draft.faulty[fault.file][fault.row][1]
        yield place.fault(fault.code, (fault.column,), fault.found, fault.allowed)


def _between(draft: Draft) -> Iterator[Fault]:
    """Yield the faults between rows.

    A single time that does not exist keeps :func:`models.find_faults` from judging the
    others, so rows with faults are set aside and the rest is looked at again.
    """
    for _ in range(_PASSES):
        instance = Instance.model_construct(**draft.fields())  # type: ignore[arg-type]
        found = [
            fault
            for fault in find_faults(instance, _known(draft))
            if not any(fault.code in NOT_SURE.get(part, ()) for part in draft.partial)
        ]
        yield from [_located(draft, fault) for fault in found]
        if not _set_aside(draft, found):
            return


def _known(draft: Draft) -> dict[str, set[str]]:
    """Return ids that may be referred to although no row has them."""
    known = {table: set(names) for table, names in draft.dropped.items()}
    for table, columns in REFERENCES.items():
        for column, target in columns.items():
            if target not in draft.unread:
                continue
            for row, _ in [*draft.tables[table], *draft.faulty[table]]:
                value = getattr(row, column)
                known[target] |= {value} if isinstance(value, str) else set(value or ())
    return known


def _located(draft: Draft, fault: Fault) -> Fault:
    """Return the fault with file and line instead of table and position."""
    place = draft.place
    if fault.row is not None:
        place = draft.tables[fault.file][fault.row][1]
    elif fault.file in draft.files:
        place = draft.files[fault.file]
    elif fault.file in RECORDS:
        place = replace(draft.place, path=fault.file)
    return place.fault(fault.code, (fault.column,), fault.found, fault.allowed)


def _set_aside(draft: Draft, found: Collection[Fault]) -> bool:
    """Leave out the rows with faults; return whether there were any."""
    named: dict[str, set[int]] = {}
    for fault in found:
        if fault.row is not None:
            named.setdefault(fault.file, set()).add(fault.row)
    for table, rows in named.items():
        for row in rows:
            draft.drop(table, getattr(draft.tables[table][row][0], "id", None))
        entries = enumerate(draft.tables[table])
        draft.tables[table] = [entry for row, entry in entries if row not in rows]
    zone = any(fault.code == "unknown-time-zone" for fault in found)
    if zone:
        draft.head["time_zone"] = STAND_IN["time_zone"]
        draft.partial.add("time_zone")
    return bool(named) or zone
