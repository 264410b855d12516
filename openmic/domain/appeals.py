"""An organiser says that a decision about their night was wrong: a person looks at it again, once for each decision."""

from openmic import clock
from openmic.db import Session
from openmic.domain import arrivals
from openmic.domain.keys import Key, night_of
from openmic.domain.managing import TooLate
from openmic.models import Act, Status
from openmic.queries import moderation as queue
from openmic.views import managing


async def appeal(session: Session, key: Key, words: str) -> None:
    """Puts a night that was rejected, or is hidden, before a moderator with its organiser's words.

    It waits with the number it has, so that a moderator who approves it approves those very words.
    Raises TooLate where there is nothing to appeal against, or it was done already; else as `managing.look` does.
    """
    event = await night_of(session, key, lock=True)
    if not managing.can_appeal(event, now=clock.now()):
        raise TooLate
    values = {"status": Status.PENDING, "appeal": words}
    if not await queue.change(session, event.id, values, seen=event.revision, status=event.status):
        raise TooLate
    await arrivals.take_in(session, event.id, Act.APPEAL)
