"""Locks that the kernel takes back from a process however it ends, kill -9 included."""

import fcntl
import os
import time
from pathlib import Path

RELEASED = -1

_held: "set[Lock]" = set()


class Lock:
    """A lock this process holds on an open file, until `release` or its own end.

    Programs it runs do not inherit it (Python opens files close-on-exec) and forked children drop it at once:
    else a forgotten child would keep the server alive.
    """

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        _held.add(self)

    def release(self) -> None:
        """Twice does no harm. A process given the descriptor keeps the lock."""
        _held.discard(self)
        descriptor, self.descriptor = self.descriptor, RELEASED
        if descriptor != RELEASED:
            os.close(descriptor)

    def __enter__(self) -> "Lock":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def take(path: Path, *, shared: bool = False, seconds: float = 0) -> Lock | None:
    """Lock a file, created if missing; None if others still hold it after so many seconds."""
    lock = Lock(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    deadline = time.monotonic() + seconds
    try:
        while not _lock(lock.descriptor, kind):
            if time.monotonic() >= deadline:
                lock.release()
                return None
            time.sleep(0.01)
    except BaseException:
        lock.release()
        raise
    return lock


def _lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _drop_in_child() -> None:
    for lock in list(_held):
        lock.release()


os.register_at_fork(after_in_child=_drop_in_child)
