"""Running PostgreSQL's programs."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from openmic.adapters.postgres.account import Account

# All else stays out: the application's secrets, PGPORT and its like, locales this machine may not have.
KEPT = ("PATH", "TMPDIR", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True)
class Outcome:
    """How a program ended: its exit code and what it said, both streams together."""

    code: int
    words: str


def run(
    account: Account,
    program: Path,
    *arguments: str | Path,
    output: IO[bytes] | None = None,
    settings: dict[str, str] | None = None,
    inherited: Sequence[int] = (),
) -> Outcome:
    """Run a program to its end, in a session of its own so that Ctrl-C does not reach it.

    `output` is a file open for appending and reading, for what outlives the program (the server's log). It is
    never a pipe: a server started by the program would keep it open and the reader would wait for ever.
    Raises OSError, or subprocess.TimeoutExpired after 90 seconds.
    """
    with output or tempfile.TemporaryFile() as file:
        before = file.seek(0, os.SEEK_END)
        done = subprocess.run(  # noqa: S603
            [*account.prefix, program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            cwd="/",  # the account may not enter ours
            env=tidy_environment() | (settings or {}),
            start_new_session=True,
            pass_fds=inherited,
            timeout=90,
            user=account.uid if account.switches else None,
            group=account.gid if account.switches else None,
            extra_groups=[] if account.switches else None,
        )
        file.seek(before)
        return Outcome(done.returncode, file.read().decode(errors="replace").strip())


def tidy_environment() -> dict[str, str]:
    """What a program needs of our environment; messages in English, for some of them are read here."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {"LC_ALL": "C"}
