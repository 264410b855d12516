"""Visitors of a day, as marks that nobody is known by and that go when the day is over; and what is left of a day."""

import os
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date, LargeBinary, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlmodel import col, delete

from openmic.db import Session
from openmic.models import DailyVisits, Visitor, VisitSalt

SALT = 32  # bytes

Mark = tuple[date, bytes, int]  # a day, somebody, how many pages


async def salts(session: Session, days: Collection[date]) -> Mapping[date, bytes]:
    """The salt of each day, made by whoever asks first. None is thrown away before this transaction ends."""
    found = await _salts(session, days)
    if missing := [day for day in days if day not in found]:
        new = insert(VisitSalt).values([{"day": day, "salt": os.urandom(SALT)} for day in sorted(missing)])
        await session.exec(new.on_conflict_do_nothing())
        found = await _salts(session, days)
    return found


async def _salts(session: Session, days: Collection[date]) -> dict[date, bytes]:
    kept = select(col(VisitSalt.day), col(VisitSalt.salt)).where(col(VisitSalt.day).in_(days))
    lines: Any = await session.exec(kept.with_for_update(read=True, key_share=True))  # pyright: ignore
    return {line.day: bytes(line.salt) for line in lines.all()}


async def add(session: Session, marks: Sequence[Mark]) -> None:
    """Adds to the pages that each saw on a day, in one statement. The days have their salts."""
    if not marks:
        return
    days, who, pages = (list(column) for column in zip(*sorted(marks), strict=True))
    said = (
        func.unnest(
            literal(days, ARRAY(Date)), literal(who, ARRAY(LargeBinary)), literal(pages, ARRAY(BigInteger))
        )
        .table_valued("day", "mark", "pages")
        .render_derived("said")
    )
    added = insert(Visitor).from_select(
        ["day", "mark", "pages"], select(said.c.day, said.c.mark, said.c.pages)
    )
    more = {"pages": col(Visitor.pages) + added.excluded.pages}
    await session.exec(added.on_conflict_do_update(index_elements=["day", "mark"], set_=more))


async def lock_over(session: Session, *, today: date) -> date | None:
    """The first day before today that still has its salt, kept from all others until this transaction ends."""
    over = select(col(VisitSalt.day)).where(col(VisitSalt.day) < today).order_by(col(VisitSalt.day)).limit(1)
    return (await session.exec(over.with_for_update())).scalar()  # pyright: ignore


async def forget_some(session: Session, day: date, *, limit: int) -> int:
    """Counts the next few marks of a day that is over, and takes them out; says how many, `limit` at most."""
    key = (col(Visitor.day), col(Visitor.mark))
    some = select(*key).where(col(Visitor.day) == day).limit(limit)
    gone: Any = await session.exec(
        delete(Visitor).where(tuple_(*key).in_(some)).returning(col(Visitor.pages))
    )
    pages = gone.scalars().all()
    added = insert(DailyVisits).values(day=day, visitors=len(pages), pages=sum(pages))
    more = {
        "visitors": col(DailyVisits.visitors) + added.excluded.visitors,
        "pages": col(DailyVisits.pages) + added.excluded.pages,
    }
    await session.exec(added.on_conflict_do_update(index_elements=["day"], set_=more))
    return len(pages)


async def forget_salt(session: Session, day: date) -> None:
    """Throws a day's salt away, and whatever was made with it."""
    await session.exec(delete(VisitSalt).where(col(VisitSalt.day) == day))


async def by_day(session: Session, *, since: date) -> Sequence[Any]:
    """How many `visitors` came on a `day`, and how many `pages` they saw: also today, and on days not yet closed."""
    over = select(col(DailyVisits.day), col(DailyVisits.visitors), col(DailyVisits.pages))
    still = select(col(Visitor.day), func.count(), func.sum(col(Visitor.pages))).group_by(col(Visitor.day))
    both = (
        over.where(col(DailyVisits.day) >= since).union_all(still.where(col(Visitor.day) >= since)).subquery()
    )
    day, visitors, pages = both.c
    total = select(day.label("day"), func.sum(visitors).label("visitors"), func.sum(pages).label("pages"))
    return (await session.exec(total.group_by(day).order_by(day))).all()  # pyright: ignore
