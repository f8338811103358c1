"""Faults as text for a terminal or a log."""

from collections.abc import Sequence

from models import Fault


def render(faults: Sequence[Fault], limit: int = 50, *, where: str = "") -> str:
    """Return faults as text: how many, then one to a line, by file and row.

    Parameters
    ----------
    faults
        What was found.
    limit
        Most faults to list; the rest is counted in the last line.
    where
        What was read, such as ``instances/tiny``.

    Examples
    --------
    >>> fault = Fault("not-a-number", "rooms.csv", 3, "capacity", "'ten'", "a whole number")
    >>> print(render([fault], where="x"))
    1 fault in x:
    rooms.csv, row 3, column capacity: found 'ten'; allowed: a whole number
    """
    ordered = sorted(faults, key=_order)
    count = f"{len(ordered):,} fault{'' if len(ordered) == 1 else 's'}"
    lines = [f"{count} in {where}:" if where else f"{count}:"]
    lines += [one_line(fault) for fault in ordered[:limit]]
    if len(ordered) > limit:
        lines.append(f"and {len(ordered) - limit:,} more")
    return "\n".join(lines)


def _order(fault: Fault) -> tuple[str, str, int]:
    return fault.file, fault.cell.rpartition("!")[0], fault.row or 0


def one_line(fault: Fault) -> str:
    """Return a fault as one line, in which blanks stay as they were found."""
    return " ".join(str(fault).splitlines())
