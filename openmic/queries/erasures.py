"""Remembering, by hash, which mailboxes asked to be forgotten."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from openmic.db import Session
from openmic.models import Erasure
from openmic.models.choices import ErasureScope


async def keep(session: Session, mailbox_hash: str, scope: ErasureScope, *, erased_at: datetime) -> None:
    """Notes since when nothing older of a mailbox may be here; once again moves that on."""
    noted = insert(Erasure).values(mailbox_hash=mailbox_hash, scope=scope, erased_at=erased_at)
    await session.exec(
        noted.on_conflict_do_update(
            index_elements=["mailbox_hash", "scope"], set_={"erased_at": noted.excluded.erased_at}
        )
    )
