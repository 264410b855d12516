"""An export holds all of a person and nothing of another; after an erasure nothing of them is anywhere."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlmodel import col, select

from openmic import clock, db, errors
from openmic.adapters import storage
from openmic.adapters.storage import Storage
from openmic.domain import erasures, personal_data
from openmic.domain import pictures as album
from openmic.models import (
    Account,
    Act,
    AuditEntry,
    Complaint,
    Event,
    LegalHold,
    Message,
    Report,
    Role,
    Status,
)
from tests.builders import keep
from tests.domain.canaries import KIM, LEE, MARK, ROBIN, Somebody, settled, their_night
from tests.domain.personal_columns import EXPORTED, FACTS, NOT_EXPORTED, OWN

HOME = "http://localhost:8000"
COLUMNS = """
    SELECT table_name || '.' || column_name, data_type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name <> 'alembic_version'
"""
# Where a column stands in the export, if not by its own name in the rows of its table.
RENAMED = {
    "subscription.town_id": "town",
    "audit_entry.before": "changed",
    "audit_entry.after": "changed",
    "event.image_key": "",  # among the pictures
}
GROUP = {
    "account": "account",
    "audit_entry": "trail",
    "complaint": "complaints",
    "erasure": "erasures",
    "event": "nights",
    "image": "pictures",
    "legal_hold": "holds",
    "message": "messages_written",
    "outbox": "mails",
    "report": "reports",
    "revision": "changes",
    "sign_in": "sign_ins",
    "subscription": "subscriptions",
    "token": "links",
}
ADDRESSES = ("email", "sender_email", "organiser_email", "recipient")  # they are what the export is about


async def columns(session: db.Session) -> dict[str, str]:
    """Every column of every table, and its kind."""
    found: Any = await session.exec(text(COLUMNS))
    return dict(found.all())


async def everywhere(session: db.Session) -> dict[str, str]:
    """Every row of every table, as text."""
    names = sorted({name.partition(".")[0] for name in await columns(session)})
    said = {}
    for name in names:
        rows: Any = await session.exec(text(f'SELECT t::text FROM "{name}" t'))
        said[name] = "\n".join(row for (row,) in rows.all())
    return said


async def exported(session: db.Session, who: Somebody) -> str:
    """Both files of somebody, and the page."""
    held = await personal_data.collect(session, who.mailbox)
    return held.as_json(home=HOME) + held.as_html(home=HOME)


def files(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file())


async def test_every_column_is_exported_or_said_not_to_be_for_a_reason(session: db.Session) -> None:
    """A new column belongs into tests/domain/personal_columns.py, and if it is exported into queries/privacy.py."""
    there = set(await columns(session))
    assert there == EXPORTED | NOT_EXPORTED.keys()
    assert not EXPORTED & NOT_EXPORTED.keys()


async def test_every_exported_column_is_in_the_export(session: db.Session, pictures: Storage) -> None:
    robins, _ = await settled(session, pictures)
    await keep(session, hold(robins))
    await erasures.remember(session, ROBIN.mailbox, erasures.ErasureScope.SUBSCRIPTIONS)
    held = json.loads((await personal_data.collect(session, ROBIN.mailbox)).as_json(home=HOME))
    assert held["address"] == ROBIN.mailbox
    for name in sorted(EXPORTED):
        table, _, column = name.partition(".")
        said = RENAMED.get(name, column)
        if said and column not in ADDRESSES:
            assert any(said in one for one in held[GROUP[table]]), name


async def test_an_export_holds_every_canary_of_a_person_and_none_of_another(
    session: db.Session, pictures: Storage
) -> None:
    await settled(session, pictures)
    kinds = await columns(session)
    for who, other in ((ROBIN, KIM), (KIM, ROBIN)):
        said = await exported(session, who)
        page = (await personal_data.collect(session, who.mailbox)).as_html(home=HOME)
        for name in sorted(OWN | FACTS):
            table, _, column = name.partition(".")
            if kinds[name] in ("text", "character varying", "ARRAY", "jsonb"):
                planted: Any = await session.exec(
                    text(
                        f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ~ \'{who.mark}|fact-{who.name}\''
                    )
                )
                is_planted = planted.scalar_one() > 0
                assert is_planted or name in (
                    "event.image_key",
                    "image.key",
                    "event.town_name",
                    "event.postcode",
                )
        for word in (*canaries(who), *facts(who), f"Words of a visitor to {who.name}"):
            assert word in said, word
            assert word in page, word
        assert ("198.51.100.7" in said) == (who == ROBIN)
        for secret in ("token-hash", "sign-in-hash", "-secret", "outbox-unsubscribe", "outbox-html"):
            assert who.mark + "-" + secret.removeprefix("-") not in said
        for somebody in (other, LEE):
            assert somebody.mark not in said
            assert somebody.fact("") not in said


def canaries(who: Somebody) -> list[str]:
    """Every word of somebody's that the export must hold."""
    names = OWN - {name for name in OWN if name.partition(".")[2] in (*ADDRESSES, "image_key", "key", "ip")}
    never = [who.word(f"never.{one}") for one in ("title", "venue", "address")]
    return [who.mailbox, *never, *(who.word(name) for name in names)]


