"""A running server, as seen by one of the processes that use it."""

import socket
from typing import Protocol
from urllib.parse import quote

from openmic.adapters.postgres.door import Door

DATABASE = "openmic"


class Lease(Protocol):
    """What keeps the server running."""

    def release(self) -> None: ...


class Server:
    """A running PostgreSQL. It runs until every process that started it has closed it or ended."""

    def __init__(self, door: Door, lease: Lease) -> None:
        self._door = door
        self._lease = lease

    def url(self, database: str = DATABASE) -> str:
        """The address of a database for SQLAlchemy. "openmic" exists; others are yours to create."""
        host = quote(str(self._door.folder))
        return f"postgresql+psycopg://postgres@/{quote(database, safe='')}?host={host}&port={self._door.port}"

    def answers(self) -> bool:
        """Whether somebody listens at its socket just now."""
        with socket.socket(socket.AF_UNIX) as line:
            return line.connect_ex(str(self._door.socket)) == 0

    def close(self) -> None:
        """Stop using the server; it goes a moment later if nobody else does. Twice does no harm."""
        self._lease.release()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
