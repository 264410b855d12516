"""The one door to mail: built with `emails`, carried over SMTP by aiosmtplib, or shown in the log.

`emails` has an SMTP client of its own. It repeats a mail by itself when the server hangs up after having taken
it, and says goodbye to a server that has stopped answering; so only its messages are used.
"""

import asyncio
import re
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.header import Header
from email.utils import format_datetime
from functools import cache
from urllib.parse import urlsplit

import aiosmtplib
import structlog
from emails.message import Message

from openmic import urls
from openmic.adapters.parcel import Carrier, Fate, Outcome, Parcel
from openmic.log import hide
from openmic.settings import Settings
from openmic.views import email_address

log = structlog.get_logger()

NAME = "OpenMicOxfordshire"
DEADLINE = 30.0  # seconds for one mail, however slowly the server answers (TRUST R5)
# An answer written by a machine, such as "I am on holiday", would tell a stranger who wrote it
NO_MACHINES = {"X-Auto-Response-Suppress": "All"}
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Unbuildable(ValueError):
    """No mail can be made of this, now or later."""


@dataclass(frozen=True)
class Sender:
    """Who our mail comes from: an address, and the host that our Message-IDs end in."""

    mailbox: str
    host: str

    @classmethod
    def of(cls, settings: Settings) -> "Sender":
        """The site's own."""
        return cls(settings.sender, urlsplit(settings.origin).hostname or "localhost")

    def build(self, parcel: Parcel) -> bytes:
        """The whole mail as it is sent, to exactly one person. Raises Unbuildable."""
        for mailbox in filter(None, (parcel.to, parcel.reply_to)):
            if email_address.normalise(mailbox) != mailbox:
                raise Unbuildable("an address is not exactly one address")
        if not parcel.to or CONTROL.search(parcel.subject):
            raise Unbuildable("there is no recipient, or the subject is more than a line")
        try:
            built = Message(
                message_id=f"<{parcel.id}@{self.host}>",
                date=format_datetime(parcel.written_at),
                mail_from=(NAME, self.mailbox),
                mail_to=[(None, parcel.to)],
                reply_to=[(None, parcel.reply_to)] if parcel.reply_to else None,
                subject=parcel.subject,
                headers={"Auto-Submitted": "auto-generated"} | (NO_MACHINES if parcel.reply_to else {}),
                text=parcel.text,
                html=parcel.html,
            ).as_message()
            if "=?" in parcel.subject:
                # it would be read as an encoded word, and say something else
                built.replace_header("Subject", Header(parcel.subject, "utf-8").encode())
            return built.as_bytes(linesep="\r\n")
        except (MessageError, ValueError, TypeError, LookupError) as fault:
            raise Unbuildable(f"it cannot be built: {type(fault).__name__}") from fault

    def headers(self, parcel: Parcel) -> str:
        """The headers of the mail as it is sent, or why it cannot be."""
        try:
            return self.build(parcel).partition(b"\r\n\r\n")[0].decode("ascii", "replace")
        except Unbuildable as fault:
            return str(fault)


class Smtp:
    """Brings mail to the SMTP server of the settings; its certificate must be good for its name."""

    def __init__(self, settings: Settings, *, trust: ssl.SSLContext | None = None) -> None:
        self.sender = Sender.of(settings)
        self._server = {
            "hostname": settings.email_host,
            "port": settings.email_port,
            "username": settings.email_host_user or None,
            "password": settings.email_host_password or None,
            "use_tls": settings.email_tls == "tls",
            "start_tls": settings.email_tls == "starttls",
            "tls_context": trust or _verifying(),
            "local_hostname": self.sender.host,
            "timeout": DEADLINE,
        }

    async def carry(self, parcel: Parcel, *, within: float = DEADLINE) -> Outcome:
        """Tries once over a connection of its own."""
        try:
            letter = self.sender.build(parcel)
            async with asyncio.timeout(within):
                await self._hand_over(parcel.to, letter)
        except (Unbuildable, aiosmtplib.SMTPException, OSError) as fault:  # a TimeoutError is an OSError
            return outcome_of(fault)
        return Outcome(Fate.SENT)

    async def _hand_over(self, recipient: str, letter: bytes) -> None:
        server = aiosmtplib.SMTP(**self._server)
        try:
            await server.connect()
            await server.sendmail(self.sender.mailbox, [recipient], letter)
        finally:
            server.close()  # without goodbye: there is nobody to wait for once it has the mail


class Console:
    """Shows mail in the log of a development site instead of sending it."""

    def __init__(self, settings: Settings) -> None:
        self.sender = Sender.of(settings)
        self._origin = settings.origin

    async def carry(self, parcel: Parcel) -> Outcome:
        """Writes one line, in which the log hides what is private, and says where the mail can be read."""
        try:
            self.sender.build(parcel)
        except Unbuildable as fault:
            return outcome_of(fault)
        place = urls.absolute(self._origin, urls.mailbox())
        log.info(
            f"Open {place} to read this mail", kind=parcel.kind, subject=parcel.subject, text=parcel.text
        )
        return Outcome(Fate.SENT)


def outcome_of(fault: Exception) -> Outcome:
    """What a fault means for the mail.

    Only a 5xx for this recipient or this text is final. One that comes before (a wrong password, a sender the
    server does not know) is about the site, and must not cost anybody their mail.
    """
    if isinstance(fault, Unbuildable):
        return Outcome(Fate.NEVER, str(fault))
    if isinstance(fault, aiosmtplib.SMTPRecipientsRefused) and fault.recipients:
        fault = fault.recipients[0]
    reason = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    code = fault.code if isinstance(fault, aiosmtplib.SMTPResponseException) else 0
    about_this = isinstance(fault, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError)
    return Outcome(Fate.NEVER if about_this and 500 <= code <= 599 else Fate.LATER, hide(reason)[:300])


@cache
def _verifying() -> ssl.SSLContext:
    """Reading all authorities takes a while: once is enough."""
    return ssl.create_default_context()


def carrier(settings: Settings) -> Carrier:
    """Who carries mail, by the settings."""
    return Smtp(settings) if settings.email_backend == "smtp" else Console(settings)
