"""Takes from Python what it does not have on Windows, as far as that can be done elsewhere.

It is imported by every process that has this folder on ``PYTHONPATH``, before anything else.
"""

import multiprocessing
import multiprocessing.context
import multiprocessing.popen_fork
import multiprocessing.popen_spawn_posix
import os
import signal
import subprocess

KILL = signal.SIGKILL
NO_FUNCTIONS = ("fork", "getgid", "getpgid", "getuid", "killpg", "sched_getaffinity", "setsid")
NO_SIGNALS = ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "SIGUSR2")

open_any = os.open
any_context = multiprocessing.context.DefaultContext.get_context


def open_files(path, flags, *arguments, **options):
    """Open a file; folders cannot be opened."""
    if not isinstance(path, int) and os.path.isdir(path):
        raise PermissionError(13, "Permission denied", path)
    return open_any(path, flags, *arguments, **options)


def link(_source, _target, *_arguments, **_options):
    """Refuse, as to those who are no administrators."""
    raise OSError(22, "A required privilege is not held by the client")


def context_without_fork(method=None):
    """Return how processes are started, which is never by a fork."""
    default = multiprocessing.context._default_context
    return any_context(default, "spawn" if method == "fork" else method)


def kill(process):
    """End a process."""
    os.kill(process.pid, KILL)


os.open = open_files
os.symlink = link
multiprocessing.get_context = context_without_fork
multiprocessing.set_start_method("spawn")
multiprocessing.popen_fork.Popen.kill = kill
multiprocessing.popen_fork.Popen.terminate = kill
subprocess.Popen.kill = kill
for name in NO_FUNCTIONS:
    delattr(os, name)
for name in NO_SIGNALS:
    delattr(signal, name)
