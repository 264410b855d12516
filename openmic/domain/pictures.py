"""Pictures of nights: drawn anew, kept in two sizes, taken out again."""

import re
from dataclasses import dataclass
from datetime import timedelta

import structlog

from openmic import clock, errors
from openmic.adapters import images, secrets
from openmic.adapters.storage import Storage
from openmic.db import Session
from openmic.models import Image
from openmic.queries import images as rows

log = structlog.get_logger()

SIZES = ("large", "small")
UNNEEDED = timedelta(days=2)  # a form may lie open for so long
UNDOABLE = timedelta(hours=1)  # a moderator may take back for a minute what made it unneeded
SETTLED = timedelta(hours=1)  # a file is there a moment before its row: younger ones may just be on their way
OURS = re.compile(r"[a-z0-9]{32}-(large|small)\.webp")


@dataclass(frozen=True)
class Astray:
    """What belongs together and is not together: names of files that no picture needs, keys of pictures without."""

    files: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def file_name(key: str, size: str) -> str:
    """What the file of one size of a picture is called."""
    return f"{key}-{size}.webp"


async def keep(session: Session, storage: Storage, data: bytes) -> str:
    """Draws a picture that somebody sent anew and keeps it; returns its key, for `Event.image_key`.

    Best the first thing in a transaction: drawing takes up to ten seconds, and until then no connection is held.
    Raises BadPicture with a sentence for beside the field, or NoRoom; then nothing is left of it.
    """
    picture = await images.redraw(data)
    key = secrets.key()
    try:
        await storage.put(file_name(key, "large"), picture.large)
        await storage.put(file_name(key, "small"), picture.small)
        await rows.add(session, Image(key=key, width=picture.width, height=picture.height))
    except BaseException:
        await _forget(storage, key)
        raise
    return key


async def is_kept(session: Session, key: str) -> bool:
    """Whether there is such a picture still."""
    return await rows.exists_still(session, key)


async def remove(session: Session, storage: Storage, key: str) -> bool:
    """Takes a picture out, files and all, unless a night shows it or a change that waits would. Says whether it did.

    Raises Unavailable while its files cannot be deleted: the row is to stay until they are gone.
    """
    gone = await rows.remove(session, key, undoable=clock.now() - UNDOABLE)
    for size in SIZES if gone else ():
        await storage.delete(file_name(key, size))
    return gone


async def forget_one(session: Session, storage: Storage) -> bool:
    """Takes out one picture that was sent with a form nobody finished, or that no night shows any more. False: there
    is none. Raises as `remove` does.
    """
    now = clock.now()
    key = await rows.unneeded(session, before=now - UNNEEDED, undoable=now - UNDOABLE)
    return key is not None and await remove(session, storage, key)


async def sweep(session: Session, storage: Storage) -> int:
    """Deletes files that no picture needs, left by whoever was killed in the middle of keeping one; says how many.

    Are they more than those that are needed, nothing is done: then it is more likely the wrong store, or the wrong
    database, and a person looks first (`openmic check-pictures`).
    """
    stray = (await astray(session, storage)).files
    if len(stray) > len(SIZES) * len(await rows.keys(session)):
        log.error("more files without a picture than with one: none was deleted", files=len(stray))
        return 0
    for name in stray:
        await storage.delete(name)
    return len(stray)


async def _forget(storage: Storage, key: str) -> None:
    """Deletes the files of a picture that came to nothing; what cannot be deleted now is swept up at night."""
    for size in SIZES:
        try:
            await storage.delete(file_name(key, size))
        except errors.Unavailable:
            return


async def astray(session: Session, storage: Storage) -> Astray:
    """Files without a picture and pictures without files, as far as they have settled. Changes nothing."""
    before = clock.now() - SETTLED
    files = await storage.names(before=clock.now())
    old = {name for name in await storage.names(before=before) if OURS.fullmatch(name)}
    known = {file_name(key, size) for key in await rows.keys(session) for size in SIZES}
    whole = await rows.keys(session, before=before)
    missing = (key for key in whole if not {file_name(key, size) for size in SIZES} <= files)
    return Astray(tuple(sorted(old - known)), tuple(sorted(missing)))
