"""The server's socket: the only way to the database, without a password."""

import hashlib
import os
import re
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from openmic.adapters.postgres.account import Account
from openmic.adapters.postgres.place import Place
from openmic.adapters.postgres.unavailable import PostgresUnavailable

LONGEST = 107 if sys.platform.startswith("linux") else 103  # bytes in a socket's path, set by the kernel
# A comma would mean two servers to PostgreSQL's clients, a quotation mark is special to the server.
PLAIN = re.compile(r"[\w/.+@=:~ -]+")


@dataclass(frozen=True)
class Door:
    """A folder only the server's user may enter, and a port: only a part of the socket's name."""

    folder: Path
    port: int

    @property
    def socket(self) -> Path:
        return self.folder / f".s.PGSQL.{self.port}"

    @property
    def lock_file(self) -> Path:
        """PostgreSQL's own, with the process number of the server."""
        return self.folder / f".s.PGSQL.{self.port}.lock"


def find_door(place: Place, account: Account) -> Door:
    """The cluster's own folder or, where that path is too long or too odd, one in /tmp, made if missing.

    Raises PostgresUnavailable if that one is not ours (its name can be guessed) or others may enter it.
    """
    door = Door(place.cluster, _choose_port(place.cluster))
    if len(os.fsencode(door.socket)) <= LONGEST and PLAIN.fullmatch(str(door.folder)):
        return door
    digest = hashlib.sha256(os.fsencode(place.cluster)).hexdigest()[:16]
    folder = Path(f"/tmp/openmic-{account.uid}-{digest}")  # noqa: S108 - whose it is, is checked
    _make_private(folder, account)
    return Door(folder, door.port)


def _choose_port(cluster: Path) -> int:
    # From the number initdb gave the cluster. A server whose folder was removed lives on for up to a minute
    # and then removes its socket: that must not be the socket of the next cluster made in the same place.
    with (cluster / "global" / "pg_control").open("rb") as control:
        identifier = int.from_bytes(control.read(8), sys.byteorder)
    return 1024 + identifier % (65536 - 1024)


def _make_private(folder: Path, account: Account) -> None:
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid in (account.uid, os.geteuid())
    if not ours or found.st_mode & 0o077:
        raise PostgresUnavailable(
            f"{folder} is not a private folder of ours: somebody else may have made it. "
            "Look at it and remove it, or set DATABASE_URL."
        )
    account.own(folder)
