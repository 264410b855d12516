"""A whole site in a process of its own, as a stranger would start it."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
OPENMIC = ("-m", "openmic")
FIRST = 18_000  # up to 32767, from where on Linux gives ports to callers (ip_local_port_range)
PATIENCE = 90  # seconds a busy machine may take to start


@dataclass
class RunningSite:
    """A site that answers at `url`; `log` holds what it has written so far."""

    url: str
    process: subprocess.Popen
    log: Path
    database_url: str = ""  # its DATABASE_URL, if it was given one

    @property
    def socket_url(self) -> str:
        return self.url.replace("http", "ws", 1)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    """A port nobody listens on just now, and none that a connection of some program is given before it is used."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            port = FIRST + secrets.randbelow(32_768 - FIRST)  # not `random`, which every worker seeds alike
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def running(folder: Path, *, program: Sequence[str] = OPENMIC, **settings: str) -> Iterator[RunningSite]:
    """Starts `openmic run` with these settings and nothing else, waits until it is ready, stops it at the end."""
    port = settings.get("PORT") or str(free_port())
    log = folder / f"site-{port}-{time.monotonic_ns()}.log"
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with log.open("w") as sink:
        process = subprocess.Popen(
            [sys.executable, *program, "run"],
            cwd=ROOT,
            env={**keep, "PORT": port, "LOG_FORMAT": "json", **settings},
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    site = RunningSite(f"http://localhost:{port}", process, log, settings.get("DATABASE_URL", ""))
    try:
        wait_until_ready(site)
        yield site
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_until_ready(site: RunningSite) -> None:
    """Returns when the site answers; fails with its log when it ends instead."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert site.process.poll() is None, site.log.read_text()
        try:
            if httpx.get(f"{site.url}/readiness", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"not ready in {PATIENCE} s:\n{site.log.read_text()}")
