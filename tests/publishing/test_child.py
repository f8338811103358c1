"""What a child cannot do is told, and is no bug."""

import errno
import os

import pytest

from scheduler.publishing.child import ChildFailed, in_child


def _full_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/tmp/x")


def test_a_full_disk_is_no_bug(capfd):
    """Nor does it leave a traceback in the log."""
    with pytest.raises(
        ChildFailed, match=r"^cannot read or write /tmp/x: No space left on device$"
    ):
        in_child(_full_disk, seconds=60)
    assert capfd.readouterr().err == ""
