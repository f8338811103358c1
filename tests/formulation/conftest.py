"""Small instances in few words, for solving."""

from collections.abc import Callable

import pytest

from models import Instance
from tests.rules.forms import read_instance


@pytest.fixture
def summit() -> Callable[..., Instance]:
    """Make an instance from activities and tables."""
    return read_instance
