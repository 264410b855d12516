"""Starts the server again when it dies while a site is using it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from openmic.adapters.postgres.server import Server
from openmic.adapters.postgres.starting import start
from openmic.adapters.postgres.unavailable import PostgresUnavailable

EVERY = 1.0  # seconds between two looks


@contextmanager
def keep_running(
    data_dir: Path, *, say: Callable[[str], object], complain: Callable[[str], object]
) -> Iterator[Server]:
    """The server of `data_dir`, as `start` gives it, and again should somebody kill it; its address stays.

    `complain` is told, in another thread, when the server was found dead. Raises PostgresUnavailable.
    """
    held = [start(data_dir, say=say)]
    ending = threading.Event()

    def look() -> None:
        while not ending.wait(EVERY):
            if held[-1].answers():
                continue
            complain("The database has stopped. Starting it again.")
            try:
                held.append(start(data_dir))
            except PostgresUnavailable as reason:
                complain(str(reason))

    watching = threading.Thread(target=look, name="database", daemon=True)
    watching.start()
    try:
        yield held[0]
    finally:
        ending.set()
        watching.join()
        for server in held:
            server.close()
