"""What was kept for long enough goes: each rule at its day and not a moment before, and nothing that a hold keeps."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import SQLModel, col, func, select, update

from openmic import clock, db
from openmic.adapters.storage import Storage
from openmic.domain import pictures as album
from openmic.domain import retention
from openmic.jobs.forget import forget
from openmic.models import (
    Account,
    Act,
    Actor,
    Allowance,
    AuditEntry,
    Complaint,
    Erasure,
    ErasureScope,
    Event,
    Image,
    JobRun,
    LegalHold,
    Mail,
    MailState,
    Message,
    MessageState,
    Purpose,
    Report,
    ReportReason,
    Revision,
    Role,
    RunState,
    SignIn,
    Status,
    Subscription,
    Token,
)
from openmic.views.retention import TABLE
from tests.adapters.drawn import SCENE, saved
from tests.builders import night
from tests.keeping import add, forget_all, hold, let_go
from tests.moderating import look, moderator, reject, stored, unpublish, waiting

pytestmark = pytest.mark.usefixtures("database", "pictures")
TICK = timedelta(microseconds=1)
LONG_AGO = timedelta(days=400)


async def count(table: type[SQLModel]) -> int:
    async with db.reading() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def test_every_row_of_the_table_is_made_true_by_something() -> None:
    """Pictures and visitors have jobs of their own, subscriptions end with their owner, the rest is the operator's."""
    assert len({row.key for row in TABLE}) == len(TABLE)
    ours = {row.key for row in TABLE if row.by_the_site}
    assert ours - set(retention.PURGES) == {"pictures", "subscriptions", "visitors"}
    assert set(retention.PURGES) <= ours


def mail(at: datetime, state: MailState) -> Mail:
    sent_at = at if state == MailState.SENT else None
    words = {"kind": "x", "recipient": "a@example.org", "subject": "x", "text": "", "html": ""}
    return Mail(**words, state=state, sent_at=sent_at, next_at=at, dedupe_key=uuid4().hex)


def message(event_id: UUID, at: datetime, *, is_decided: bool) -> Message:
    words = {"sender_name": "Kay", "sender_email": "kay@example.org", "words": "Hello"}
    if is_decided:
        state = {"state": MessageState.SENT, "decided_at": at, "created_at": at - timedelta(days=5)}
    else:
        state = {"state": MessageState.UNPROVED, "created_at": at}
    return Message(event_id=event_id, **words, **state)


def wish(at: datetime, **more: Any) -> Subscription:
    usual = {"request_id": uuid4(), "email": "a@example.org", "consent_wording": "1", "consented_at": at}
    return Subscription(**usual | {"created_at": at} | more)


def token(at: datetime) -> Token:
    return Token(
        secret_hash=uuid4().hex,
        purpose=Purpose.SIGN_IN,
        email="a@example.org",
        created_at=at - timedelta(days=1),
        expires_at=at,
    )


def lifted(event_id: UUID, at: datetime) -> LegalHold:
    usual = {"reason": "A claim", "owner": "Sam", "review_on": at.date(), "placed_by": uuid4()}
    return LegalHold(event_id=event_id, lifted_at=at, lifted_by=uuid4(), **usual)


def complaint(at: datetime) -> Complaint:
    return Complaint(email="a@example.org", words="x", answered_at=at, outcome="Mended", created_at=at)


def line(at: datetime, event_id: UUID | None = None) -> AuditEntry:
    return AuditEntry(at=at, act=Act.SUBMIT, by=Actor.ORGANISER, event_id=event_id, reason="Canary")


def run(at: datetime) -> JobRun:
    return JobRun(job="forget", period=at.isoformat()[:32], state=RunState.DONE, due_at=at, finished_at=at)


