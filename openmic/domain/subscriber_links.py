"""The link in each weekly mail with which its reader changes what they get, or leaves."""

from collections.abc import Sequence
from datetime import timedelta

from openmic import clock, settings
from openmic.adapters import secrets
from openmic.db import Session
from openmic.models import Purpose, Token
from openmic.queries import tokens

PURPOSE = Purpose.SUBSCRIPTIONS
LASTS = timedelta(days=400)  # from the last mail on: who finds an old one can still leave


async def issue(session: Session, mailboxes: Sequence[str]) -> dict[str, str]:
    """The secret of each mailbox's link, which is good for a long time from now on. At most some hundreds at once.

    A mailbox keeps the same one, so that a year of mails leaves one row. It is derived from SECRET_KEY: with
    another key new mails have new links, and those of old mails work on. Looked at with `tokens.look`.
    """
    now = clock.now()
    made = {mailbox: secret(mailbox) for mailbox in mailboxes}
    await tokens.keep(
        session,
        [
            Token(
                secret_hash=secrets.hashed(word),
                purpose=PURPOSE,
                email=mailbox,
                created_at=now,
                expires_at=now + LASTS,
            )
            for mailbox, word in made.items()
        ],
    )
    return made


def secret(mailbox: str) -> str:
    """A mailbox's own word, which nobody can guess who does not know SECRET_KEY."""
    return secrets.keyed(f"subscriptions:{mailbox}", key=settings.current().secret_key)