def facts(who: Somebody) -> list[str]:
    return [who.fact(one) for one in ("title", "venue", "address")]


async def test_after_an_erasure_nothing_of_a_person_is_in_any_table_or_file_and_all_of_another_is(
    session: db.Session, pictures: Storage, tmp_path: Path
) -> None:
    robins, kims = await settled(session, pictures)
    before = await exported(session, KIM)
    mine, other = robins.image_key, kims.image_key
    done = await erasures.erase(session, pictures, ROBIN.mailbox)
    assert done.held == 0
    for table, said in (await everywhere(session)).items():
        assert ROBIN.mark not in said, table
        assert "198.51.100.7" not in said, table
    assert pages_without_time(await exported(session, KIM)) == pages_without_time(before)
    left = files(tmp_path)
    assert not [name for name in left if str(mine) in name]
    assert len([name for name in left if str(other) in name]) == 2
    for name in left:
        assert ROBIN.mark not in name
        assert ROBIN.mark.encode() not in (tmp_path / name).read_bytes()
    await session.refresh(robins)
    assert (robins.title, robins.venue_name, robins.status) == (
        ROBIN.fact("title"),
        ROBIN.fact("venue"),
        Status.PUBLISHED,
    )
    assert robins.queued_at is None, "the change it waited for is gone"
    assert robins.erased_at


def pages_without_time(said: str) -> list[str]:
    return [line for line in said.splitlines() if "made_at" not in line and "About" not in line]


async def test_an_erasure_is_in_the_trail_without_anybody_and_remembered_twice_by_a_hash(
    session: db.Session, pictures: Storage, tmp_path: Path
) -> None:
    await settled(session, pictures)
    await erasures.erase(session, pictures, ROBIN.mailbox)
    line = (await session.exec(select(AuditEntry).where(AuditEntry.act == Act.ERASE))).one()
    assert line.after["nights"] == 2
    assert line.after["accounts"] == 1
    name = f"erased/all-{erasures.hashed(ROBIN.mailbox)}"
    assert name in [one.removeprefix("media/") for one in files(tmp_path)]
    again = await personal_data.collect(session, ROBIN.mailbox)
    assert [group.key for group in again.page(home=HOME).groups] == ["erasures"]


async def test_files_of_erasures_are_no_pictures_astray(
    session: db.Session, pictures: Storage, later
) -> None:
    await erasures.remember(session, ROBIN.mailbox, erasures.ErasureScope.ALL)
    later(timedelta(days=3))
    assert await album.astray(session, pictures) == album.Astray()


@pytest.mark.parametrize("is_wanted", [True, False])
async def test_nights_to_come_are_taken_off_the_site_if_somebody_wants_that(
    session: db.Session, pictures: Storage, is_wanted: bool
) -> None:
    robins, kims = await settled(session, pictures)
    await erasures.erase(session, pictures, ROBIN.mailbox, withdraw_upcoming=is_wanted)
    await session.refresh(robins)
    await session.refresh(kims)
    assert robins.status == (Status.ARCHIVED if is_wanted else Status.PUBLISHED)
    assert kims.status == Status.PUBLISHED


async def test_a_night_that_a_report_hid_is_put_away_for_good(session: db.Session, pictures: Storage) -> None:
    hidden = their_night(ROBIN, status=Status.PENDING, published_at=clock.now(), hidden_at=clock.now())
    await keep(session, hidden)
    await erasures.erase(session, pictures, ROBIN.mailbox)
    await session.refresh(hidden)
    assert (hidden.status, hidden.hidden_at, hidden.queued_at) == (Status.ARCHIVED, None, None)