# A row of which the moment that counts is `at`; `night` is one to belong to. `table` is where it is.
ROWS: dict[str, tuple[str, type[SQLModel], Callable[[datetime, UUID], SQLModel]]] = {
    "message": ("messages", Message, lambda at, night: message(night, at, is_decided=True)),
    "message that nobody confirmed": (
        "messages",
        Message,
        lambda at, night: message(night, at, is_decided=False),
    ),
    "unconfirmed subscription": ("unconfirmed_subscriptions", Subscription, lambda at, _: wish(at)),
    "sent mail": ("mails", Mail, lambda at, _: mail(at, MailState.SENT)),
    "dead mail": ("mails", Mail, lambda at, _: mail(at, MailState.DEAD)),
    "uncertain mail": ("mails", Mail, lambda at, _: mail(at, MailState.UNCERTAIN)),
    "dropped mail": ("mails", Mail, lambda at, _: mail(at, MailState.DROPPED)),
    "link": ("links", Token, lambda at, _: token(at)),
    "count": ("allowances", Allowance, lambda at, _: Allowance(key="x", window_at=at, used=1, expires_at=at)),
    "account": ("accounts", Account, lambda at, _: Account(email="left@example.org", signed_in_at=at)),
    "account nobody signed in with": (
        "accounts",
        Account,
        lambda at, _: Account(email="left@example.org", created_at=at),
    ),
    "audit line": ("audit_lines", AuditEntry, lambda at, night: line(at, night)),
    "line about no night": ("audit_lines", AuditEntry, lambda at, _: line(at)),
    "complaint": ("complaints", Complaint, lambda at, _: complaint(at)),
    "lifted hold": ("lifted_holds", LegalHold, lambda at, night: lifted(night, at)),
    "erasure": (
        "erasures",
        Erasure,
        lambda at, _: Erasure(mailbox_hash="x", scope=ErasureScope.ALL, erased_at=at),
    ),
    "run": ("job_runs", JobRun, lambda at, _: run(at)),
}


@pytest.mark.parametrize("name", ROWS)
async def test_a_row_goes_at_its_day_to_the_microsecond(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, table, make = ROWS[name]
    after, now, of = retention.KEEPS[rule], clock.now(), await stored()
    monkeypatch.setattr(clock, "now", lambda: now)
    for at in (now - after + TICK, now - after, now - after - timedelta(days=1)):
        await add(make(at, of))
        if at > now - after:
            assert (await forget_all(), await count(table)) == (0, 1)
            monkeypatch.setattr(clock, "now", lambda: now + TICK)
            assert (await forget_all(), await count(table)) == (1, 0)
            monkeypatch.setattr(clock, "now", lambda: now)
        else:
            assert (await forget_all(), await count(table)) == (1, 0)


@pytest.mark.parametrize(("days", "is_kept"), [(89, True), (90, False), (91, False)])
async def test_where_a_report_came_from_is_forgotten_after_90_days(later, days: int, is_kept: bool) -> None:
    end_at = clock.now() + timedelta(days=60)
    of = await stored(start_at=end_at - timedelta(hours=2), end_at=end_at)
    await add(Report(event_id=of, reason=ReportReason.WRONG, words="Late", ip="198.51.100.7"))
    later(timedelta(days=days))
    assert await forget_all() == (0 if is_kept else 1)
    async with db.reading() as session:
        one = (await session.exec(select(Report))).one()
    assert (str(one.ip) == "198.51.100.7", one.words) == (is_kept, "Late")


async def past(status: Status = Status.ARCHIVED, *, was_public: bool = True, **more: Any) -> UUID:
    """A night that ended a moment ago."""
    now = clock.now()
    public = {"published_at": now - timedelta(days=9)} if was_public else {}
    return await stored(status=status, start_at=now - timedelta(hours=3), end_at=now, **public | more)


FACTS = {
    "title",
    "category",
    "venue_name",
    "address",
    "postcode",
    "start_at",
    "end_at",
    "published_at",
    "status",
}


@pytest.mark.parametrize(("days", "is_kept"), [(179, True), (180, False), (181, False)])
async def test_180_days_after_it_ended_what_where_and_when_is_left_of_a_public_night(
    later, days: int, is_kept: bool
) -> None:
    of = await past(description="Personal", ticket_url="https://example.org/", flags=["Personal"])
    before = await look(of)
    later(timedelta(days=days))
    assert await forget_all() == (0 if is_kept else 1)
    after = await look(of)
    assert after.model_dump(include=FACTS) == before.model_dump(include=FACTS)
    assert (after.erased_at is None) == is_kept
    kept = (after.organiser_name, after.organiser_email, after.description, after.ticket_url, after.flags)
    assert (kept == ("", "", "", "", [])) != is_kept


@pytest.mark.parametrize(("days", "is_kept"), [(179, True), (180, False), (181, False)])
async def test_180_days_after_it_ended_nothing_is_left_of_one_that_never_was_public(
    later, days: int, is_kept: bool
) -> None:
    await past(was_public=False, withdrawn_at=clock.now())
    await past(Status.PENDING, was_public=False, appeal="It is a real night.", queued_at=clock.now())
    later(timedelta(days=days))
    assert (await forget_all(), await count(Event)) == ((0, 2) if is_kept else (2, 0))


async def test_it_goes_at_the_very_microsecond(monkeypatch: pytest.MonkeyPatch) -> None:
    of = await past()
    gone_at = (await look(of)).end_at + timedelta(days=180)
    monkeypatch.setattr(clock, "now", lambda: gone_at - TICK)
    assert await forget_all() == 0
    monkeypatch.setattr(clock, "now", lambda: gone_at)
    assert await forget_all() == 1
    assert (await look(of)).erased_at == gone_at


async def test_what_nobody_decided_in_180_days_is_put_away_as_well(later) -> None:
    of = await past(Status.PUBLISHED, approved_revision=1, featured=True, featured_until=clock.now())
    await add(Report(event_id=of, reason=ReportReason.WRONG))
    later(timedelta(days=180))
    assert await forget_all() == 1
    left = await look(of)
    assert (left.status, left.queued_at, left.featured, await count(Report)) == (
        Status.ARCHIVED, None, False, 0,
    )  # fmt: skip


@pytest.mark.parametrize(("days", "is_kept"), [(6, True), (7, False), (8, False)])
async def test_a_night_whose_address_nobody_confirmed_goes_after_seven_days(
    later, days: int, is_kept: bool
) -> None:
    now = clock.now()
    unproved = {"email_verified": False, "created_at": now, "updated_at": now}
    await stored(status=Status.PENDING, **unproved)
    await stored(status=Status.ARCHIVED, withdrawn_at=now, **unproved)
    await stored(created_at=now, updated_at=now)
    later(timedelta(days=days))
    assert (await forget_all(), await count(Event)) == ((0, 3) if is_kept else (2, 1))


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (30, False), (31, False)])
async def test_a_rejected_night_goes_30_days_after_the_decision_and_a_public_one_keeps_its_facts(
    later, days: int, is_kept: bool
) -> None:
    far = {"start_at": clock.now() + timedelta(days=90)}
    sam, new, public = await moderator(), await waiting(**far), await stored(**far)
    later(timedelta(days=10))  # nothing counts but the last decision
    await reject(new, sam)
    await unpublish(public, sam)
    later(timedelta(days=days))
    await forget_all()
    async with db.reading() as session:
        left = {event.id: event for event in (await session.exec(select(Event))).all()}
    assert (new in left) == is_kept
    assert left[public].status == Status.REJECTED
    assert (left[public].organiser_email == "") != is_kept
    assert await forget_all() == 0


