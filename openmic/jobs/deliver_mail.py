"""Mail leaves: one at a time over one connection, for as long as any is due."""

from asyncio import Event

import structlog

from openmic import clock, db
from openmic.adapters.parcel import Carrier, Fate, Outcome
from openmic.domain import delivery
from openmic.domain.delivery import Claim

log = structlog.get_logger()


async def deliver(stopping: Event, *, carrier: Carrier, keeps_bodies: bool = False) -> None:
    """Carries what is due, that which waits longest first, until nothing is or the site stops.

    What has become of one mail is noted together with the claim of the next: one transaction for each mail.
    """
    claim = await _next()
    if not claim:
        return
    async with carrier.round() as postman:
        while claim:
            outcome = await _carried(postman, claim)
            claim = await _noted(claim, outcome, stopping, keeps_bodies)


async def settle(_stopping: Event) -> None:
    """Leaves to a person what must not come twice and may have arrived."""
    async with db.transaction() as session:
        await delivery.settle(session, now=clock.now())


async def _next() -> Claim | None:
    async with db.transaction() as session:
        return next(iter(await delivery.claim(session, now=clock.now())), None)


async def _carried(postman: Carrier, claim: Claim) -> Outcome | None:
    """What has become of it; None if whom it is for has left."""
    if not claim.is_wanted:
        return None
    try:
        return await postman.carry(claim.parcel)
    except Exception as fault:
        log.exception("mail could not be carried", mail=str(claim.id))
        return Outcome(Fate.UNKNOWN, type(fault).__name__)


async def _noted(claim: Claim, outcome: Outcome | None, stopping: Event, keeps_bodies: bool) -> Claim | None:
    """Writes down what has become of one mail, and takes the next unless the site stops."""
    async with db.transaction() as session:
        now = clock.now()
        if outcome:
            await delivery.note(session, claim, outcome, now=now, keeps_body=keeps_bodies)
        else:
            await delivery.leave_out(session, claim)
        due = [] if stopping.is_set() else await delivery.claim(session, now=now)
    return next(iter(due), None)
