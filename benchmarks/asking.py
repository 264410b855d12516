"""A small HTTP/1.1 client: so little of it that what is measured is the server."""

import asyncio
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.figures import Timing, timing

ENCODING = "br"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


class Line:
    """One kept-alive connection."""

    def __init__(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.host, self.reader, self.writer = host, reader, writer

    async def ask(self, path: str, **headers: str) -> Answer:
        """One GET, whole."""
        lines = {"host": self.host, "accept_encoding": ENCODING, **headers}
        text = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
        self.writer.write(f"GET {path} HTTP/1.1\r\n{text}\r\n".encode())
        top = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        found = dict(line.lower().split(": ", 1) for line in top[1:] if line)
        status = int(top[0].split()[1])
        size = 0 if status == 304 else int(found["content-length"])
        return Answer(status, found, await self.reader.readexactly(size))


@asynccontextmanager
async def line(url: str):
    """An open connection to a site."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection("127.0.0.1", parts.port)
    yield Line(parts.netloc, reader, writer)
    writer.close()


async def ask(url: str, path: str, **headers: str) -> Answer:
    """One answer, over a connection of its own."""
    async with line(url) as one:
        return await one.ask(path, **headers)


def processor_time(process: int) -> float:
    """Seconds of processor time a process has used."""
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


async def hammer(url: str, paths: Sequence[str], *, clients: int, seconds: float, **headers: str) -> Timing:
    """Asks for the paths in turn, again and again, by so many clients at once, each as fast as it can."""
    took: list[float] = []
    todo = cycle(paths)
    started = time.perf_counter()

    async def client(todo: Iterator[str]) -> None:
        async with line(url) as one:
            while time.perf_counter() - started < seconds:
                before = time.perf_counter()
                answer = await one.ask(next(todo), **headers)
                took.append(time.perf_counter() - before)
                assert answer.status in (200, 304), answer

    await asyncio.gather(*(client(todo) for _ in range(clients)))
    return timing(took, time.perf_counter() - started)
