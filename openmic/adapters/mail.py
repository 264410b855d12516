"""The one door to mail: carried over SMTP by aiosmtplib, or shown in the log.

`emails` has an SMTP client of its own. It repeats a mail by itself when the server hangs up after having taken
it, and says goodbye to a server that has stopped answering; so only its messages are used.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cache
from typing import Any

import aiosmtplib
import structlog

from openmic import urls
from openmic.adapters.mail_making import Sender, Unbuildable
from openmic.adapters.parcel import Carrier, Fate, Outcome, Parcel
from openmic.log import hide
from openmic.settings import Settings

log = structlog.get_logger()

DEADLINE = 30.0  # seconds for one mail, however slowly the server answers (TRUST R5)
FOR_ONE_LINE = 100  # mails; many servers hang up on who sends more over one connection


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

    @asynccontextmanager
    async def round(self) -> AsyncIterator["Line"]:
        """Over one connection, as long as nothing goes wrong."""
        line = Line(self.sender, self._server)
        try:
            yield line
        finally:
            line.close()

    async def carry(self, parcel: Parcel, *, within: float = DEADLINE) -> Outcome:
        """Tries once over a connection of its own."""
        async with self.round() as line:
            return await line.carry(parcel, within=within)


class Line:
    """One connection, kept open from one mail to the next. After any fault the next mail gets a new one."""

    def __init__(self, sender: Sender, server: dict[str, Any]) -> None:
        self.sender = sender
        self._how = server
        self._server: aiosmtplib.SMTP | None = None
        self._carried = 0

    def round(self) -> AbstractAsyncContextManager["Line"]:
        """This is one."""
        return nullcontext(self)

    async def carry(self, parcel: Parcel, *, within: float = DEADLINE) -> Outcome:
        """Tries once, for so many seconds at most."""
        is_handed_over = False
        try:
            letter = self.sender.build(parcel)
            async with asyncio.timeout(within):
                server = await self._begin()
                await server.rcpt(parcel.to)
                is_handed_over = True
                await server.data(letter)
        except (Unbuildable, aiosmtplib.SMTPException, OSError) as fault:  # a TimeoutError is an OSError
            self.close()
            return outcome_of(fault, is_handed_over=is_handed_over)
        self._carried += 1
        if self._carried == FOR_ONE_LINE:
            self.close()
        return Outcome(Fate.SENT)

    def close(self) -> None:
        """Hangs up, without goodbye: there is nobody to wait for once the server has the mail."""
        if self._server:
            self._server.close()
        self._server, self._carried = None, 0

    async def _begin(self) -> aiosmtplib.SMTP:
        """A server that has taken whom the mail is from."""
        if self._server:
            try:
                await self._server.mail(self.sender.mailbox)
                return self._server
            except (aiosmtplib.SMTPException, OSError):
                self.close()  # it has had enough of this connection, which says nothing about the next
        self._server = aiosmtplib.SMTP(**self._how)
        await self._server.connect()
        await self._server.mail(self.sender.mailbox)
        return self._server


class Console:
    """Shows mail in the log of a development site instead of sending it."""

    def __init__(self, settings: Settings) -> None:
        self.sender = Sender.of(settings)
        self._origin = settings.origin

    def round(self) -> AbstractAsyncContextManager["Console"]:
        """No more than this one."""
        return nullcontext(self)

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


def outcome_of(fault: Exception, *, is_handed_over: bool = False) -> Outcome:
    """What a fault means for the mail.

    Only a 5xx for this recipient or this text is final. One that comes before (a wrong password, a sender the
    server does not know) is about the site, and must not cost anybody their mail. When the text had begun to go
    over (`is_handed_over`) and the server has not said no, it may have taken it.
    """
    if isinstance(fault, Unbuildable):
        return Outcome(Fate.NEVER, str(fault))
    code = fault.code if isinstance(fault, aiosmtplib.SMTPResponseException) else 0
    about_this = isinstance(fault, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError)
    if about_this and 500 <= code <= 599:
        fate = Fate.NEVER
    elif is_handed_over and not 400 <= code <= 499:
        fate = Fate.UNKNOWN
    else:
        fate = Fate.LATER
    reason = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    return Outcome(fate, hide(reason)[:300])


@cache
def _verifying() -> ssl.SSLContext:
    """Reading all authorities takes a while: once is enough."""
    return ssl.create_default_context()


def carrier(settings: Settings) -> Carrier:
    """Who carries mail, by the settings."""
    return Smtp(settings) if settings.email_backend == "smtp" else Console(settings)
