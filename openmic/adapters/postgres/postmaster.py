"""The server's main process: is it there, and starting it."""

import os
import re
import shlex
from pathlib import Path

from openmic.adapters.postgres.account import Account
from openmic.adapters.postgres.door import Door
from openmic.adapters.postgres.place import Place
from openmic.adapters.postgres.processes import is_alive, is_postmaster
from openmic.adapters.postgres.programs import run
from openmic.adapters.postgres.unavailable import PostgresUnavailable

FAST_AND_LOOSE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
REFUSAL = re.compile("fatal|panic|error", re.IGNORECASE)
# What a server says that finds the remains of a killed one; its orphans go away in a moment.
PASSING = re.compile(r'lock file ".*" (already exists|is empty)|pre-existing shared memory')


def is_running(place: Place) -> bool | None:
    """Whether the pid file names a living postmaster of this cluster; None if that cannot be known here."""
    try:
        pid = _read_pid(place.pid_file)
    except FileNotFoundError:
        return False
    return None if pid is None else is_postmaster(pid, place.cluster)


def launch(place: Place, account: Account, programs: Path, door: Door, *, durable: bool) -> None:
    """Start the server and wait until it takes connections, at most 60 seconds.

    Returns all the same if it was killed meanwhile, or hindered by the remains of a killed one: look whether it
    runs, and launch again. Raises PostgresUnavailable with the end of its log if it refuses to start.
    """
    _clear(place.pid_file, place)
    _clear(door.lock_file, place)
    settings = [
        "listen_addresses=",  # nothing on the network
        f"unix_socket_directories={door.folder}",
        "unix_socket_permissions=0700",
        f"port={door.port}",
        *(() if durable else FAST_AND_LOOSE),
    ]
    options = shlex.join(["-D", str(place.cluster), *(word for each in settings for word in ("-c", each))])
    # pg_ctl hands a command to the shell, and its own -D and -l unquoted: hence PGDATA and the open log.
    with os.fdopen(os.open(place.log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+b") as log:
        outcome = run(
            account,
            programs / "pg_ctl",
            *("start", "-s", "-w", "-t", "60", "-o", options),
            output=log,
            settings={"PGDATA": str(place.cluster)},
        )
    if outcome.code != 0 and REFUSAL.search(outcome.words) and not PASSING.search(outcome.words):
        raise PostgresUnavailable(
            f"The database in {place.cluster} does not start:\n{outcome.words[-2000:]}\n"
            f"All it said is in {place.log}. Correct that, choose another folder, or set DATABASE_URL."
        )


def _read_pid(path: Path) -> int | None:
    """The process number in the first line, None if there is none; FileNotFoundError without a file."""
    first = path.read_text(errors="replace").partition("\n")[0].strip().lstrip("-")
    return int(first) if first.isdecimal() and int(first) > 0 else None


def _clear(path: Path, place: Place) -> None:
    # PostgreSQL itself only asks whether the number is in use, which after a restart of the container it is.
    # With a number not in use, the file is left to PostgreSQL, which looks for orphans too.
    try:
        pid = _read_pid(path)
    except FileNotFoundError:
        return
    if pid is None or (is_alive(pid) and is_postmaster(pid, place.cluster) is not True):
        path.unlink(missing_ok=True)
