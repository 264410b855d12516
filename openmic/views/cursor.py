"""Where a list goes on: the start and id of the last listing shown, as one opaque word."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(start_at: datetime, event_id: UUID) -> str:
    """A cursor: 32 letters that are safe in an address."""
    micros = (start_at - EPOCH) // timedelta(microseconds=1)
    return urlsafe_b64encode(micros.to_bytes(8, "big", signed=True) + event_id.bytes).decode()


def read(cursor: str) -> tuple[datetime, UUID] | None:
    """The start (UTC) and id a cursor stands for, or None when it is not one of ours."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii"))
        if len(raw) != 24:
            return None
        return EPOCH + timedelta(microseconds=int.from_bytes(raw[:8], "big", signed=True)), UUID(
            bytes=raw[8:]
        )
    except (ValueError, OverflowError):
        return None
