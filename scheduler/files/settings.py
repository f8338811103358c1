"""What a folder has in ``summit.toml``, as three tables: settings, days, tiers of the policy."""

from collections.abc import Callable, Iterator, Mapping

from models import Fault, Instance
from scheduler.files.draft import Draft
from scheduler.files.layout import HEAD_KEYS, Head
from scheduler.files.moments import read_dates
from scheduler.files.origin import Origin
from scheduler.files.tables import Grid, Table, read_grid
from scheduler.files.text import show
from scheduler.files.tidying import Wanted

SETTINGS, DAYS, POLICY = "summit", "days", "policy"
"""Names of the three."""

SETTING_COLUMNS = Wanted(("setting", "value", "note"), ("setting", "value"))
DAY_COLUMNS = Wanted(("date", "start", "end"), ("date", "start", "end"))
TIER_COLUMNS = Wanted(("tier", "goal", "weight"), ("tier", "goal"))


def take_head(
    draft: Draft,
    grids: Mapping[str, Callable[[Wanted], Grid]],
    cells: dict[str, str],
    raw: dict[str, object] | None = None,
) -> None:
    """Read what is outside the tables.

    Parameters
    ----------
    draft
        Gets it, and the faults.
    grids
        Name of each of the three tables that is there -> its grid, given the columns.
    cells
        Path -> cell where it stands; gets the rest.
    raw
        What is known already.
    """
    settled = raw is not None
    raw = {} if raw is None else raw
    before = len(draft.faults)
    for name, wanted, take in (
        (SETTINGS, SETTING_COLUMNS, _settings),
        (DAYS, DAY_COLUMNS, _days),
        (POLICY, TIER_COLUMNS, _tiers),
    ):
        if name not in grids:
            continue
        table = read_grid(grids[name](wanted), 1_000, wanted)
        draft.warnings += table.warnings
        draft.faults += table.faults
        lacking = [name for name in wanted.required if table.header and name not in table.header]
        for column in lacking:
            allowed = f"the columns {', '.join(wanted.columns)}"
            fault = table.place.fault("missing-column", (column,), f"no column {column}", allowed)
            draft.faults.append(fault)
        if not lacking:
            found = take(table, raw, cells)
            draft.faults += found
            draft.partial |= {name} if found else set()
    draft.place = Origin(draft.place.file, None, "", cells=cells)
    so_far = len(draft.faults)
    unread = so_far > before or not (settled or {SETTINGS, DAYS} <= grids.keys())
    draft.set_head(raw)
    if unread and so_far:  # what is missing then follows from the faults that have been reported
        draft.faults[so_far:] = [f for f in draft.faults[so_far:] if f.code != "missing-value"]


def _cell(table: Table, row: int, column: str) -> str:
    return table.place.at(row).fault("invalid-value", (column,), "", "").cell


def _settings(table: Table, raw: dict[str, object], cells: dict[str, str]) -> list[Fault]:
    """Read dotted names with their values into a mapping of mappings."""
    faults = []
    for row, record in table.rows:
        path = record.get("setting", "")
        if not path or "value" not in record:
            continue
        cell = _cell(table, row, "value")
        *above, last = path.split(".")
        inner: object = raw
        for step in above:
            inner = inner.setdefault(step, {}) if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or last in inner:
            where = table.place.at(row)
            found = f"setting {show(path)} twice"
            faults.append(where.fault("duplicate-key", ("setting",), found, "each setting once"))
            continue
        inner[last] = _plain(record["value"]) if path == "format" else record["value"]
        cells[path] = cell
    return faults


def _plain(text: str) -> object:
    return int(text) if text.isdecimal() and len(text) < 10 else text


def _days(table: Table, raw: dict[str, object], cells: dict[str, str]) -> list[Fault]:
    faults, unread = read_dates(table.rows, table.place)
    days: list[dict[str, str]] = []
    for row, record in table.rows:
        if row in unread:
            continue
        path = f"days[{len(days)}]"
        cells[path] = _cell(table, row, "")
        cells |= {f"{path}.{column}": _cell(table, row, column) for column in DAY_COLUMNS.columns}
        days.append(record)
    raw["days"] = days
    nothing = table.place.fault("missing-value", (), "no day", "a row for each day of the event")
    return faults if days or faults or not table.header else [nothing]


def _tiers(table: Table, raw: dict[str, object], cells: dict[str, str]) -> list[Fault]:
    """Read goals with their tiers, by number, into a list of mappings."""
    faults = []
    tiers: dict[int, dict[str, str]] = {}
    places: dict[tuple[int, str], int] = {}
    for row, record in table.rows:
        place, number = table.place.at(row), record.get("tier", "")
        if not number.isdecimal() or len(number) > 4:
            faults.append(place.fault("not-a-number", ("tier",), show(number), "a whole number"))
            continue
        goal = record.get("goal", "")
        if any(goal in tier for tier in tiers.values()):
            found = f"goal {show(goal)} twice"
            faults.append(place.fault("duplicate-key", ("goal",), found, "each goal once"))
            continue
        tiers.setdefault(int(number), {})[goal] = record.get("weight", "1")
        places[int(number), goal] = row
    if not tiers:
        return faults
    policy = raw.setdefault("policy", {})
    if isinstance(policy, dict):
        policy["tiers"] = [tier for _, tier in sorted(tiers.items())]
    for at, key in enumerate(sorted(tiers)):
        for goal in tiers[key]:
            cells[f"policy.tiers[{at}].{goal}"] = _cell(table, places[key, goal], "goal")
    return faults


def setting_rows(instance: Instance) -> Iterator[tuple[str, object, str]]:
    """Yield what is outside the tables, by dotted names, and what it means."""
    for key in HEAD_KEYS:
        if key != DAYS:
            yield from _flat(key, getattr(instance, key), Head.model_fields[key].description)


def _flat(path: str, value: object, note: str | None) -> Iterator[tuple[str, object, str]]:
    fields = getattr(type(value), "model_fields", {})
    for name, field in fields.items():
        if (path, name) != (POLICY, "tiers"):
            yield from _flat(f"{path}.{name}", getattr(value, name), field.description)
    if not fields:
        shown = ";".join(value) if isinstance(value, tuple) else value
        yield path, shown, (note or "").replace("`", "")


def tier_rows(instance: Instance) -> list[tuple[int, str, int]]:
    """Return the number of each tier, from 1, with each goal and its weight."""
    return [
        (number, goal, weight)
        for number, tier in enumerate(instance.policy.tiers, start=1)
        for goal, weight in sorted(tier.items())
    ]
