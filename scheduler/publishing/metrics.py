"""How the last night ended, as metrics in the text format of Prometheus."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import get_args

from models import Night, ReleaseRecord
from scheduler.publishing.monitoring import StoreStatus

METRICS = "metrics.prom"

ENDINGS = get_args(Night.model_fields["ended"].annotation)


@dataclass(frozen=True)
class Metric:
    """One metric, with a value for each value of its label; without a label, for the empty one."""

    name: str
    help: str
    values: dict[str, float]
    label: str = ""


def metrics_text(
    night: Night,
    status: StoreStatus,
    record: ReleaseRecord | None,
    *,
    seconds: float,
    failed: dict[str, bool],
) -> str:
    """Return all metrics.

    Parameters
    ----------
    record
        Of the current release; None if there is none, or it cannot be read.
    seconds
        How long the night took.
    failed
        Command of the configuration that was called -> whether it failed.
    """
    every = [*_of_night(night, status, seconds, failed), *(_of_release(record) if record else ())]
    return "".join(f"{line}\n" for metric in every for line in _lines(metric))


def _of_night(
    night: Night, status: StoreStatus, seconds: float, failed: dict[str, bool]
) -> Iterator[Metric]:
    now = datetime.now(UTC).timestamp()
    yield _one("summit_night_end_timestamp_seconds", "When the last night ended.", now)
    yield _one("summit_night_duration_seconds", "How long the last night took.", seconds)
    ended = {how: float(how == night.ended) for how in ENDINGS}
    yield Metric("summit_night_ended", "How the last night ended: 1 for that.", ended, "how")
    fresh = float(status.state == "fresh")
    yield _one("summit_fresh", "1: the current release is planned for the newest inputs.", fresh)
    since = status.since.timestamp()
    yield _one(
        "summit_state_since_timestamp_seconds",
        "Since when it is stale, or when it was last found fresh.",
        since,
    )
    waits = float(night.pending is not None)
    yield _one("summit_candidate_waits", "1: a candidate waits for approval.", waits)
    yield _one("summit_warnings", "What else somebody should look at.", len(night.warnings))
    if failed:
        values = {name: float(bad) for name, bad in failed.items()}
        yield Metric("summit_command_failed", "1: the command failed.", values, "command")


def _of_release(record: ReleaseRecord) -> Iterator[Metric]:
    about = "Of the current release: "
    figures: tuple[tuple[str, str, float], ...] = (
        ("number", "its number.", record.number),
        ("made_timestamp_seconds", "when it was made.", record.made.timestamp()),
        ("activities", "activities of the instance.", record.activities),
        ("placed", "activities that have a place.", record.placed),
        ("coverage_points", "priority points left out.", record.coverage),
        ("people_told", "people to be told.", record.counts.people_told),
        ("moves", "activities moved or dropped.", record.counts.moves),
    )
    for name, text, value in figures:
        yield _one(f"summit_release_{name}", about + text, value)


def _one(name: str, text: str, value: float) -> Metric:
    return Metric(name, text, {"": value})


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.help}"
    yield f"# TYPE {metric.name} gauge"
    for label, value in metric.values.items():
        labels = f'{{{metric.label}="{label}"}}' if metric.label else ""
        yield f"{metric.name}{labels} {value:.15g}"
