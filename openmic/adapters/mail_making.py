"""A mail as it is sent, made with `emails`: to exactly one person, and with nothing typed by anybody as a header."""

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import Header
from email.utils import format_datetime
from urllib.parse import urlsplit

from emails.message import Message

from openmic.adapters.mail_signature import Signer, signer
from openmic.adapters.parcel import Parcel
from openmic.settings import Settings
from openmic.views import email_address

NAME = "OpenMicOxfordshire"
# An answer written by a machine, such as "I am on holiday", would tell a stranger who wrote it
NO_MACHINES = {"X-Auto-Response-Suppress": "All"}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
LEAVING = re.compile(r"(https?://[!-;=?-~]+)?")


class Unbuildable(ValueError):
    """No mail can be made of this, now or later."""


@dataclass(frozen=True)
class Sender:
    """Who our mail comes from: an address, and the host that our Message-IDs end in."""

    mailbox: str
    host: str
    signer: Signer | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Sender":
        """The site's own."""
        return cls(settings.sender, urlsplit(settings.origin).hostname or "localhost", signer(settings))

    def build(self, parcel: Parcel) -> bytes:
        """The whole mail as it is sent, to exactly one person. Raises Unbuildable."""
        for mailbox in filter(None, (parcel.to, parcel.reply_to)):
            if email_address.normalise(mailbox) != mailbox:
                raise Unbuildable("an address is not exactly one address")
        if not parcel.to or CONTROL.search(parcel.subject):
            raise Unbuildable("there is no recipient, or the subject is more than a line")
        if CONTROL.search(parcel.unsubscribe_url) or not LEAVING.fullmatch(parcel.unsubscribe_url):
            raise Unbuildable("the address to leave by is none")
        try:
            built = Message(
                message_id=f"<{parcel.id}@{self.host}>",
                date=format_datetime(parcel.written_at),
                mail_from=(NAME, self.mailbox),
                mail_to=[(None, parcel.to)],
                reply_to=[(None, parcel.reply_to)] if parcel.reply_to else None,
                subject=parcel.subject,
                headers=self._more_headers(parcel),
                text=parcel.text,
                html=parcel.html,
            ).as_message()
            for number, part in enumerate(part for part in built.walk() if part.is_multipart()):
                part.set_boundary(f"={parcel.id.hex}-{number}")  # the same with each try, and never in base64
            if "=?" in parcel.subject:
                # it would be read as an encoded word, and say something else
                built.replace_header("Subject", Header(parcel.subject, "utf-8").encode())
            whole = _way_out(parcel) + built.as_bytes(linesep="\r\n")
            return self.signer.signed(whole) if self.signer else whole
        except (MessageError, ValueError, TypeError, LookupError) as fault:
            raise Unbuildable(f"it cannot be built: {type(fault).__name__}") from fault

    def _more_headers(self, parcel: Parcel) -> dict[str, str]:
        headers = {"Auto-Submitted": "auto-generated"}
        if parcel.reply_to:
            headers |= NO_MACHINES
        if parcel.unsubscribe_url:  # one press of a button in the mail program itself (RFC 8058)
            headers |= {
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "List-Id": f"{NAME} weekly <weekly.{self.host}>",
                "Precedence": "bulk",
            }
        return headers

    def headers(self, parcel: Parcel) -> str:
        """The headers of the mail as it is sent, or why it cannot be."""
        try:
            return self.build(parcel).partition(b"\r\n\r\n")[0].decode("ascii", "replace")
        except Unbuildable as fault:
            return str(fault)


def _way_out(parcel: Parcel) -> bytes:
    # by hand: the library would break the line before a long address, which not every mail program mends
    return (
        f"List-Unsubscribe: <{parcel.unsubscribe_url}>\r\n".encode("ascii") if parcel.unsubscribe_url else b""
    )
