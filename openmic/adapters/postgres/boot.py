"""Everything between "there may be a server" and "here it is"."""

import time
from collections.abc import Callable
from pathlib import Path

from openmic.adapters.postgres import locks
from openmic.adapters.postgres.account import Account
from openmic.adapters.postgres.binaries import find_folder, read_major
from openmic.adapters.postgres.choose_account import choose_account
from openmic.adapters.postgres.cluster import create
from openmic.adapters.postgres.door import Door, find_door
from openmic.adapters.postgres.place import Place
from openmic.adapters.postgres.postmaster import is_running, launch
from openmic.adapters.postgres.question import Answer, ask, create_database
from openmic.adapters.postgres.server import Server
from openmic.adapters.postgres.unavailable import PostgresUnavailable
from openmic.adapters.postgres.watch import keep_watch

OTHERS = 180  # seconds others may take to create and start it, on a busy machine
ENDING = 150  # ... the watchdog may take to stop it
WAKING = 60  # ... it may take to answer
STRANGER = 5  # ... after which a process we can learn nothing of, and that does not answer, is not our server
RETIRING = 10  # ... a test server that nobody uses may take to go


def boot(data_dir: Path, *, durable: bool, say: Callable[[str], object]) -> Server:
    """Start or adopt the server, and make sure it is as durable as asked."""
    until = time.monotonic() + RETIRING
    while True:
        server, answer = _boot(data_dir, durable=durable, say=say)
        if answer.durable or not durable:
            return server
        server.close()  # was this the only lease, the watchdog stops it now and we start it as it should be
        if time.monotonic() > until:
            raise PostgresUnavailable(
                f"The database in {data_dir} runs for tests just now and could lose data in a power cut. "
                "Wait until they end, choose another folder, or set DATABASE_URL."
            )
        time.sleep(0.3)


def _boot(data_dir: Path, *, durable: bool, say: Callable[[str], object]) -> tuple[Server, Answer]:
    programs = find_folder()
    major = read_major(programs)
    place = Place.within(data_dir, major=major)
    account = choose_account(place.cluster, programs)
    place.cluster.parent.mkdir(parents=True, exist_ok=True)
    # Always in this order, boot lock then lease; the watchdog takes the lease alone.
    with _take(place.boot_lock, seconds=OTHERS) as boot_lock:
        if not place.exists:
            say("Creating the database")
            create(place, account, programs, major=major, boot=boot_lock, durable=durable)
        lease = _take(place.lease, shared=True, seconds=ENDING)
        try:
            account.own(place.cluster)
            door = find_door(place, account)
            keep_watch(place, door)
            answer = _wake(place, account, programs, door, durable=durable, say=say)
            if not answer.has_database:
                create_database(account, programs, door)
            for path in place.written_by_us:
                account.own(path)
        except BaseException:
            lease.release()
            raise
    return Server(door, lease), answer


def _take(path: Path, *, seconds: float, shared: bool = False) -> locks.Lock:
    lock = locks.take(path, shared=shared, seconds=seconds)
    if lock is None:
        raise PostgresUnavailable(
            f"Another process creates, starts or stops the database: it holds {path} for {seconds} seconds. "
            "See what it does (fuser names it), or set DATABASE_URL."
        )
    return lock


def _wake(
    place: Place, account: Account, programs: Path, door: Door, *, durable: bool, say: Callable[[str], object]
) -> Answer:
    began = time.monotonic()
    answer, told = Answer(False), False
    while time.monotonic() < began + WAKING:
        running = is_running(place)
        if running is None:
            running = time.monotonic() < began + STRANGER
        if not running:
            if not told:
                say("Starting the database")
                told = True
            launch(place, account, programs, door, durable=durable)
        answer = ask(account, programs, door)
        if answer.came:
            return answer
        time.sleep(0.1)
    raise PostgresUnavailable(
        f"The database in {place.cluster} has not answered for {WAKING} seconds:\n{answer.excuse}\n"
        f"Its log is {place.log}. Correct that, choose another folder, or set DATABASE_URL."
    )
