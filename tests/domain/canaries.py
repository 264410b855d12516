"""People of whom every table holds something, each word of it one that can be found again."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from openmic import clock
from openmic.adapters.storage import Storage
from openmic.db import Session
from openmic.domain import pictures
from openmic.models import (
    Account,
    Act,
    Actor,
    AuditEntry,
    Complaint,
    Event,
    Mail,
    MailState,
    Message,
    MessageState,
    Purpose,
    Report,
    ReportReason,
    Revision,
    SignIn,
    Status,
    Subscription,
    Token,
)
from tests.adapters.drawn import SCENE, saved
from tests.builders import night

MARK = "7f3a"


@dataclass(frozen=True)
class Somebody:
    """A person, by a word that stands in all that is theirs."""

    name: str

    @property
    def mark(self) -> str:
        return f"{self.name}{MARK}"

    @property
    def mailbox(self) -> str:
        return f"{self.mark}@example.org"

    def word(self, column: str) -> str:
        """A canary for a column, such as `event.title`."""
        return f"{self.mark}-{column.replace('.', '-').replace('_', '-')}"

    def fact(self, column: str) -> str:
        """What may stay of a listed night."""
        return f"fact-{self.name}-{column}"


ROBIN, KIM, LEE = Somebody("robin"), Somebody("kim"), Somebody("lee")


def their_night(who: Somebody, **changes: object) -> Event:
    """A listed night with a canary in each box."""
    usual = {
        "title": who.fact("title"),
        "venue_name": who.fact("venue"),
        "address": who.fact("address"),
        "description": who.word("event.description"),
        "organiser_name": who.word("event.organiser_name"),
        "organiser_email": who.mailbox,
        "ticket_url": f"https://{who.word('event.ticket_url')}.example/",
        "flags": [who.word("event.flags")],
        "appeal": who.word("event.appeal"),
        "submission_key": uuid4(),
    }
    return night(**usual | changes)


def of_never_listed(who: Somebody) -> dict[str, object]:
    """What a night has that was never public: of that even the facts go."""
    return {
        "status": Status.PENDING,
        "queued_at": clock.now(),
        "title": who.word("never.title"),
        "venue_name": who.word("never.venue"),
        "address": who.word("never.address"),
    }


async def plant(session: Session, kept: Storage, who: Somebody, *, elsewhere: UUID) -> Event:
    """Something of somebody in every table; `elsewhere` is another's night, which they wrote to and reported."""
    now = clock.now()
    account = Account(email=who.mailbox, name=who.word("account.name"))
    session.add(account)
    await session.flush()
    key = await pictures.keep(session, kept, saved(SCENE))
    listed = their_night(
        who, account_id=account.id, image_key=key, image_alt=who.word("event.image_alt"), queued_at=now
    )
    never = their_night(who, **of_never_listed(who))
    session.add_all([listed, never])
    await session.flush()
    session.add_all(
        [
            SignIn(
                secret_hash=who.word("sign_in.hash"),
                account_id=account.id,
                expires_at=now + timedelta(days=9),
            ),
            Revision(
                event_id=listed.id,
                number=2,
                content={"title": who.word("revision.content"), "image_key": None},
                flags=[who.word("revision.flags")],
            ),
            Message(
                event_id=elsewhere,
                sender_name=who.word("message.sender_name"),
                sender_email=who.mailbox,
                words=who.word("message.words"),
                flags=[who.word("message.flags")],
            ),
            Message(
                event_id=listed.id,
                sender_name=LEE.word("message.sender_name"),
                sender_email=LEE.mailbox,
                words=f"Words of a visitor to {who.name}",
                state=MessageState.SENT,
                decided_at=now,
            ),
            Report(
                event_id=elsewhere,
                reason=ReportReason.OTHER,
                words=who.word("report.words"),
                email=who.mailbox,
                ip="198.51.100.7" if who == ROBIN else "203.0.113.9",
            ),
            Subscription(
                request_id=uuid4(),
                email=who.mailbox,
                consent_wording="2026-11",
                consented_at=now,
                confirmed_at=now,
            ),
            Token(
                secret_hash=who.word("token.hash"),
                purpose=Purpose.SIGN_IN,
                email=who.mailbox,
                created_at=now,
                expires_at=now + timedelta(minutes=15),
            ),
            Mail(
                kind="digest",
                recipient=who.mailbox,
                subject=who.word("outbox.subject"),
                text=f"{who.word('outbox.text')} http://localhost/?token={who.word('secret')}&a=1",
                html=who.word("outbox.html"),
                last_error=who.word("outbox.last_error"),
                dedupe_key=who.word("outbox.dedupe_key"),
                unsubscribe_url=f"http://localhost/unsubscribe/?token={who.word('outbox.unsubscribe')}",
            ),
            Mail(
                kind="message",
                recipient=LEE.mailbox,
                subject="A message",
                text="",
                html="",
                reply_to=who.mailbox,
                state=MailState.SENT,
                sent_at=now,
            ),
            Mail(
                kind="message",
                recipient=who.mailbox,
                subject="A message",
                text=f"From {LEE.mailbox}",
                html="",
                reply_to=LEE.mailbox,
            ),
            AuditEntry(
                at=now,
                act=Act.CHANGE,
                by=Actor.ORGANISER,
                event_id=listed.id,
                reason=who.word("audit_entry.reason"),
                before={"description": who.word("audit_entry.before"), "same": "the same"},
                after={"description": who.word("audit_entry.after"), "same": "the same"},
            ),
            Complaint(
                name=who.word("complaint.name"),
                email=who.mailbox,
                words=who.word("complaint.words"),
                answered_at=now,
                outcome=who.word("complaint.outcome"),
            ),
        ]
    )
    await session.flush()
    return listed


async def settled(session: Session, kept: Storage) -> tuple[Event, Event]:
    """Robin and Kim, each in every table; returns the listed night of each."""
    lees = their_night(LEE)
    session.add(lees)
    await session.flush()
    return (
        await plant(session, kept, ROBIN, elsewhere=lees.id),
        await plant(session, kept, KIM, elsewhere=lees.id),
    )
