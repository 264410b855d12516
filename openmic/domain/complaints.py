"""Complaints about how personal data are handled: acknowledged at once, answered by an admin.

Data (Use and Access) Act 2025, section 103: make it easy, acknowledge within 30 days, answer without undue delay.
"""

from uuid import UUID, uuid5

from openmic import clock
from openmic.db import Session
from openmic.domain import audit, outbox
from openmic.domain.decision import Decided
from openmic.models import Act, Complaint
from openmic.queries import complaints as rows
from openmic.views import complaint as views
from openmic.views.complaint import Complaints, Said
from openmic.views.fields import Field, Problem
from openmic.views.letters import rights as letters
from openmic.views.people import Person
from openmic.views.report import reference


async def take_in(session: Session, said: Said, *, key: UUID, is_robot: bool, home: str) -> str:
    """Keeps a complaint, writes back at once, and says its reference. The same form sent twice is one complaint.

    To what may be a robot's nobody writes by itself: an admin sees that, and the answer is the first mail.
    """
    now = clock.now()
    row = Complaint(
        id=uuid5(key, repr((said.name, said.mailbox, said.words))),
        name=said.name,
        email=said.mailbox,
        words=said.words,
        created_at=now,
        acknowledged_at=None if is_robot else now,
    )
    named = reference(row.id)
    if await rows.add(session, row) and not is_robot:
        mail = letters.acknowledged(named, until=views.last_day(now), home=home)
        await outbox.post(session, mail, to=said.mailbox)
    return named


async def look(session: Session, *, news: str = "", wrong: tuple[UUID, Field] | None = None) -> Complaints:
    """All of them, for an admin. `wrong` is an answer that could not be taken, as it was typed."""
    now = clock.now()
    typed = dict([wrong]) if wrong else {}
    waiting = await rows.waiting(session)
    return Complaints(
        open=tuple(views.waiting(one, now=now, answer=typed.get(one.id, Field())) for one in waiting),
        answered=tuple(views.answered(one) for one in await rows.answered(session)),
        news=views.NEWS.get(news, ""),
        summary=tuple(Problem(f"#{views.box(which)}", field.problem) for which, field in typed.items()),
    )


async def answer(session: Session, complaint_id: UUID, outcome: str, person: Person, *, home: str) -> None:
    """Answers a complaint by mail. Raises Decided if it does not wait any more."""
    row = await rows.answer(session, complaint_id, outcome=outcome, now=clock.now())
    if row is None:
        raise Decided
    named = reference(row.id)
    await outbox.post(session, letters.answered(named, outcome, home=home), to=row.email)
    await audit.note(session, Act.ANSWER, by=person, after={"complaint": named})
