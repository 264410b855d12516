"""What a decision can be taken back to is still there; what no longer fits the rules is refused kindly."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select, update

from openmic import clock, db
from openmic.adapters.storage import FOLDER, Storage
from openmic.domain import pictures as album
from openmic.domain.decision import Outdated, Over
from openmic.jobs import forget_pictures
from openmic.models import Event, Image, Revision, RevisionState, Status
from tests.adapters.drawn import SCENE, saved
from tests.domain.test_managing import change, kept, opened
from tests.moderating import approve, look, moderator, reject, undo
from tests.sending import events, revisions

pytestmark = pytest.mark.usefixtures("database")


async def old_picture(pictures: Storage) -> str:
    async with db.transaction() as session:
        key = await album.keep(session, pictures, saved(SCENE))
        long_ago = clock.now() - timedelta(days=30)
        await session.exec(update(Image).where(col(Image.key) == key).values(created_at=long_ago))
        return key


async def propose(picture: str | None) -> Event:
    """A listed night with an old picture, and a change that would have another or none."""
    key = await kept()
    await change(key, title="Words 2")
    async with db.transaction() as session:
        [event] = (await session.exec(select(Event))).all()
        [revision] = (await session.exec(select(Revision))).all()
        revision.content = revision.content | {"image_key": picture, "image_alt": "Three colours"}
        session.add(revision)
        return event


async def forget_all() -> int:
    return sum([await forget_pictures.forget_one("") for _ in range(3)])


async def test_a_picture_that_gave_way_is_kept_while_the_decision_can_be_undone(
    pictures: Storage, later: Any, tmp_path: Path
) -> None:
    before, sam = await old_picture(pictures), await moderator()
    event = await propose(None)
    async with db.transaction() as session:
        await session.exec(update(Event).values(image_key=before, image_alt="Three colours"))
    made = await approve(event.id, sam, seen=2)
    assert (await look(event.id)).image_key is None
    assert await forget_all() == 0
    await undo(made)
    assert (await look(event.id)).image_key == before
    await approve(event.id, sam, seen=2)
    later(timedelta(hours=2))
    assert await forget_all() == 1
    assert list((tmp_path / FOLDER).iterdir()) == []


async def test_the_picture_of_a_rejected_change_is_kept_while_that_can_be_undone(
    pictures: Storage, later: Any
) -> None:
    asked_for, sam = await old_picture(pictures), await moderator()
    event = await propose(asked_for)
    made = await reject(event.id, sam, seen=2)
    assert await forget_all() == 0
    await undo(made)
    await approve(event.id, sam, seen=2)
    assert (await look(event.id)).image_key == asked_for
    later(timedelta(hours=2))
    assert await forget_all() == 0


async def test_a_change_that_breaks_a_newer_rule_cannot_be_approved_but_rejected_and_written_anew() -> None:
    key, sam = await kept(), await moderator()
    await change(key, title="Words 2")
    async with db.transaction() as session:
        [revision] = (await session.exec(select(Revision))).all()
        revision.content = revision.content | {"category": "karaoke", "town": "atlantis"}
        session.add(revision)
    [event] = await events()
    with pytest.raises(Outdated):
        await approve(event.id, sam, seen=2)
    assert (await opened(key)).seen == 2
    await change(key, seen=2, title="Words 3")
    await approve(event.id, sam, seen=3)
    assert (await look(event.id)).title == "Words 3"
    assert [one.state for one in await revisions()] == [RevisionState.SUPERSEDED, RevisionState.APPROVED]


async def test_a_change_into_the_past_is_not_listed() -> None:
    key, sam = await kept(), await moderator()
    await change(key, title="Words 2")
    async with db.transaction() as session:
        [revision] = (await session.exec(select(Revision))).all()
        past = clock.now() - timedelta(days=1)
        when = {"start_at": past.isoformat(), "end_at": (past + timedelta(hours=2)).isoformat()}
        revision.content = revision.content | when
        session.add(revision)
    [event] = await events()
    with pytest.raises(Over):
        await approve(event.id, sam, seen=2)
    assert (await look(event.id)).status == Status.PUBLISHED
