"""The process that stops the server when nobody uses it any more. Run by its path; imports nothing of ours.

    python watchdog.py LEASE SOCKET PID_FILE WATCH

LEASE is a file every user of the server holds a shared lock on. WATCH is the number of an open file whose
lock, now ours, says that there is a watchdog.
"""

import fcntl
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 2.0  # seconds in which a server may still come up that somebody began to start and was killed
FAST, AT_ONCE = signal.SIGINT, signal.SIGQUIT  # PostgreSQL's words: disconnect everybody; do not even tidy up


def watch(lease: Path, door: Path, pid_file: Path, watch_lock: int) -> None:
    """Wait until the last lease is gone, stop the server, and end."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)  # the application may get these too, and ends when it is ready
    if os.fork():
        os._exit(0)  # now whoever started us knows that we are here, and need not wait for our end
    os.ftruncate(watch_lock, 0)
    os.write(watch_lock, f"{os.getpid()}\n".encode())
    leases = os.open(lease, os.O_RDWR)
    fcntl.flock(leases, fcntl.LOCK_EX)
    until = time.monotonic() + PATIENCE
    while not _answers(door) and time.monotonic() < until:
        time.sleep(0.05)
    if _answers(door):
        _stop(pid_file)
    if door.parent != pid_file.parent:  # a folder made because the cluster's own path was too long
        with suppress(OSError):
            door.parent.rmdir()
    # The lease ends with the process. This first: who gets the lease must not think that we still watch.
    os.close(watch_lock)


def _answers(door: Path) -> bool:
    """Whether a postmaster lives, so that the pid file is its own and not a stranger's by now."""
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(5)
        try:
            client.connect(str(door))
        except BlockingIOError:  # too many wait at the door
            return True
        except OSError:
            return False
    return True


def _stop(pid_file: Path) -> None:
    for way in (FAST, AT_ONCE):
        until = time.monotonic() + 60
        try:
            pid = int(pid_file.read_text().partition("\n")[0])
            os.kill(pid, way)
            while time.monotonic() < until and pid_file.exists():  # removed by the server at the very end
                os.kill(pid, 0)
                time.sleep(0.01)
        except (OSError, ValueError):
            return
        if not pid_file.exists():
            return


if __name__ == "__main__":
    watch(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
