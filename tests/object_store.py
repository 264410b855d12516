"""A real S3-compatible store on this machine, for as long as a test needs it: SeaweedFS."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from openmic.settings import Settings
from tests.running import PATIENCE, free_port

WEED = Path(sys.executable).with_name("weed")
KEY, SECRET = "trial", "a secret for trials"


@contextmanager
def object_store(folder: Path) -> Iterator[Settings]:
    """Starts it, with one key that may do everything; gives the settings of a site that keeps its pictures there."""
    keys = {"name": KEY, "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [keys]}))
    services = ("master", "volume", "filer", "s3")
    ports = {name: free_port() for part in services for name in (f"{part}.port", f"{part}.port.grpc")}
    unused = {"s3.port.iceberg": 0, "s3.port.lance": 0}
    options = {"dir": folder, "ip": "127.0.0.1", "ip.bind": "127.0.0.1", "s3.config": folder / "s3.json"}
    flags = [f"-{name}={value}" for name, value in (options | ports | unused).items()]
    endpoint = f"http://127.0.0.1:{ports['s3.port']}"
    with (folder / "log").open("w") as sink:
        process = subprocess.Popen([WEED, "server", "-s3", *flags], stdout=sink, stderr=sink)
    try:
        wait_until_ready(endpoint, process, folder / "log")
        yield Settings(
            media_backend="s3", s3_endpoint=endpoint, s3_bucket="pictures", s3_access_key=KEY, s3_secret_key=SECRET,
            _env_file=None,
        )  # pyright: ignore[reportCallIssue] # fmt: skip
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_until_ready(endpoint: str, process: subprocess.Popen, log: Path) -> None:
    """Returns when it refuses a stranger; fails with its log when it ends instead."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            if httpx.get(endpoint, trust_env=False).status_code == 403:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"not ready in {PATIENCE} s:\n{log.read_text()}")
