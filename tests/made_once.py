"""What takes long and is the same for many tests, such as a solved instance, is made once a run."""

import fcntl
from collections.abc import Callable
from pathlib import Path

from models import Outcome, Timetable


class MadeOnce:
    """Files and folders by name, shared by all processes of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "made-once"
        self._folder.mkdir(exist_ok=True)

    def __call__(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the path of that name; whoever comes first makes it, the others wait."""
        path, begun = self._folder / name, self._folder / f"{name}.begun"
        with (self._folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                make(begun)
                begun.rename(path)
        return path

    def outcome(self, name: str, solve: Callable[[], Outcome]) -> Outcome:
        """Return the outcome of that name, which is solved once."""

        def write(folder: Path) -> None:
            outcome = solve()
            assert outcome.timetable is not None
            folder.mkdir()
            for part, of in ("outcome", outcome), ("timetable", outcome.timetable):
                (folder / part).write_text(of.model_dump_json(), encoding="utf-8")

        outcome, timetable = (
            (self(name, write) / part).read_text(encoding="utf-8")
            for part in ("outcome", "timetable")
        )
        known = {"timetable": Timetable.model_validate_json(timetable)}
        return Outcome.model_validate_json(outcome).model_copy(update=known)
