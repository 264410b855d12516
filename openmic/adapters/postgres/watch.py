"""Setting the watchdog."""

import subprocess
import sys
from pathlib import Path

from openmic.adapters.postgres import locks
from openmic.adapters.postgres.door import Door
from openmic.adapters.postgres.place import Place
from openmic.adapters.postgres.programs import tidy_environment

WATCHDOG = Path(__file__).with_name("watchdog.py")


def keep_watch(place: Place, door: Door) -> None:
    """See to it that a watchdog watches: one for all processes, set again if somebody killed it.

    It lives in a session of its own and holds none of our files open: who reads our output sees its end
    when we end.
    """
    lock = locks.take(place.watch)
    if lock is None:
        return  # one is watching
    with lock:
        words = (place.lease, door.socket, place.pid_file, str(lock.descriptor))
        subprocess.run(  # noqa: S603
            [sys.executable, "-I", "-S", WATCHDOG, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=tidy_environment(),
            start_new_session=True,
            pass_fds=[lock.descriptor],
            check=True,
            timeout=60,
        )
