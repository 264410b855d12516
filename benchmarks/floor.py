"""The least an answer costs: a bare ASGI application that sends as many bytes as its path says."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import uvicorn

from tests.running import free_port


@dataclass(frozen=True)
class Floor:
    """Where the bare application answers, and its process."""

    url: str
    process: subprocess.Popen


async def bare(scope, receive, send) -> None:
    """Answers `/1234` with 1,234 bytes."""
    body = b"x" * int(scope["path"][1:])
    length = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": length})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def floor() -> Iterator[Floor]:
    """The bare application in a process of its own, under the same server as the site."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.floor", str(port)])
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.get(f"{url}/1", trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield Floor(url, process)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    uvicorn.run(
        bare, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False, lifespan="off"
    )
