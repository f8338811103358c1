"""Rebuild the instance folders from the public facts: ``python instances/generate.py``.

The same bytes each time: facts, assumptions and one random generator per purpose,
seeded with text. ``expectation.toml`` is written by hand and left alone.
"""

import argparse
from collections import Counter
from pathlib import Path
from string import Template

from hanoi.common import SEED
from hanoi.editions import as_of_8_october, as_of_14_october, in_published_slots
from hanoi.small import tiny

from models import Instance
from models.record import Record
from scheduler.files import save_instance

HERE = Path(__file__).resolve().parent
READMES = HERE / "hanoi" / "readmes"
TABLES = (
    "zones",
    "transfers",
    "rooms",
    "delegations",
    "people",
    "availability",
    "resources",
    "slots",
    "rules",
)


def build() -> list[Instance]:
    """Return all instances that stand beside this file."""
    whole = as_of_14_october()
    return [whole, as_of_8_october(whole), in_published_slots(whole), tiny()]


def counts(instance: Instance) -> str:
    """Return the table of rows by provenance, in Markdown."""
    lines = ["| rows | all | sourced | inferred | synthetic |", "|---|---|---|---|---|"]
    groups: dict[str, list[Record]] = {name: list(getattr(instance, name)) for name in TABLES}
    for activity in instance.activities:
        groups.setdefault(f"activities: {activity.kind}", []).append(activity)
    for name, rows in groups.items():
        if rows:
            by = Counter(row.status for row in rows)
            parts = [len(rows), by["sourced"], by["inferred"], by["synthetic"]]
            lines.append(f"| {name} | {' | '.join(map(str, parts))} |")
    return "\n".join(lines)


def write(instance: Instance, folder: Path) -> None:
    """Write one instance with its README."""
    save_instance(instance, folder)
    template = Template((READMES / f"{instance.name}.md").read_text(encoding="utf-8"))
    readme = template.substitute(counts=counts(instance), seed=SEED)
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")


def main() -> None:
    """Write every folder."""
    parser = argparse.ArgumentParser(description="Rebuild the instances beside this file.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write them in")
    out: Path = parser.parse_args().out
    for instance in build():
        write(instance, out / instance.name)
        print(f"{out / instance.name}: {len(instance.activities)} activities")


if __name__ == "__main__":
    main()
