"""The weekly mail in tests: a moment, nights, mailboxes, and what was written to them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from openmic import clock, db
from openmic.domain import digests
from openmic.models import Category, Event, Mail, Subscription
from openmic.models.columns import uuid7
from openmic.views import dates, weeks
from tests.builders import in_town, keep, night
from tests.people import mails

HOME = "http://localhost:8000"
READER = "reader@example.org"


def london(text: str) -> datetime:
    """A moment by London's clock: `london("2026-11-23 09:00")`."""
    return clock.from_london(datetime.fromisoformat(text))


def at(monkeypatch: pytest.MonkeyPatch, text: str) -> datetime:
    """Stops the clock there."""
    moment = london(text)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


async def on(start: str, *, town: str = "", **changes: Any) -> UUID:
    """A published night that starts then, in London's time."""
    async with db.transaction() as session:
        where = await in_town(session, town) if town else {}
        event: Event = night(start_at=london(start), **where, **changes)
        await keep(session, event)
        return event.id


async def subscribed(
    mailbox: str = READER,
    *,
    town: str = "",
    category: Category | None = None,
    is_confirmed: bool = True,
    is_paused: bool = False,
) -> None:
    """One wish of a mailbox."""
    now = clock.now()
    async with db.transaction() as session:
        where = (await in_town(session, town))["town_id"] if town else None
        wish = Subscription(
            request_id=uuid7(),
            email=mailbox,
            town_id=where,
            category=category,
            consent_wording="1",
            consented_at=now,
            confirmed_at=now if is_confirmed else None,
            paused_at=now if is_paused else None,
        )
        await keep(session, wish)


def this_week() -> str:
    """The week of the moment."""
    return weeks.of(dates.on_day(clock.now()))


async def write(week: str = "", *, limit: int = 500) -> int:
    """Writes everybody's mail, piece by piece; how many mailboxes were dealt with."""
    dealt_with = 0
    while True:
        async with db.transaction() as session:
            some = await digests.write_some(session, week or this_week(), home=HOME, limit=limit)
        if not some:
            return dealt_with
        dealt_with += some


async def mail_to(mailbox: str = READER) -> Mail:
    """The one mail somebody got."""
    (mail,) = await mails(mailbox)
    return mail
