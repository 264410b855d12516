"""A slow line to put a browser on: a SOCKS proxy that delays what passes, connecting and websockets included.

Chromium's own emulation leaves small websocket messages undelayed. A SOCKS proxy also decides when a
connection counts as made, so a browser that waits for one has to wait here too, as it does for real.
"""

import asyncio
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection

PIECE = 1460  # bytes: what fits into one packet
FIRST_WINDOW = 10 * PIECE  # what a new connection may send before the first word back (RFC 6928)


@dataclass
class Direction:
    """One way of the line, shared by all its connections: so many bytes a second, in the order they come."""

    rate: float
    delay: float
    free_at: float = 0.0

    def arrival(self, size: int) -> float:
        """When so many bytes that are sent now are there."""
        now = asyncio.get_running_loop().time()
        self.free_at = max(now, self.free_at) + size / self.rate
        return self.free_at + self.delay


@dataclass
class Flow:
    """What one end of a connection sends to the other."""

    reader: StreamReader
    writer: StreamWriter
    way: Direction
    window: int | None  # bytes that may be under way at once; None for as many as one likes
    under_way: asyncio.Queue[tuple[float, bytes]] = field(default_factory=asyncio.Queue)
    unheard: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def carry(self) -> None:
        """Runs until the sender has said everything and it is there."""
        delivery = asyncio.create_task(self.deliver())
        while piece := await self.reader.read(PIECE):
            while self.window and self.unheard >= self.window:
                self.heard.clear()
                await self.heard.wait()
            self.unheard += len(piece)
            self.under_way.put_nowait((self.way.arrival(len(piece)), piece))
        self.under_way.put_nowait((self.way.arrival(0), b""))
        await delivery

    async def deliver(self) -> None:
        """Hands over each piece when it is due."""
        loop = asyncio.get_running_loop()
        while True:
            due, piece = await self.under_way.get()
            await asyncio.sleep(due - loop.time())
            if not piece:
                self.writer.close()
                return
            self.writer.write(piece)
            loop.call_later(self.way.delay, self.hear, len(piece))

    def hear(self, size: int) -> None:
        """The sender learns that so many bytes arrived: twice as many may go now (slow start)."""
        self.unheard -= size
        if self.window:
            self.window += size
        self.heard.set()


@dataclass
class Line:
    """What is between a visitor and us."""

    round_trip: float = 0.170
    bits: float = 9e6  # a second, each way
    slow_start: bool = False  # whether each new connection begins with a small window, as TCP does

    def __post_init__(self) -> None:
        self.there = Direction(self.bits / 8, self.round_trip / 2)
        self.back = Direction(self.bits / 8, self.round_trip / 2)

    async def connect(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection, from the SOCKS greeting to the end."""
        # a host that is not there, a browser that left, the end of it all
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            host, port = await asked_for(reader, writer)
            far_reader, far_writer = await asyncio.open_connection(host, port)
            await asyncio.sleep(self.round_trip)
            writer.write(b"\x05\x00\x00\x01" + bytes(6))
            window = FIRST_WINDOW if self.slow_start else None
            await asyncio.gather(
                Flow(reader, far_writer, self.there, window).carry(),
                Flow(far_reader, writer, self.back, window).carry(),
            )


async def asked_for(reader: StreamReader, writer: StreamWriter) -> tuple[str, int]:
    """The host and port a SOCKS5 client wants (RFC 1928)."""
    _, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(b"\x05\x00")
    _, _, _, kind = await reader.readexactly(4)
    if kind == 3:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    else:
        octets = await reader.readexactly(4 if kind == 1 else 16)
        host = ".".join(map(str, octets)) if kind == 1 else "::1"
    (port,) = struct.unpack(">H", await reader.readexactly(2))
    return host, port


async def serve(line: Line, told: Connection) -> None:
    """Runs a proxy on a free port, which it tells."""
    server = await asyncio.start_server(line.connect, "127.0.0.1", 0)
    told.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def run(line: Line, told: Connection) -> None:
    """What the proxy's process does."""
    asyncio.run(serve(line, told))


@contextmanager
def laid(line: Line) -> Iterator[str]:
    """The address of a proxy on this line. It has a process of its own, so that nobody here holds it up."""
    processes = get_context("spawn")
    here, there = processes.Pipe()
    process = processes.Process(target=run, args=(line, there), daemon=True)
    process.start()
    yield f"socks5://127.0.0.1:{here.recv()}"
    process.terminate()
    process.join()
