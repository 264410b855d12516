"""The way in."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from openmic.adapters.postgres.server import Server
from openmic.adapters.postgres.unavailable import PostgresUnavailable


def start(data_dir: Path, *, durable: bool = True, say: Callable[[str], object] | None = None) -> Server:
    """The server of the cluster in `data_dir`, created or started if need be.

    Blocks: a first start takes seconds. The cluster is a folder named for PostgreSQL's major version, such as
    "pg18", with a lock file and the log beside it. Any number of processes may call this at the same time and
    get the same server.

    durable=False (tests only) trades the safety of the data in a power cut for speed. A server is as durable
    as whoever started it asked, but never less than you ask: a test server that nobody uses is started anew,
    one in use is refused.

    `say` is told what takes time: "Creating the database", "Starting the database".

    Raises PostgresUnavailable.
    """
    if sys.platform == "win32":
        raise PostgresUnavailable("The embedded database needs Linux or macOS. On Windows, set DATABASE_URL.")
    from openmic.adapters.postgres.boot import boot  # not above: Windows lacks the locks it imports

    try:
        return boot(data_dir, durable=durable, say=say or (lambda words: None))
    except (OSError, subprocess.SubprocessError) as error:
        raise PostgresUnavailable(
            f"The embedded database in {data_dir} cannot be used: {error}. "
            "Correct that, choose another folder, or set DATABASE_URL."
        ) from error
