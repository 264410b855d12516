"""Where a list goes on: the start and id of the last listing shown, as one opaque word.

It also carries the few listings that stood first on the first page, out of their turn: the pages after it leave out
exactly those, whatever has begun or ceased to be featured meanwhile.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
POSITION, ID = 24, 16  # bytes
BESIDES_AT_MOST = 3


def write(start_at: datetime, event_id: UUID, besides: Iterable[UUID] = ()) -> str:
    """A cursor that is safe in an address: 32 letters, and some more for the listings `besides`."""
    micros = (start_at - EPOCH) // timedelta(microseconds=1)
    ids = b"".join(one.bytes for one in (event_id, *besides))
    return urlsafe_b64encode(micros.to_bytes(8, "big", signed=True) + ids).decode().rstrip("=")


def read(cursor: str) -> tuple[datetime, UUID] | None:
    """The start (UTC) and id a cursor stands for, or None when it is not one of ours."""
    raw = _raw(cursor)
    try:
        micros = int.from_bytes(raw[:8], "big", signed=True)
        return (EPOCH + timedelta(microseconds=micros), UUID(bytes=raw[8:POSITION])) if raw else None
    except OverflowError:
        return None


def besides(cursor: str) -> tuple[UUID, ...]:
    """The listings that stood first, and are not to be shown again."""
    raw = _raw(cursor)
    return tuple(UUID(bytes=raw[at : at + ID]) for at in range(POSITION, len(raw), ID))


def _raw(cursor: str) -> bytes:
    """A cursor's bytes; none when it is not one of ours."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
    except ValueError:
        return b""
    many, odd = divmod(len(raw) - POSITION, ID)
    return raw if not odd and 0 <= many <= BESIDES_AT_MOST else b""
