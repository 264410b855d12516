"""Where pictures are kept: files in DATA_DIR, or any S3-compatible store."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import obstore
import structlog
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, S3Store

from openmic import errors
from openmic.settings import Settings

log = structlog.get_logger()

FOLDER = "media"  # in DATA_DIR
# The library's own patience is three minutes, and a visitor waits for the answer.
CONNECTING, ANSWERING, IN_ALL, RETRIES = "3s", "10s", timedelta(seconds=15), 2
NAMES_AT_MOST = 1_000_000


class Storage:
    """Files by name. A file is there whole or not at all, whatever happens while it is written."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    async def put(self, name: str, data: bytes) -> None:
        """Keeps a file. Raises NoRoom when there is none, or the store is away."""
        with _or(errors.NoRoom, "write"):
            await obstore.put_async(self._store, name, data, use_multipart=False)

    async def read(self, name: str) -> bytes:
        """A file's content. Raises NotFound when there is no such file, Unavailable when the store is away."""
        with _or(errors.Unavailable, "read"):
            found = await obstore.get_async(self._store, name)
            return bytes(await found.bytes_async())

    async def delete(self, name: str) -> None:
        """Forgets a file; one that is gone already is no fault. Raises Unavailable when the store is away."""
        with suppress(errors.NotFound), _or(errors.Unavailable, "delete"):
            await obstore.delete_async(self._store, name)

    async def names(self, *, before: datetime, folder: str = "") -> set[str]:
        """The files that have not been touched since, of one folder or of none. Raises Unavailable when the store
        is away.
        """
        found: set[str] = set()
        start = f"{folder}/" if folder else ""
        with _or(errors.Unavailable, "list"):
            async for some in obstore.list(self._store, prefix=folder or None):
                paths = (one["path"] for one in some if one["last_modified"] < before)
                inside = (path.removeprefix(start) for path in paths if path.startswith(start))
                found |= {name for name in inside if "/" not in name}
                if len(found) >= NAMES_AT_MOST:
                    break
        return found


@contextmanager
def _or(refusal: type[errors.Refusal], verb: str) -> Iterator[None]:
    """Turns the library's faults into ours. The first of its words go to the log."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise errors.NotFound from None
    except (BaseError, OSError) as fault:
        log.error("pictures cannot be kept or shown", verb=verb, reason=str(fault).partition("\n")[0][:200])
        raise refusal from fault


def chosen(settings: Settings) -> Storage:
    """The storage that the settings name."""
    if settings.media_backend == "local":
        return Storage(LocalStore(settings.data_dir / FOLDER, mkdir=True))
    is_plain = settings.s3_endpoint.startswith("http://")  # refused on a public site
    store = S3Store(
        settings.s3_bucket,
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        access_key_id=settings.s3_access_key,
        secret_access_key=settings.s3_secret_key,
        virtual_hosted_style_request=False,
        client_options={"allow_http": is_plain, "connect_timeout": CONNECTING, "timeout": ANSWERING},
        retry_config={"max_retries": RETRIES, "retry_timeout": IN_ALL},
    )
    return Storage(store)


_opened: list[Storage] = []


def open_(settings: Settings) -> Storage:
    """Makes what the settings name the process's storage."""
    _opened[:] = [chosen(settings)]
    return _opened[0]


def current() -> Storage:
    """The process's storage. Raises NoRoom when none was opened."""
    if not _opened:
        raise errors.NoRoom
    return _opened[0]
