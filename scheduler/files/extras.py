"""Packages that only some files need, and that may be missing."""

from collections.abc import Iterator
from contextlib import contextmanager


class MissingExtra(ImportError):
    """A package of an extra is not installed; the message says what to install."""


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import packages of an extra of this distribution inside this block.

    Parameters
    ----------
    name
        Name of the extra, such as ``files``.

    Raises
    ------
    MissingExtra
        One of them is not installed.

    Examples
    --------
    >>> with extra("files"):
    ...     import jinja2
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"{error.name} is missing for this; install summit-scheduler[{name}]"
        ) from error
