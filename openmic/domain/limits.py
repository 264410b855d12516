"""How often a thing may be done, by one visitor, for one mailbox and by all (TRUST T15, T26)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

import structlog

from openmic import clock, errors, settings
from openmic.adapters import secrets
from openmic.db import Session
from openmic.queries import allowances
from openmic.views import email_address

log = structlog.get_logger()

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
START = datetime(1970, 1, 1, tzinfo=UTC)  # windows are counted from here, the same in every process


@dataclass(frozen=True)
class Limit:
    """At most so many in each window, for each `ip`, `mailbox`, `night` or `organiser`, or of `all` together."""

    most: int
    window: timedelta
    by: Literal["ip", "mailbox", "night", "organiser", "all"]


# In the order in which they are counted: who is refused uses up nothing of those that come after.
LIMITS = {
    # sending a night in, whether or not it causes a mail
    "submit": (Limit(10, HOUR, "ip"), Limit(20, DAY, "mailbox"), Limit(200, HOUR, "all")),
    # anybody may say that something is wrong, and nobody for ever; a night is counted for each reason by itself, so
    # that nobody shuts out what cannot wait by saying something else
    "report": (
        Limit(10, HOUR, "ip"),
        Limit(20, DAY, "mailbox"),
        Limit(20, DAY, "night"),
        Limit(300, HOUR, "all"),
    ),
    "appeal": (Limit(10, HOUR, "ip"), Limit(200, HOUR, "all")),
    # each is drawn anew, which takes a second of the processor
    "picture": (Limit(20, HOUR, "ip"), Limit(200, HOUR, "all")),
    # each of these causes a mail to whatever address somebody typed
    "verify": (Limit(10, HOUR, "ip"), Limit(3, DAY, "mailbox"), Limit(200, HOUR, "all")),
    "sign_in": (Limit(10, HOUR, "ip"), Limit(3, DAY, "mailbox"), Limit(200, HOUR, "all")),
    "link": (Limit(10, HOUR, "ip"), Limit(3, DAY, "mailbox"), Limit(200, HOUR, "all")),
    "subscribe": (Limit(10, HOUR, "ip"), Limit(3, DAY, "mailbox"), Limit(200, HOUR, "all")),
    # the same besides, for who was not found to be no robot: a fifth, so that robots leave room for people (R7)
    "subscribe_unchecked": (Limit(2, HOUR, "ip"), Limit(40, HOUR, "all")),
    # each asks another site, which takes up to three seconds
    "bot_check": (Limit(30, HOUR, "ip"),),
    "privacy": (Limit(10, HOUR, "ip"), Limit(3, DAY, "mailbox"), Limit(200, HOUR, "all")),
    "complaint": (Limit(10, HOUR, "ip"), Limit(3, DAY, "mailbox"), Limit(100, HOUR, "all")),
    # writing to an organiser; who is not signed in gets a mail at whatever address was typed
    "message": (Limit(3, DAY, "ip"), Limit(3, DAY, "mailbox"), Limit(200, HOUR, "all")),
    # what was written goes on, from a proved address: nobody uses up an organiser's with made-up ones
    "pass_on": (Limit(5, DAY, "night"), Limit(20, DAY, "organiser"), Limit(200, HOUR, "all")),
}


async def spend(
    session: Session, act: str, *, ip: str = "", mailbox: str = "", night: str = "", organiser: str = ""
) -> errors.TooMany | None:
    """Counts one use of an act; the refusal to raise when it was one too many, else None.

    The caller commits before it raises, in a transaction for nothing else, so that a refused request counts
    as well: `web.allowance.spend` does both. `ip` is a visitor as `web.visitor.group` names them,
    `night` a night's id, `organiser` the mailbox of whoever runs it.
    """
    now = clock.now()
    whose = {"ip": ip, "mailbox": mailbox, "night": night, "organiser": organiser, "all": "everybody"}
    for limit in LIMITS[act]:
        who = whose[limit.by]
        if not who:
            continue
        ends_at = now + limit.window - (now - START) % limit.window
        used = await allowances.use(
            session, _key(act, limit, who), window_at=ends_at - limit.window, expires_at=ends_at
        )
        if used > limit.most:
            if limit.by == "all" and used == limit.most + 1:
                log.warning("everybody together did this too often", act=act, most=limit.most)
            return _refusal((ends_at - now).total_seconds())
    return None


async def restore(session: Session, act: str, *, mailbox: str) -> None:
    """Gives a mailbox its whole allowance back: whoever reads it has shown that the mails were wanted."""
    for limit in LIMITS[act]:
        if limit.by == "mailbox":
            await allowances.clear(session, _key(act, limit, mailbox))


def _key(act: str, limit: Limit, who: str) -> str:
    who = email_address.fold(who) if limit.by in ("mailbox", "organiser") else who
    return secrets.keyed(f"{act}:{limit.by}:{who}", key=settings.current().secret_key)


def _refusal(seconds: float) -> errors.TooMany:
    minutes = int(seconds // 60) + 1
    wait = f"{minutes} minutes" if minutes < 100 else f"{round(minutes / 60)} hours"
    wait = "a minute" if minutes == 1 else wait
    return errors.TooMany(
        f"Please try again in {wait}. What you typed is not lost: go back to find it.",
        retry_after=int(seconds) + 1,
    )
