"""The mails of a development site, to be looked at."""

from uuid import UUID

from openmic import errors
from openmic.adapters.mail_making import Sender
from openmic.db import Session
from openmic.domain import delivery
from openmic.queries import outbox
from openmic.views.mailbox import MailLine, MailPage, lines, page

SHOWN = 50


async def latest(session: Session) -> tuple[MailLine, ...]:
    """The newest mails, sent or not."""
    return lines(await outbox.latest(session, limit=SHOWN))


async def find(session: Session, mail_id: UUID, *, sender: Sender) -> MailPage:
    """One mail, with its headers as they are sent. Raises NotFound."""
    mail = await outbox.find(session, mail_id)
    if mail is None:
        raise errors.NotFound
    return page(mail, sender.headers(delivery.parcel(mail)))
