"""Which part of the queue an address asks for, and what it says has just been done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from openmic import urls
from openmic.views import cursor

OLDEST = "oldest"
HELD = "held"
# What is said after something was done without scripts, by the word for it in the address.
NEWS = {
    "undone": "Taken back. It is as it was, and nobody was written to.",
    "decided": "Somebody was quicker, or its organiser took it back: nothing was decided by you.",
    "changed": "It was changed while you looked. Nothing was decided: look at it as it is now.",
    "unproved": "Its organiser has not confirmed the address yet: until then it cannot be decided.",
    "reported": "It has been reported. Decide its reports first.",
    "over": "This night is over: nobody could come any more.",
    "outdated": "The form’s rules have changed since it was sent in. Reject it, and ask for it to be sent again.",
    "busy": "Somebody else is changing it at this moment. Nothing was done: please try again.",
    "late": "That can’t be undone any more: a minute has passed, or the night was changed since.",
    "none": "Tick some nights first.",
    "report-right": "The report is closed: it was right.",
    "report-dismissed": "The report is dismissed.",
    "report-decided": "That report is decided already.",
    "gone": "There is no such night any more.",
}
IS_GOOD = frozenset({"undone", "report-right", "report-dismissed"})


@dataclass(frozen=True)
class QueueAddress:
    """One part of the queue: newest first unless told otherwise, what waits unless what is held is asked for.

    `after` is where the page before ended. `news` is a key of NEWS; `left` says how many of several were not decided.
    """

    order: str = ""
    show: str = ""
    after: str = ""
    news: str = ""
    left: int = 0

    @property
    def query(self) -> str:
        """The address's query without what has just been done."""
        return urlencode([(name, value) for name in FIELDS if (value := getattr(self, name))])

    @property
    def path(self) -> str:
        """The whole address."""
        return urls.queue(self.query)

    @property
    def place(self) -> tuple[bool, datetime, UUID] | None:
        """Where the page before ended, or None for the first one."""
        read = cursor.read(self.after[1:])
        return (self.after[0] == "h", *read) if read else None

    def going_on(self, *, was_hidden: bool, queued_at: datetime, event_id: UUID) -> "QueueAddress":
        """The page that follows this last night."""
        mark = "h" if was_hidden else "w"
        return replace(self, after=mark + cursor.write(queued_at, event_id), news="", left=0)


FIELDS = ("order", "show", "after")


def read(asked: Mapping[str, str]) -> QueueAddress:
    """The part of the queue that a query asks for; what we do not know counts as not said."""
    left = asked.get("left", "")
    after = asked.get("after", "")
    return QueueAddress(
        order=OLDEST if asked.get("order") == OLDEST else "",
        show=HELD if asked.get("show") == HELD else "",
        after=after if re.match("[hw]", after) and cursor.read(after[1:]) else "",
        news=asked.get("news", "") if asked.get("news") in NEWS else "",
        left=int(left) if re.fullmatch("[1-9][0-9]?", left) else 0,
    )


def afterwards(at: QueueAddress, *, news: str = "", left: int = 0, item: str = "") -> str:
    """Where to go when something has been done: `item` is the id of the night that gets the focus."""
    said = [("news", news)] if news else []
    said += [("left", str(left))] if left else []
    query = "&".join(part for part in (at.query, urlencode(said)) if part)
    return urls.queue(query) + (f"#item-{item}" if item else "#queue")
