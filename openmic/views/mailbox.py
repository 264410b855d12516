"""Mails as the development site's mailbox shows them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openmic import urls
from openmic.clock import LONDON
from openmic.models import Mail, MailState

LINK = re.compile(r"https?://\S+")
STATES = {MailState.QUEUED: "waiting", MailState.SENT: "sent", MailState.DEAD: "given up"}


@dataclass(frozen=True)
class MailLine:
    """One mail in the list."""

    subject: str
    path: str
    about: str


@dataclass(frozen=True)
class MailPage:
    """One mail, whole. `headers` are lines as they are sent."""

    subject: str
    about: str
    headers: str
    links: tuple[str, ...]
    text: str
    html: str
    html_path: str


def lines(mails: Sequence[Mail]) -> tuple[MailLine, ...]:
    """Mails as a list."""
    return tuple(MailLine(mail.subject, urls.mailbox(mail.id), _about(mail)) for mail in mails)


def page(mail: Mail, headers: str) -> MailPage:
    """One mail, whole. Of each link one, in the order of the text."""
    return MailPage(
        subject=mail.subject,
        about=_about(mail),
        headers=headers,
        links=tuple(dict.fromkeys(LINK.findall(mail.text))),
        text=mail.text,
        html=mail.html,
        html_path=urls.mailbox(mail.id, page="html"),
    )


def _about(mail: Mail) -> str:
    local = mail.created_at.astimezone(LONDON)
    written = f"{local.day} {local:%B %Y, %H:%M:%S}"
    tries = f", {mail.attempts} tries: {mail.last_error}" if mail.last_error else ""
    return f"{mail.kind} to {mail.recipient}, {written}, {STATES[mail.state]}{tries}"
