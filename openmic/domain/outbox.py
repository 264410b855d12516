"""Mail: written in the transaction of the change that causes it, so that it leaves only if the change stood."""

from openmic.adapters.html import PLAIN, document
from openmic.db import Session
from openmic.models import Mail
from openmic.parts.letter import letter
from openmic.queries import outbox
from openmic.views.letter import Letter


async def post(session: Session, mail: Letter, *, to: str) -> None:
    """Puts a letter into the outbox. `to` is one mailbox, checked (views.email_address)."""
    page = document(letter(PLAIN, mail))
    await outbox.add(
        session,
        Mail(kind=mail.kind, recipient=to, subject=mail.subject, text=mail.as_text, html=page),
    )
