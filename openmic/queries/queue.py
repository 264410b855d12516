"""What a moderator needs to see of what waits: one statement for a page of it, and one for each thing beside it.

Columns only, as in openmic.queries.listings: the organiser's address is compared in the database and never read.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, text, true, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col

from openmic.db import Session
from openmic.models import Act, AuditEntry, Event, Image, Report, ReportState, Revision, RevisionState, Status

LINES_AT_MOST = 200
WAITS = col(Event.queued_at).is_not(None)
HIDDEN = col(Event.hidden_at).is_not(None)
CHANGE = aliased(Revision)
SHOWN = (
    *(
        col(Event.__table__.c[name])  # pyright: ignore[reportAttributeAccessIssue]
        for name in (
            *("id", "title", "description", "category", "venue_name", "town_name", "address", "postcode"),
            *("start_at", "end_at", "organiser_name", "ticket_url", "image_key", "image_alt", "is_sample"),
            *("status", "flags", "revision", "queued_at", "held_at", "hidden_at", "is_unreviewed", "appeal"),
            "cancelled_at",
        )
    ),
    col(CHANGE.number).label("change_number"),
    col(CHANGE.content).label("change_content"),
    col(CHANGE.flags).label("change_flags"),
)
Place = tuple[bool, datetime, UUID]  # where a page of the queue ended: hidden or not, since when, which


async def page(
    session: Session, *, is_held: bool, newest_first: bool, after: Place | None, limit: int
) -> list[Any]:
    """Nights that wait, or those put aside: what a report has hidden first, then by when it came."""
    which: list[ColumnElement[bool]] = [
        WAITS,
        col(Event.held_at).is_not(None) if is_held else col(Event.held_at).is_(None),
    ]
    order = [col(Event.queued_at), col(Event.id)]
    if after:
        which.append(_beyond(after, newest_first=newest_first))
    waiting = and_(
        col(CHANGE.event_id) == col(Event.id),
        col(CHANGE.state) == RevisionState.WAITING,
        col(Event.status) == Status.PUBLISHED,
    )
    statement = (
        select(*SHOWN)
        .join_from(Event, CHANGE, waiting, isouter=True)
        .where(*which)
        .order_by(HIDDEN.desc(), *(one.desc() if newest_first else one for one in order))
        .limit(limit)
    )
    return list((await session.exec(statement)).all())  # pyright: ignore


def _beyond(after: Place, *, newest_first: bool) -> ColumnElement[bool]:
    was_hidden, *place = after
    here = tuple_(col(Event.queued_at), col(Event.id))
    further = here < tuple_(*place) if newest_first else here > tuple_(*place)
    return or_(~HIDDEN, further) if was_hidden else and_(~HIDDEN, further)


async def count(session: Session) -> Any:
    """How many wait and how many are held, and since when the oldest of those that wait does."""
    is_held = col(Event.held_at).is_not(None)
    counted = select(
        func.count().filter(~is_held).label("waiting"),
        func.count().filter(is_held).label("held"),
        func.min(col(Event.queued_at)).filter(~is_held).label("oldest"),
    )
    return (await session.exec(counted.select_from(Event).where(WAITS))).one()  # pyright: ignore


async def sizes(session: Session, keys: Sequence[str]) -> list[Any]:
    """How large these pictures are."""
    wanted = select(col(Image.key), col(Image.width), col(Image.height)).where(col(Image.key).in_(keys))
    return list((await session.exec(wanted.limit(len(keys)))).all())  # pyright: ignore


async def history(session: Session, events: Sequence[UUID]) -> list[Any]:
    """For each night what else its organiser's address has proved to have sent in: how many `others`, how many of
    them before it (`earlier`), and how many of them are `listed`, and were `turned_down`."""
    other = aliased(Event)
    on = and_(
        col(other.organiser_email) == col(Event.organiser_email),
        col(other.organiser_email) != "",  # nobody's: it was forgotten
        col(other.id) != col(Event.id),
        col(other.email_verified),
    )
    statement = (
        select(
            col(Event.id),
            func.count(col(other.id)).label("others"),
            func.count(col(other.id)).filter(col(other.id) < col(Event.id)).label("earlier"),
            func.count(col(other.id))
            .filter(
                col(other.published_at).is_not(None),
                col(other.status).in_((Status.PUBLISHED, Status.ARCHIVED)),
            )
            .label("listed"),
            func.count(col(other.id)).filter(col(other.status) == Status.REJECTED).label("turned_down"),
        )
        .join_from(Event, other, on)
        .where(col(Event.id).in_(events))
        .group_by(col(Event.id))
    )
    return list((await session.exec(statement)).all())  # pyright: ignore


# Three ways to come near a night, each by an index of its own: what is listed, what waits, what its venue has.
ALIKE = text("""
    SELECT mine.id AS beside, other.*
    FROM event AS mine
    CROSS JOIN LATERAL (
        SELECT near.id, near.title, near.venue_name, near.town_name, near.start_at, near.status, near.queued_at
        FROM (
            SELECT * FROM event
            WHERE status = 'published' AND start_at > mine.start_at - interval '1 day'
              AND start_at < mine.start_at + interval '1 day'
            UNION ALL
            SELECT * FROM event
            WHERE queued_at IS NOT NULL AND status <> 'published' AND start_at > mine.start_at - interval '1 day'
              AND start_at < mine.start_at + interval '1 day'
            UNION ALL
            SELECT * FROM event
            WHERE venue_id = mine.venue_id AND status <> 'published' AND queued_at IS NULL AND email_verified
              AND withdrawn_at IS NULL AND start_at > mine.start_at - interval '1 day'
              AND start_at < mine.start_at + interval '1 day'
        ) AS near
        WHERE near.id <> mine.id
          AND (near.start_at AT TIME ZONE 'Europe/London')::date = (mine.start_at AT TIME ZONE 'Europe/London')::date
          AND (near.venue_id = mine.venue_id OR (near.postcode <> '' AND near.postcode = mine.postcode)
               OR similarity(near.title, mine.title) > 0.4)
        ORDER BY similarity(near.title, mine.title) DESC, near.start_at, near.id
        LIMIT 4
    ) AS other
    WHERE mine.id = ANY(:events)
