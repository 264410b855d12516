"""A real SMTP server on this machine that keeps what it is sent, and can be told to misbehave."""

import asyncio
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.running import free_port

PATIENCE = 30  # seconds a busy machine may take to deliver a mail


@dataclass(frozen=True)
class Received:
    """One delivery: the mail, what the envelope said, and the bytes as they came."""

    mail: EmailMessage
    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message_id(self) -> str:
        return self.mail["Message-ID"]

    def part(self, kind: str) -> str:
        """The body of this kind, `plain` or `html`, decoded."""
        body = self.mail.get_body((kind,))
        assert body is not None
        return body.get_content().replace("\r\n", "\n")


@dataclass
class Sink:
    """The server. `answer` decides, for each mail, what is said after its text: an SMTP reply such as `250 OK`.

    It may wait (a tarpit), or raise ConnectionResetError to hang up after having taken the mail.
    """

    port: int
    mails: list[Received] = field(default_factory=list)
    answer: Callable[[Received], Any] = lambda received: "250 OK"
    recipient_answer: Callable[[str], str] = lambda mailbox: "250 OK"
    logins: list[str] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        """What a site is told to send its mail here."""
        return {
            "EMAIL_BACKEND": "smtp",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.port),
            "EMAIL_TLS": "none",
        }

    async def handle_RCPT(  # noqa: N802  (the name is aiosmtpd's)
        self, server: SMTP, session: Session, envelope: Envelope, mailbox: str, options: list[str]
    ) -> str:
        reply = self.recipient_answer(mailbox)
        if reply.startswith("250"):
            envelope.rcpt_tos.append(mailbox)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.original_content
        assert isinstance(raw, bytes)
        mail = message_from_bytes(raw, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        received = Received(mail, str(envelope.mail_from), list(envelope.rcpt_tos), raw)
        reply = self.answer(received)
        if asyncio.iscoroutine(reply):
            reply = await reply
        if reply is HANG_UP:
            self.mails.append(received)
            server.transport.abort()
            return "250 nobody hears this"
        if reply.startswith("250"):
            self.mails.append(received)
        return reply

    def wait_for(self, number: int, *, patience: float = PATIENCE) -> list[Received]:
        """The mails, once there are so many. Fails when they do not come."""
        until = time.monotonic() + patience
        while len(self.mails) < number:
            assert time.monotonic() < until, f"{len(self.mails)} of {number} mails came"
            time.sleep(0.05)
        return self.mails


HANG_UP = object()  # an answer: take the mail, and cut the line without a word


@contextmanager
def sinking(
    *,
    tls: ssl.SSLContext | None = None,
    from_the_start: bool = False,
    login: tuple[str, str] | None = None,
) -> Iterator[Sink]:
    """Starts a sink on a free port; with `login` it asks for one.

    With `tls` it offers STARTTLS and insists on it, or speaks nothing else `from_the_start`, as on port 465.
    """
    sink = Sink(free_port())
    later = tls if not from_the_start else None

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        sink.logins.append(given[0])
        return AuthResult(success=given == login, handled=given == login)

    controller = Controller(
        sink,
        hostname="127.0.0.1",
        port=sink.port,
        ready_timeout=PATIENCE,
        ssl_context=tls if from_the_start else None,
        tls_context=later,
        require_starttls=later is not None,
        authenticator=authenticate if login else None,
        auth_required=login is not None,
        auth_require_tls=later is not None,
    )
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


@pytest.fixture
def smtp_sink() -> Iterator[Sink]:
    """An SMTP server of this test's own."""
    with sinking() as sink:
        yield sink
