"""Pictures people send, drawn anew: nothing but pixels gets through (TRUST T23).

Each is decoded in a process of its own, which has little memory, little time, no secrets and no network
address of anybody. What it sends back is two new WebP files without a word about where they come from.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import structlog

from openmic.errors import BadPicture

log = structlog.get_logger()

AT_ONCE = 2  # the largest that we take need 300 MB each
PATIENCE = 10  # seconds
PROGRAM = Path(__file__).with_name("redraw_one.py")
SENTENCES = {
    "kind": "That is not a JPEG, PNG or WebP picture. Most cameras and phones can save one.",
    "large": "The picture is larger than 25 million pixels (16 million for WebP). Please make it smaller.",
    "moving": "The picture moves. Please send one that stands still.",
    "small": "The picture is too small: each side needs 200 pixels or more.",
    "thin": "The picture is a very long strip. Please crop it.",
    "damaged": "The picture is damaged, or cannot be read. Please try another.",
}


@dataclass(frozen=True)
class Picture:
    """A picture fit to be shown, in two sizes; `width` and `height` are the large one's, in pixels."""

    large: bytes
    small: bytes
    width: int
    height: int


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def redraw(data: bytes) -> Picture:
    """The picture in `data`, drawn anew. Raises BadPicture with a sentence that says what is wrong with it."""
    turns = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
    async with turns:
        answer = await _run(data)
    line, _, files = answer.partition(b"\n")
    # a process that was stopped, for its memory or its time, says nothing
    said: dict[str, Any] = json.loads(line) if line else {"refused": "damaged"}
    if "refused" in said:
        raise BadPicture(SENTENCES[said["refused"]])
    cut = said["large"]
    return Picture(files[:cut], files[cut:], said["width"], said["height"])


async def _run(data: bytes) -> bytes:
    """What the process said, or nothing when it had to be stopped."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-I", str(PROGRAM), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, cwd="/"
    )
    try:
        answer, _ = await asyncio.wait_for(process.communicate(data), PATIENCE)
    except TimeoutError:
        answer = b""
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        log.warning("a picture could not be drawn", status=process.returncode, size=len(data))
        return b""
    return answer
