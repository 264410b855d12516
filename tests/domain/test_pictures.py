"""Pictures as the site keeps them: files and rows together, or neither."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, delete

from openmic import clock, db, errors
from openmic.adapters.storage import FOLDER, Storage
from openmic.domain import pictures as album
from openmic.jobs import forget_pictures
from openmic.models import Image, Revision, RevisionState
from tests.adapters.drawn import SCENE, saved
from tests.builders import keep, night

FILE = saved(SCENE)


def files(tmp_path: Path) -> list[str]:
    return sorted(file.name for file in (tmp_path / FOLDER).iterdir())


async def test_a_picture_is_kept_in_two_sizes(session: db.Session, pictures: Storage, tmp_path: Path) -> None:
    key = await album.keep(session, pictures, FILE)
    assert files(tmp_path) == [f"{key}-large.webp", f"{key}-small.webp"]
    row = await session.get(Image, key)
    assert row is not None
    assert (row.width, row.height) == (640, 480)
    assert await album.keep(session, pictures, FILE) != key


async def test_a_bad_picture_leaves_nothing(session: db.Session, pictures: Storage, tmp_path: Path) -> None:
    with pytest.raises(errors.BadPicture):
        await album.keep(session, pictures, b"no picture")
    assert files(tmp_path) == []


class Full(Storage):
    """A real storage that is full after the first file."""

    has_room = True

    async def put(self, name: str, data: bytes) -> None:
        if not self.has_room:
            raise errors.NoRoom
        await super().put(name, data)
        self.has_room = False


async def test_a_full_disk_leaves_neither_row_nor_half_a_picture(
    session: db.Session, pictures: Storage, tmp_path: Path
) -> None:
    with pytest.raises(errors.NoRoom):
        await album.keep(session, Full(pictures._store), FILE)
    assert files(tmp_path) == []
    assert (await session.exec(delete(Image))).rowcount == 0


async def test_a_picture_goes_with_its_files_but_not_while_a_night_shows_it(
    session: db.Session, pictures: Storage, tmp_path: Path
) -> None:
    key = await album.keep(session, pictures, FILE)
    event = night(image_key=key, image_alt="A full room")
    await keep(session, event)
    assert not await album.remove(session, pictures, key)
    assert len(files(tmp_path)) == 2
    event.image_key = None
    await keep(session, event)
    assert await album.remove(session, pictures, key)
    assert not await album.remove(session, pictures, key)
    assert files(tmp_path) == []


async def test_what_went_astray_is_found_once_it_has_settled(
    session: db.Session, pictures: Storage, time_machine: Any
) -> None:
    whole, lost, rowless = [await album.keep(session, pictures, FILE) for _ in range(3)]
    await pictures.delete(f"{lost}-small.webp")
    await session.exec(delete(Image).where(col(Image.key) == rowless))
    assert await album.astray(session, pictures) == album.Astray()
    time_machine.move_to(clock.now() + album.SETTLED + timedelta(minutes=1))
    found = await album.astray(session, pictures)
    assert found.files == (f"{rowless}-large.webp", f"{rowless}-small.webp")
    assert found.keys == (lost,)
    assert whole not in found.keys


async def test_a_picture_nobody_needs_goes_after_two_days_and_no_other(
    session: db.Session, pictures: Storage, tmp_path: Path, time_machine: Any
) -> None:
    shown, asked_for, refused, unused = [await album.keep(session, pictures, FILE) for _ in range(4)]
    event = night(image_key=shown, image_alt="A full room")
    await keep(session, event)
    for number, key, state in ((2, refused, RevisionState.REJECTED), (3, asked_for, RevisionState.WAITING)):
        content = {"image_key": key, "title": "Another"}
        session.add(Revision(event_id=event.id, number=number, content=content, state=state))
    await session.flush()
    assert not await album.remove(session, pictures, asked_for)
    assert not await album.forget_one(session, pictures)
    time_machine.move_to(clock.now() + album.UNNEEDED + timedelta(minutes=1))
    assert [await album.forget_one(session, pictures) for _ in range(3)] == [True, True, False]
    left = {file.partition("-")[0] for file in files(tmp_path)}
    assert left == {shown, asked_for}
    assert unused not in left


async def test_the_job_forgets_pictures(database: db.Database, pictures: Storage, time_machine: Any) -> None:
    async with db.transaction() as session:
        await album.keep(session, pictures, FILE)
    time_machine.move_to(clock.now() + album.UNNEEDED + timedelta(minutes=1))
    assert [await forget_pictures.forget_one("") for _ in range(2)] == [True, False]
