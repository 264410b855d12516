"""The outbox is emptied: what is due is claimed, carried, and its outcome noted (TRUST R4, R5, R6, R18).

Claiming and noting are short transactions of their own; no transaction is open while a server is spoken to.
Whoever is killed in between leaves a lease that runs out: the mail is sent again with the same Message-ID, or, if
it must not come twice, left to a person (docs/decisions/0012).
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog

from openmic.adapters.parcel import Fate, Outcome, Parcel
from openmic.db import Session
from openmic.queries import outbox

log = structlog.get_logger()

LEASE = timedelta(minutes=5)  # ten times what one mail may take
GIVEN_UP_AFTER = timedelta(hours=72)
TRIES_AT_LEAST = 8  # about four minutes: a mail may be old only because the site was away
LONGEST_WAIT = timedelta(hours=1)
LISTED = 500
LOST = "nothing was heard of whoever sent it"


@dataclass(frozen=True)
class Claim:
    """A mail that is this caller's to carry until its lease runs out. Not `is_wanted`: whom it is for has left."""

    parcel: Parcel
    attempt: int
    at_most_once: bool = False
    is_wanted: bool = True

    @property
    def id(self) -> UUID:
        """The mail's."""
        return self.parcel.id


async def claim(session: Session, *, now: datetime, lease: timedelta = LEASE, limit: int = 1) -> list[Claim]:
    """Takes the mails that are due, those waiting longest first, for this caller alone."""
    taken = await outbox.claim(session, now=now, until=now + lease, limit=limit)
    return [Claim(parcel(mail), mail.attempts, mail.at_most_once, mail.is_wanted) for mail in taken]


async def note(
    session: Session, claim: Claim, outcome: Outcome, *, now: datetime, keeps_body: bool = False
) -> None:
    """Writes down how the try ended. What was not taken is tried again later, each time after a longer wait."""
    about = {"mail": str(claim.id), "kind": claim.parcel.kind, "attempt": claim.attempt}
    if outcome.fate == Fate.SENT:
        await outbox.mark_sent(session, claim.id, now=now, keeps_body=keeps_body)
        log.info("mail sent", **about)
    elif outcome.fate == Fate.UNKNOWN and claim.at_most_once:
        await outbox.mark_uncertain(session, claim.id, attempt=claim.attempt, reason=outcome.reason)
        log.error("mail uncertain", reason=outcome.reason, **about)
    elif outcome.fate == Fate.NEVER or is_hopeless(claim, now=now):
        await outbox.mark_dead(session, claim.id, attempt=claim.attempt, reason=outcome.reason)
        log.error("mail given up", reason=outcome.reason, **about)
    else:
        next_at = now + wait_after(claim.attempt)
        await outbox.put_back(
            session, claim.id, attempt=claim.attempt, next_at=next_at, reason=outcome.reason
        )
        log.warning("mail delayed", reason=outcome.reason, **about)


def is_hopeless(claim: Claim, *, now: datetime) -> bool:
    """Whether a mail has been tried for so long that nobody waits for it any more."""
    age = now - claim.parcel.written_at
    return age >= GIVEN_UP_AFTER and claim.attempt >= TRIES_AT_LEAST


def wait_after(attempt: int) -> timedelta:
    """How long to leave a server alone: doubled each time, an hour at most, and never all mails at once."""
    seconds = min(LONGEST_WAIT.total_seconds(), 2.0 ** min(attempt, 20))
    return timedelta(seconds=seconds * (0.5 + random.random()))  # noqa: S311  (no secret)


async def waiting(session: Session, *, now: datetime) -> list[str]:
    """A line for each mail that has not been sent, newest first: nothing of what it says, nor to whom."""
    mails = await outbox.latest(session, limit=LISTED, only_waiting=True)
    return [
        f"{mail.id}  {mail.kind}  {mail.state}  {_age(now - mail.created_at)} old  "
        f"{mail.attempts} tries  {mail.last_error}".rstrip()
        for mail in mails
    ]


async def settle(session: Session, *, now: datetime) -> None:
    """Leaves to a person what must not come twice and whose lease ran out: it may have arrived."""
    if lost := await outbox.mark_lost(session, now=now, reason=LOST):
        log.error("mail uncertain", reason=LOST, mails=lost)


async def leave_out(session: Session, claim: Claim) -> None:
    """Takes out a claimed mail that is not wanted any more."""
    await outbox.remove_claimed(session, claim.id, attempt=claim.attempt)
    log.info("mail not wanted any more", mail=str(claim.id), kind=claim.parcel.kind)


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60:02} min"


def parcel(mail: Any) -> Parcel:
    """A row of the outbox as it is carried."""
    return Parcel(
        id=mail.id,
        kind=mail.kind,
        to=mail.recipient,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        written_at=mail.created_at,
        reply_to=mail.reply_to,
        unsubscribe_url=mail.unsubscribe_url,
    )