async def test_an_imported_rejection_without_a_line_counts_from_its_last_change(later) -> None:
    await stored(status=Status.REJECTED, start_at=clock.now() + timedelta(days=90))
    later(timedelta(days=29, hours=23))
    assert await forget_all() == 0
    later(timedelta(hours=2))
    assert (await forget_all(), await count(Event)) == (1, 0)


async def test_a_sign_in_goes_when_its_time_is_over_and_an_account_stays_while_it_is_used(later) -> None:
    now = clock.now()
    used = Account(email="used@example.org", signed_in_at=now - LONG_AGO)
    runs = Account(email="runs@example.org", signed_in_at=now - LONG_AGO)
    looks_after = Account(email="sam@example.org", role=Role.MODERATOR, created_at=now - LONG_AGO)
    await add(used, runs, looks_after)
    await add(SignIn(secret_hash="x", account_id=used.id, expires_at=now + timedelta(days=1)))
    await stored(organiser_email="runs@example.org", start_at=now + timedelta(days=20))
    assert await forget_all() == 0
    later(timedelta(days=1))
    assert await forget_all() == 2  # the browser, and with it the account
    async with db.reading() as session:
        left = set((await session.exec(select(Account.email))).all())
    assert left == {"runs@example.org", "sam@example.org"}


async def test_what_is_wanted_stays_however_old_it_is() -> None:
    old = clock.now() - LONG_AGO
    await add(
        wish(old, confirmed_at=old),
        mail(old, MailState.QUEUED),
        Complaint(email="a@example.org", words="x", created_at=old),
    )
    assert await forget_all() == 0


