"""Reading scenarios, as TOML or as JSON."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from models import InstanceError, Scenarios
from scheduler.files.documents import read_json, read_toml
from scheduler.files.origin import Origin
from scheduler.files.phrases import faults_of
from scheduler.files.reading import read_text, refuse
from scheduler.files.text import show


def load_scenarios(source: Path | str | Mapping[str, object]) -> Scenarios:
    """Read scenarios.

    Parameters
    ----------
    source
        A TOML file, or a JSON document; or the content of one.

    Raises
    ------
    InstanceError
        With every fault found. Whether an instance has what they name is seen when they are
        applied to it.
    """
    if isinstance(source, Mapping):
        return _read(source, Origin("scenarios", None, ""))
    path = Path(source)
    text = read_text(path, path.name)
    if path.suffix.lower() != ".json":
        return _read(*read_toml(text, path.name))
    raw, faults = read_json(text, path.name)
    if faults:
        raise InstanceError(faults)
    if not isinstance(raw, dict):
        refuse("wrong-shape", path.name, show(raw), "one JSON object with scenarios")
    return _read(raw, Origin(path.name, None, ""))


def _read(raw: Mapping[str, object], place: Origin) -> Scenarios:
    try:
        return Scenarios.model_validate(raw)
    except ValidationError as error:
        raise InstanceError(faults_of(error, Scenarios, place)) from error
