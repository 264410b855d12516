"""Whoever reads a mailbox may see, keep and erase what is held about it (UK GDPR, articles 15, 17 and 20)."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openmic import clock, urls
from openmic.adapters.html import PLAIN, document
from openmic.db import Session
from openmic.domain import erasures, outbox, tokens
from openmic.models import Act, Purpose
from openmic.parts.personal_data import data_file
from openmic.queries import privacy as rows
from openmic.views import personal_data as views
from openmic.views.erasing import Erasing, plan
from openmic.views.letters import rights as letters
from openmic.views.personal_data import PersonalData, changed

PURPOSE = Purpose.PRIVACY
# A hold's reason may be somebody else's secret: that it stands is told, and no more.
IN_SHORT = (Act.KEEP, Act.LET_GO)
SECRET = re.compile(r"(?<=[?&])(token|receipt)=[^\s&]+")


@dataclass(frozen=True)
class Held:
    """What is held about a mailbox just now, as the tables have it."""

    mailbox: str
    rows: dict[str, rows.Rows]
    at: datetime
    is_whole: bool

    def page(self, *, home: str) -> PersonalData:
        """The same in words."""
        return views.page(self.mailbox, self.rows, now=self.at, home=home, is_whole=self.is_whole)

    def as_json(self, *, home: str) -> str:
        """The same as a file for programs."""
        return views.as_json(self.mailbox, self.rows, now=self.at, home=home, is_whole=self.is_whole)

    def as_html(self, *, home: str) -> str:
        """The same as a file that any browser shows, with nothing of the site around it."""
        return document(data_file(PLAIN, self.page(home=home)))

    def erasing(self) -> Erasing:
        """What would go, and what would stay."""
        return plan(self.rows, now=self.at)


async def ask(session: Session, mailbox: str, *, home: str) -> None:
    """Mails a link to a mailbox, whoever it is and whether or not anything is held about it (TRUST T14)."""
    secret = await tokens.issue(session, PURPOSE, to=mailbox)
    await outbox.post(session, letters.personal_data(home=home, page=urls.personal_data(secret)), to=mailbox)


async def collect(session: Session, mailbox: str) -> Held:
    """Everything that is held about a mailbox; changes nothing."""
    person = await rows.whose(session, mailbox)
    found = await rows.everything(session, person)
    found["mails"] = [one | {"text": _without_links(one)} for one in found["mails"]]
    found["trail"] = [_act(one) for one in found["trail"]]
    found["erasures"] = await rows.erased(session, erasures.hashed(mailbox))
    is_whole = all(len(some) < rows.AT_MOST for some in found.values())
    return Held(mailbox, found, clock.now(), is_whole)


def _without_links(mail: dict[str, Any]) -> str:
    """A mail's words. What a visitor wrote to an organiser is among the messages, without who they are."""
    return "" if mail["kind"] == rows.MESSAGE else SECRET.sub(r"\1=…", mail["text"])


def _act(line: dict[str, Any]) -> dict[str, Any]:
    told = {name: line[name] for name in ("event_id", "at", "act", "by", "revision")}
    if line["act"] in IN_SHORT:
        return told
    return told | {"reason": line["reason"], "changed": changed(line["before"], line["after"])}
