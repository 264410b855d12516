"""Mail leaves: one at a time, for as long as any is due."""

import structlog

from openmic import clock, db
from openmic.adapters.parcel import Carrier, Fate, Outcome
from openmic.domain import delivery

log = structlog.get_logger()


async def deliver_one(carrier: Carrier, *, keeps_bodies: bool = False) -> bool:
    """Carries the mail that has been due longest, if there is one. Says whether there was."""
    async with db.transaction() as session:
        claims = await delivery.claim(session, now=clock.now())
    for claim in claims:
        try:
            outcome = await carrier.carry(claim.parcel)
        except Exception as fault:
            log.exception("mail could not be carried", mail=str(claim.id))
            outcome = Outcome(Fate.LATER, type(fault).__name__)
        async with db.transaction() as session:
            await delivery.note(session, claim, outcome, now=clock.now(), keeps_body=keeps_bodies)
    return bool(claims)
