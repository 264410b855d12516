"""What is remembered of who asked to be forgotten: a keyed hash and a moment, so that a backup forgets as well."""

from openmic import clock, settings
from openmic.adapters import secrets
from openmic.db import Session
from openmic.models.choices import ErasureScope
from openmic.queries import erasures


async def remember(session: Session, mailbox: str, scope: ErasureScope) -> None:
    """Notes that what is held about a mailbox until now was erased. `mailbox` is as views.email_address made it."""
    mailbox_hash = secrets.keyed(f"erasure:{mailbox}", key=settings.current().secret_key)
    await erasures.keep(session, mailbox_hash, scope, erased_at=clock.now())
