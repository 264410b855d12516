"""Pictures on disk and in a real S3-compatible store: the same promises."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from openmic import clock, errors
from openmic.adapters import storage
from openmic.settings import Settings
from tests.object_store import object_store

NAME = f"{'a' * 32}-large.webp"


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    with object_store(tmp_path_factory.mktemp("s3")) as settings:
        yield settings


def local(folder: Path) -> Settings:
    return Settings(data_dir=folder, _env_file=None)  # pyright: ignore[reportCallIssue]


@pytest.fixture(params=["local", "s3"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> storage.Storage:
    """A storage of either kind."""
    settings = local(tmp_path) if request.param == "local" else request.getfixturevalue("s3")
    return storage.chosen(settings)


async def test_a_file_is_kept_as_it_was_and_can_be_taken_out(kept: storage.Storage) -> None:
    data = os.urandom(600_000)
    await kept.put(NAME, data)
    assert await kept.read(NAME) == data
    assert await kept.names(before=clock.now() + timedelta(minutes=1)) == {NAME}
    assert await kept.names(before=clock.now() - timedelta(minutes=1)) == set()
    await kept.put(NAME, b"another")
    assert await kept.read(NAME) == b"another"
    await kept.delete(NAME)
    assert await kept.names(before=clock.now() + timedelta(minutes=1)) == set()


async def test_a_file_that_is_not_there_is_not_found_and_need_not_be_deleted(kept: storage.Storage) -> None:
    with pytest.raises(errors.NotFound):
        await kept.read(NAME)
    await kept.delete(NAME)


async def test_a_store_that_refuses_our_key_or_is_away_says_so_and_keeps_its_word(s3: Settings) -> None:
    for wrong in ({"s3_secret_key": "another"}, {"s3_endpoint": "http://127.0.0.1:1"}):
        away = storage.chosen(s3.model_copy(update=wrong))
        with pytest.raises(errors.NoRoom):
            await away.put(NAME, b"picture")
        with pytest.raises(errors.Unavailable):
            await away.read(NAME)
        with pytest.raises(errors.Unavailable):
            await away.delete(NAME)
        with pytest.raises(errors.Unavailable):
            await away.names(before=clock.now())
    with pytest.raises(errors.NotFound):
        await storage.chosen(s3).read(NAME)


NO_ROOM = """
import asyncio, os, resource, sys
from pathlib import Path
from openmic import errors
from openmic.adapters import storage
from openmic.settings import Settings

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
kept = storage.chosen(Settings(data_dir=Path(sys.argv[1]), _env_file=None))
asyncio.run(kept.put("fits", b"x" * 1000))
try:
    asyncio.run(kept.put("too-large", b"x" * 1001))
except errors.NoRoom:
    print("no room", flush=True)
os._exit(0)  # the library's own threads may still be at work, and mind an interpreter that goes away under them
"""


def test_a_disk_without_room_keeps_no_half_file(tmp_path: Path) -> None:
    # a limit on a file's size stands for the end of the disk: the write fails midway, as it would there
    said = subprocess.run(
        [sys.executable, "-c", NO_ROOM, tmp_path], capture_output=True, text=True, check=True
    ).stdout
    assert said.splitlines()[-1] == "no room"
    assert [file.name for file in (tmp_path / storage.FOLDER).iterdir()] == ["fits"]


def test_nothing_can_be_kept_before_a_storage_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_opened", [])
    with pytest.raises(errors.NoRoom):
        storage.current()
