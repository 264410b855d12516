"""Mails to be sent, and the outbox as it stands: for tests of delivery."""

import ssl
from asyncio import Event
from typing import Any

from openmic import clock, db
from openmic.adapters.mail import Smtp
from openmic.adapters.parcel import Carrier, Parcel
from openmic.domain import outbox
from openmic.jobs import deliver_mail
from openmic.models import Mail
from openmic.models.columns import uuid7
from openmic.queries import outbox as stored
from openmic.settings import Settings
from openmic.views.letter import Letter
from tests.mail_sink import Sink

TO = "robin@example.org"


def letter(subject: str = "Please confirm your night") -> Letter:
    return Letter(
        kind="verify",
        subject=subject,
        home="https://openmic.example",
        paragraphs=("Hello!",),
        button="Confirm",
        address="https://openmic.example/verify-email/?token=secret",
    )


def carrier_to(sink: Sink, *, trust: ssl.SSLContext | None = None, **changes: Any) -> Smtp:
    given = {name.lower(): value for name, value in sink.settings.items()} | changes
    return Smtp(Settings(_env_file=None, **given), trust=trust)  # pyright: ignore


def parcel(**changes: Any) -> Parcel:
    usual = {
        "id": uuid7(),
        "kind": "verify",
        "to": TO,
        "subject": "Please confirm your night",
        "text": "Hello!",
        "html": "<p>Hello!</p>",
        "written_at": clock.now(),
    }
    return Parcel(**usual | changes)


async def post(*to: str) -> None:
    """Writes a mail to each, one after the other."""
    for mailbox in to or (TO,):
        async with db.transaction() as session:
            await outbox.post(session, letter(), to=mailbox)


async def rows() -> list[Mail]:
    """All there are, the oldest first."""
    async with db.reading() as session:
        return list(reversed(await stored.latest(session, limit=500)))


async def deliver(with_: Carrier, **options: Any) -> None:
    """Does what the job does until nothing is due."""
    await deliver_mail.deliver(Event(), carrier=with_, **options)
