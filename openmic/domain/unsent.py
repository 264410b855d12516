"""Mail that has not been sent: a person sees it, without a word of what it says, and decides."""

from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import audit
from openmic.models import Act, Actor, MailState
from openmic.queries import unsent as rows
from openmic.views import unsent
from openmic.views.people import Person

SHOWN = 50  # of each sort


async def look(session: Session, *, news: str = "") -> unsent.UnsentMail:
    """All there is. `news` is a key of views.unsent.NEWS, or anything else for none."""
    return unsent.page(
        await rows.in_trouble(session, MailState.UNCERTAIN, limit=SHOWN),
        await rows.in_trouble(session, MailState.DEAD, limit=SHOWN),
        await rows.delayed(session, limit=SHOWN),
        await rows.count(session),
        now=clock.now(),
        news=news,
    )


async def warning(session: Session) -> str:
    """How many mails wait for a person, in words; empty for none."""
    return unsent.warning(await rows.count_trouble(session))


async def resend(session: Session, mail_id: UUID, by: Person | Actor) -> None:
    """Puts a mail at the head of the queue. Raises NotFound if there is none that is neither sent nor on its way."""
    await _note(session, Act.RESEND_MAIL, mail_id, by, await rows.revive(session, mail_id, now=clock.now()))


async def drop(session: Session, mail_id: UUID, by: Person | Actor) -> None:
    """Sends a mail to nobody. Raises NotFound if there is none that is neither sent nor on its way."""
    await _note(session, Act.DROP_MAIL, mail_id, by, await rows.drop(session, mail_id, now=clock.now()))


async def _note(session: Session, act: Act, mail_id: UUID, by: Person | Actor, kind: str | None) -> None:
    if not kind:
        raise errors.NotFound("There is no such mail that has not been sent.")
    await audit.note(session, act, by=by, reason=f"{unsent.kind(kind)}, {mail_id}")