async def test_a_legal_hold_keeps_a_night_and_all_that_belongs_to_it(later) -> None:
    sam = await moderator()
    public, unproved, turned_down = (
        await past(description="Personal"),
        await stored(status=Status.PENDING, email_verified=False),
        await waiting(),
    )
    await reject(turned_down, sam)
    for of in (public, unproved, turned_down):
        await add(
            Report(event_id=of, reason=ReportReason.HATE, words="Words", ip="198.51.100.7"),
            message(of, clock.now(), is_decided=True),
            Revision(event_id=of, number=2, content={"title": "Other"}),
            line(clock.now(), of),
        )
        await hold(of)
    tables = (Event, Report, Message, Revision, AuditEntry)

    async def everything() -> list[Any]:
        async with db.reading() as session:
            return [
                [dict(row) for row in (await session.exec(select(table).order_by(col(table.id)))).all()]
                for table in tables
            ]

    before = await everything()
    later(LONG_AGO)
    await forget_all()
    assert await everything() == before
    for of in (public, unproved, turned_down):
        await let_go(of)
    await forget_all()
    async with db.reading() as session:
        assert [event.id for event in (await session.exec(select(Event))).all()] == [public]
        lines = (await session.exec(select(AuditEntry))).all()
    assert {(one.act, one.reason, str(one.after)) for one in lines} == {(Act.LET_GO, "", "{}")}
    assert [await count(table) for table in (Report, Message, Revision)] == [0, 0, 0]
    assert (await look(public)).organiser_email == ""


async def test_a_hold_that_is_placed_at_the_same_moment_is_not_overlooked(later) -> None:
    of = await past(description="Personal")
    later(LONG_AGO)
    async with db.transaction() as session:
        await hold(of, session)
        async with db.transaction() as job:
            assert await retention.forget_some(job, "nights") == 0
    assert await forget_all() == 0
    assert (await look(of)).description == "Personal"


async def test_any_number_of_processes_forget_each_night_once(later) -> None:
    for _ in range(40):
        await past()
    await add(*(mail(clock.now(), MailState.SENT) for _ in range(40)))
    later(LONG_AGO)
    assert sum(await asyncio.gather(*(forget_all() for _ in range(6)))) == 80
    assert await forget_all() == 0


async def test_pieces_are_small(later) -> None:
    now = clock.now()
    async with db.transaction() as session:
        session.add_all(night(start_at=now - timedelta(hours=4)) for _ in range(130))
        session.add_all(mail(now, MailState.SENT) for _ in range(620))
    later(LONG_AGO)
    assert [await forget("") for _ in range(5)] == [100, 30, 500, 120, 0]


async def test_a_rule_that_fails_holds_up_no_other_and_is_heard_of(
    later, monkeypatch: pytest.MonkeyPatch
) -> None:
    await past()
    await add(token(clock.now()))
    later(LONG_AGO)

    async def broken(session: db.Session, *, until: datetime) -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(retention.PURGES, "nights", broken)  # pyright: ignore
    assert await forget("") == 1
    assert await count(Token) == 0
    with pytest.raises(ZeroDivisionError):
        await forget("")


async def test_the_pictures_of_a_night_go_with_it_and_those_of_a_held_one_stay(
    later, pictures: Storage
) -> None:
    kept = {"image_alt": "A full room"}
    keys = []
    for _ in range(5):
        async with db.transaction() as session:
            keys.append(await album.keep(session, pictures, saved(SCENE)))
    gone, held, refused, replaced, stray = keys
    await past(image_key=gone, **kept)
    of = await past(image_key=held, **kept)
    await add(Revision(event_id=of, number=2, content={"image_key": refused}, state="rejected"))
    was = {"image_key": replaced}
    await add(AuditEntry(at=clock.now(), act=Act.EDIT, by=Actor.ORGANISER, event_id=of, before=was))
    await hold(of)
    async with db.transaction() as session:
        await session.exec(update(Image).where(col(Image.key) == stray).values(created_at=clock.now()))
        row = (await session.exec(select(Image).where(col(Image.key) == stray))).one()
        await session.delete(row)  # as if its upload had been killed before the row came
    later(LONG_AGO)
    await forget_all()
    names = await pictures.names(before=clock.now())
    assert {name.partition("-")[0] for name in names} == {held, refused, replaced}
    async with db.reading() as session:
        assert await album.astray(session, pictures) == album.Astray()


async def test_a_store_that_is_not_ours_is_not_swept(later, pictures: Storage) -> None:
    """An empty database beside a full store: somebody has mixed up their settings, and loses nothing by it."""
    for _ in range(2):
        await pictures.put(f"{uuid4().hex}-large.webp", b"x")
    await pictures.put("erasures.json", b"{}")
    later(timedelta(hours=2))
    async with db.reading() as session:
        assert len((await album.astray(session, pictures)).files) == 2
    await forget_all()
    assert len(await pictures.names(before=clock.now())) == 3
