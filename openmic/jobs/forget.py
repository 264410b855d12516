"""Each night goes what was kept for long enough."""

import structlog

from openmic import db
from openmic.adapters import storage
from openmic.domain import pictures, retention

log = structlog.get_logger()


async def forget(period: str) -> int:
    """Forgets the next few things that one rule finds; says how many. `period` is the day, and makes no difference.

    A rule that fails holds up no other: it is done when nothing else is left to do, and then the fault is raised.
    """
    failed: Exception | None = None
    for rule in retention.PURGES:
        try:
            async with db.transaction() as session:
                done = await retention.forget_some(session, rule)
        except Exception as fault:
            log.exception("could not forget", rule=rule)
            failed = fault
        else:
            if done:
                return done
    if failed:
        raise failed
    async with db.reading() as session:
        await pictures.sweep(session, storage.current())
    return 0
