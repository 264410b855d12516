"""Runs a command with DATABASE_URL naming a throw-away server made from other binaries than our own.

python -m tests.oldest_postgresql /usr/lib/postgresql/15/bin -- pytest tests/queries
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.running import free_port


def as_somebody() -> dict[str, int]:
    """Whom to run the server as: PostgreSQL refuses to be run by root."""
    return {"user": 65534, "group": 65534} if os.getuid() == 0 else {}


def main() -> int:
    """The command's exit status."""
    binaries, command = Path(sys.argv[1]), sys.argv[sys.argv.index("--") + 1 :]
    with tempfile.TemporaryDirectory(prefix="openmic-") as folder:
        if os.getuid() == 0:
            os.chown(folder, 65534, 65534)
        data, port = Path(folder) / "data", free_port()
        initdb = [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--auth=trust",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_somebody())
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        control = [binaries / "pg_ctl", "-D", data, "-w", "-l", Path(folder) / "log"]
        subprocess.run(
            [*control, "-o", options, "start"],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            **as_somebody(),
        )
        try:
            url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
            path = f"{binaries}{os.pathsep}{os.environ['PATH']}"  # its own pg_dump and pg_restore first
            environment = {**os.environ, "DATABASE_URL": url, "PATH": path}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            stop = [*control, "-m", "immediate", "stop"]
            subprocess.run(stop, check=True, cwd=folder, stdout=subprocess.DEVNULL, **as_somebody())


if __name__ == "__main__":
    sys.exit(main())