""")


async def alike(session: Session, events: Sequence[UUID]) -> list[Any]:
    """For each night (`beside`) up to four others on its London day that may be the same: at its venue or
    postcode, or by a title like it; the likest first."""
    return list((await session.exec(ALIKE, params={"events": list(events)})).all())  # pyright: ignore


async def reports(session: Session, events: Sequence[UUID]) -> list[Any]:
    """The open reports about these nights, the first one first."""
    columns = (
        col(Report.id),
        col(Report.event_id),
        col(Report.reason),
        col(Report.words),
        col(Report.created_at),
    )
    found = select(*columns).where(col(Report.event_id).in_(events), col(Report.state) == ReportState.OPEN)
    return list((await session.exec(found.order_by(col(Report.id)).limit(LINES_AT_MOST))).all())  # pyright: ignore


SEEN_BY_A_PERSON = (Act.APPROVE, Act.REJECT, Act.UNPUBLISH, Act.LOOK_OVER, Act.EDIT)


async def last_seen(session: Session, events: Sequence[UUID]) -> list[Any]:
    """For each night the words that a moderator last decided about (`after`), if any ever did."""
    newest = (
        select(col(AuditEntry.after))
        .where(col(AuditEntry.event_id) == Event.id, col(AuditEntry.act).in_(SEEN_BY_A_PERSON))
        .order_by(col(AuditEntry.id).desc())
        .limit(1)
        .lateral()
    )
    statement = select(col(Event.id), newest.c.after).join_from(Event, newest, true())
    return list((await session.exec(statement.where(col(Event.id).in_(events)))).all())  # pyright: ignore


async def lately(session: Session, person_id: UUID, *, since: datetime) -> list[Any]:
    """What a moderator has done since a moment, the last first."""
    columns = (
        col(AuditEntry.id),
        col(AuditEntry.act),
        col(AuditEntry.batch_id),
        col(AuditEntry.event_id),
        col(Event.title),
    )
    lines = select(*columns).join_from(
        AuditEntry, Event, col(Event.id) == col(AuditEntry.event_id), isouter=True
    )
    mine = lines.where(col(AuditEntry.at) > since, col(AuditEntry.person_id) == person_id)
    return list((await session.exec(mine.order_by(col(AuditEntry.id).desc()).limit(LINES_AT_MOST))).all())  # pyright: ignore