def hold(event: Event) -> LegalHold:
    """A legal hold that stands."""
    return LegalHold(
        event_id=event.id,
        reason="A claim that is somebody else’s secret",
        owner="Sam",
        review_on=clock.today() + timedelta(days=90),
        placed_by=event.id,
    )


async def test_what_a_legal_hold_keeps_stays_and_is_told_but_not_why(
    session: db.Session, pictures: Storage
) -> None:
    robins, _ = await settled(session, pictures)
    lees = (await session.exec(select(Event).where(Event.organiser_email == LEE.mailbox))).one()
    await keep(session, hold(robins), hold(lees))
    said = await exported(session, ROBIN)
    assert "Nights that must be kept" in said
    assert "secret" not in said.replace("secret_", "")
    plan = (await personal_data.collect(session, ROBIN.mailbox)).erasing()
    assert plan.held == 1
    assert any("legal hold" in line for line in plan.stays)
    done = await erasures.erase(session, pictures, ROBIN.mailbox)
    assert done.held == 1
    await session.refresh(robins)
    assert robins.description == ROBIN.word("event.description")
    assert robins.image_key
    kept = (await session.exec(select(Message.words).where(Message.sender_email == ROBIN.mailbox))).all()
    assert list(kept) == [ROBIN.word("message.words")], "it belongs to a night that is kept"
    assert (await session.exec(select(Report.words).where(Report.email == ROBIN.mailbox))).all()
    assert (await session.exec(select(Account).where(Account.email == ROBIN.mailbox))).first() is None


async def test_a_held_night_to_come_leaves_the_site_with_its_organiser_and_keeps_its_words(
    session: db.Session, pictures: Storage
) -> None:
    robins, _ = await settled(session, pictures)
    robins.start_at, robins.end_at = clock.now() + timedelta(days=3), clock.now() + timedelta(days=3, hours=2)
    await keep(session, hold(robins))
    assert robins.status == Status.PUBLISHED
    before = (await personal_data.collect(session, ROBIN.mailbox)).erasing()
    assert before.to_come > 0, "they are asked"
    await erasures.erase(session, pictures, ROBIN.mailbox, withdraw_upcoming=True)
    await session.refresh(robins)
    assert (robins.status, robins.erased_at) == (Status.ARCHIVED, None)
    assert robins.withdrawn_at
    assert robins.description == ROBIN.word("event.description")


async def test_a_complaint_stays_until_it_is_answered(session: db.Session, pictures: Storage) -> None:
    await keep(session, Complaint(email=ROBIN.mailbox, words="You write too often."))
    plan = (await personal_data.collect(session, ROBIN.mailbox)).erasing()
    assert "1 complaint until we have answered, and not longer." in plan.stays
    await erasures.erase(session, pictures, ROBIN.mailbox)
    assert (await session.exec(select(Complaint.words))).all() == ["You write too often."]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
async def test_who_looks_after_the_site_is_not_erased(
    session: db.Session, pictures: Storage, role: Role
) -> None:
    await settled(session, pictures)
    await session.exec(update(Account).where(col(Account.email) == ROBIN.mailbox).values(role=role))
    assert (await personal_data.collect(session, ROBIN.mailbox)).erasing().is_moderator
    with pytest.raises(erasures.LooksAfterTheSite):
        await erasures.erase(session, pictures, ROBIN.mailbox)
    assert MARK in (await everywhere(session))["event"]


async def test_who_was_shut_out_stays_shut_out(session: db.Session, pictures: Storage) -> None:
    await settled(session, pictures)
    shut = {"disabled_at": clock.now()}
    await session.exec(update(Account).where(col(Account.email) == ROBIN.mailbox).values(**shut))
    await erasures.erase(session, pictures, ROBIN.mailbox)
    account = (await session.exec(select(Account).where(Account.email == ROBIN.mailbox))).one()
    await session.refresh(account)
    assert (account.name, account.disabled_at is None) == ("", False)


class Away(Storage):
    """A store that cannot be reached."""

    def __init__(self) -> None:
        """It has nothing."""

    async def put(self, name: str, data: bytes) -> None:
        raise errors.NoRoom

    async def delete(self, name: str) -> None:
        raise errors.Unavailable


async def test_a_store_that_is_away_keeps_nobody_from_being_forgotten(
    session: db.Session, pictures: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_opened", [Away()])
    await settled(session, pictures)
    await erasures.erase(session, Away(), ROBIN.mailbox)
    assert ROBIN.mark not in "".join((await everywhere(session)).values())
    assert erasures.hashed(ROBIN.mailbox) in (await everywhere(session))["erasure"]
