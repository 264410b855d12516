"""Somebody who says that something is wrong with a listing, and moderators who decide whether it is."""

from uuid import UUID

from sqlmodel import col, select

from openmic import db
from openmic.domain import reports
from openmic.domain.decision import Decision
from openmic.models import Report, ReportReason
from openmic.views.people import Person
from openmic.views.report import Said
from tests.sending import HOME

IP = "198.51.100.7"
REPORTER = "reporter@example.net"


async def report(
    event_id: UUID,
    reason: ReportReason = ReportReason.SCAM,
    *,
    words: str = "Canary words of a reporter",
    mailbox: str = REPORTER,
    ip: str = IP,
    visitor: str = "",
) -> None:
    """Says that something is wrong."""
    async with db.transaction() as session:
        said = Said(reason, words, mailbox)
        await reports.take_in(session, event_id, said, ip=ip, visitor=visitor or ip, home=HOME)


async def said(event_id: UUID | None = None) -> list[Report]:
    """What was reported, in that order."""
    wanted = [col(Report.event_id) == event_id] if event_id else []
    async with db.reading() as session:
        return list((await session.exec(select(Report).where(*wanted).order_by(col(Report.id)))).all())


async def decide(report: Report, by: Person, *, is_right: bool) -> Decision:
    """A moderator's press of one of the two buttons."""
    made = Decision(by, HOME)
    async with db.transaction() as session:
        await reports.decide(session, report.id, made, is_right=is_right)
    return made
