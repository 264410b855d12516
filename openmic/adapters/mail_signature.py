"""A mail signed with the site's own key (DKIM, RFC 6376), where the mail server does not do that."""

from dataclasses import dataclass, field
from pathlib import Path

import dkim

from openmic.settings import Settings

# those that a server on the way has no reason to touch; the last two must be signed for RFC 8058
SIGNED = (
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Id",
    "List-Unsubscribe", "List-Unsubscribe-Post",
)  # fmt: skip


@dataclass(frozen=True)
class Signer:
    """The domain that vouches for the mail, and the key whose public half its DNS has at the selector."""

    domain: str
    selector: str
    key: bytes = field(repr=False)

    def signed(self, letter: bytes) -> bytes:
        """The mail with its signature before it. Raises ValueError if the key is none."""
        top = letter.partition(b"\r\n\r\n")[0].lower()
        names = [name.lower().encode() for name in SIGNED]
        present = [name for name in names if b"\n" + name + b":" in b"\n" + top]
        try:
            signature = dkim.sign(
                letter,
                self.selector.encode(),
                self.domain.encode(),
                self.key,
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=present,
            )
        except dkim.DKIMException as fault:
            raise ValueError("the key for signing is of no use") from fault
        return signature + letter


def signer(settings: Settings) -> Signer | None:
    """Who signs, if the settings name a key."""
    if not settings.dkim_private_key:
        return None
    return Signer(settings.dkim_domain, settings.dkim_selector, Path(settings.dkim_private_key).read_bytes())
