"""An embedded PostgreSQL for development and tests: used when no DATABASE_URL is set.

    with start(Path("var")) as server:
        connect(server.url())

Linux and macOS, any user including root. Nothing listens on the network: the server is reached by a Unix
socket in a folder only its user may enter. Several processes share one server; it stops when the last of them
is gone, even by kill -9. Production sets DATABASE_URL and never comes here.
"""

from openmic.adapters.postgres.binaries import binary
from openmic.adapters.postgres.keeping import keep_running
from openmic.adapters.postgres.server import Server
from openmic.adapters.postgres.starting import start
from openmic.adapters.postgres.unavailable import PostgresUnavailable

__all__ = ["PostgresUnavailable", "Server", "binary", "keep_running", "start"]
