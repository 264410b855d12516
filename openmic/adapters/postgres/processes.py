"""What can be known of a process from its number, on Linux and macOS."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

NAMES = ("postgres", "postmaster")


def is_alive(pid: int) -> bool:
    """Whether a process with this number exists that is ours: another user's cannot be our server."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError, OverflowError):
        return False
    return True


def is_postmaster(pid: int, cluster: Path) -> bool | None:
    """Whether the process serves that cluster, not a stranger that got its number; None if nobody tells."""
    if not is_alive(pid):
        return False
    command = read_command(pid)
    if command is None:
        return None
    return Path(command).name in NAMES and _works_in(pid, cluster)


def read_command(pid: int) -> str | None:
    """The program's path as it was called; empty for a zombie, None if it cannot be read."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").partition("\0")[0]
    ps = ["ps", "-o", "comm=", "-p", str(pid)]  # macOS has no /proc
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(ps, capture_output=True, text=True, timeout=60)  # noqa: S603
        return done.stdout.strip() or None
    return None


def _works_in(pid: int, cluster: Path) -> bool:
    # A server works in its cluster: so those of other clusters are told apart. If in doubt, it is ours.
    try:
        return cluster.samefile(f"/proc/{pid}/cwd")
    except OSError:
        return True
