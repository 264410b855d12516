"""A mail on its way, who carries it, and what has become of it."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Parcel:
    """A mail to be carried. Its id is its Message-ID, however often it is tried."""

    id: UUID
    kind: str
    to: str
    subject: str
    text: str
    html: str
    written_at: datetime
    reply_to: str = ""
    unsubscribe_url: str = ""


class Fate(Enum):
    """What has become of a parcel."""

    SENT = "sent"  # the server has taken it
    LATER = "later"  # another try may succeed
    UNKNOWN = "unknown"  # the server may have taken it: the line broke before it said so
    NEVER = "never"  # no other try will


@dataclass(frozen=True)
class Outcome:
    """How a try ended; `reason` is for the operator, with no address in it."""

    fate: Fate
    reason: str = ""


class Carrier(Protocol):
    """Somebody who brings one mail to one person."""

    def round(self) -> AbstractAsyncContextManager["Carrier"]:
        """Somebody who does the same for many, one after the other, until the end of the block."""
        ...

    async def carry(self, parcel: Parcel) -> Outcome:
        """Tries once, for a limited time. Whatever the server does is told by the outcome."""
        ...
