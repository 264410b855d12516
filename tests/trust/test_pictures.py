"""Pictures as an attacker sends them, through the form itself (TRUST T23)."""

import asyncio
import io
import zipfile
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup

from openmic import db, urls
from openmic.adapters import images
from openmic.adapters.storage import FOLDER, Storage
from openmic.domain import pictures as album
from openmic.web import picture_field
from tests.adapters import drawn
from tests.adapters.drawn import SCENE, saved

PAGE = b"<!doctype html><script>alert(document.domain)</script>"
OURS = {"origin": "http://localhost:8000"}


def archive() -> bytes:
    """A ZIP file with a program in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("run.js", "alert(1)")
    return file.getvalue()


JPEG = saved(SCENE, "JPEG")
TWOFOLD = {
    "HTML in a JPEG's comment": saved(SCENE, "JPEG", comment=PAGE),
    "HTML after a JPEG": JPEG + PAGE,
    "HTML in a PNG's words": drawn.with_text(),
    "a ZIP after a JPEG": JPEG + archive(),
    "a ZIP after a PNG": saved(SCENE) + archive(),
    "a ZIP after a WebP": saved(SCENE, "WEBP") + archive(),
    "one that tells where it was taken": drawn.talkative(),
    "PHP in a JPEG's maker": JPEG[:2] + drawn.segment(0xE1, b"Exif\0\0<?php system($_GET[0]);") + JPEG[2:],
}


async def send(client: httpx.AsyncClient, data: bytes, *, name: str = "me.jpg", kind: str = "image/jpeg"):
    """Sends a form with nothing but a picture, which comes back with all that is missing, and the picture kept."""
    answer = await client.post(
        urls.submit(),
        data={"image_alt": "A full room"},
        files={"picture": (name, data, kind)},
        headers=OURS,
        timeout=60,
    )
    assert answer.status_code == 422
    return BeautifulSoup(answer.text, "html.parser")


def key_of(page: BeautifulSoup) -> str:
    """The picture that the form carries, or empty."""
    carried = page.select_one("input[name=kept_picture]")
    return carried["value"].partition(".")[0].removeprefix(picture_field.SIGNED) if carried else ""


@pytest.mark.parametrize("what", TWOFOLD)
async def test_what_is_two_things_at_once_comes_out_as_one(
    client: httpx.AsyncClient, pictures: Storage, what: str
) -> None:
    sent = TWOFOLD[what]
    assert any(word in sent for word in (b"<script", b"PK\x03\x04", b"<?php", b"CANARY"))
    key = key_of(await send(client, sent))
    for size in album.SIZES:
        answer = await client.get(urls.picture(key, size))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        for word in (b"<script", b"PK\x03\x04", b"<?php", b"CANARY", b"alert(", b"Exif", b"GPS", b"exif:"):
            assert word not in answer.content


@pytest.mark.parametrize(
    ("name", "kind"),
    [("me.svg", "image/svg+xml"), ("me.html", "text/html"), ("../../../etc/passwd", ""), ("", "x" * 300)],
)
async def test_nobodys_word_is_taken_for_what_a_file_is(
    client: httpx.AsyncClient, pictures: Storage, tmp_path: Path, name: str, kind: str
) -> None:
    key = key_of(await send(client, JPEG, name=name or "x", kind=kind))
    assert (await client.get(urls.picture(key, "large"))).status_code == 200
    names = {f"{key}-{size}.webp" for size in album.SIZES}
    assert {file.name for file in (tmp_path / FOLDER).iterdir()} == names


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "kind"),
        (PAGE, "kind"),
        (archive(), "kind"),
        (drawn.huge(12_000), "large"),
        (drawn.huge(30_000), "large"),
        (drawn.moving(5000), "moving"),
        (JPEG[: len(JPEG) // 2], "damaged"),
    ],
    ids=["svg", "html", "zip", "bomb 12000", "bomb 30000", "5000 frames", "cut off"],
)
async def test_what_is_no_picture_for_us_is_refused_beside_its_field(
    client: httpx.AsyncClient, pictures: Storage, tmp_path: Path, sent: bytes, reason: str
) -> None:
    page = await send(client, sent, name="me.png", kind="image/png")
    field = page.select_one("input[name=picture]")
    assert field["aria-invalid"] == "true"
    said = " ".join(page.find(id=name).get_text(" ") for name in field["aria-describedby"].split())
    assert images.SENTENCES[reason] in said
    assert list((tmp_path / FOLDER).iterdir()) == []


async def test_many_at_once_are_drawn_two_at_a_time_and_all_get_theirs(
    database: db.Database, pictures: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most, now, run = 0, 0, images._run

    async def counted(data: bytes) -> bytes:
        nonlocal most, now
        now += 1
        most = max(most, now)
        try:
            return await run(data)
        finally:
            now -= 1

    monkeypatch.setattr(images, "_run", counted)

    async def one(number: int) -> str:
        async with db.transaction() as session:
            data = saved(SCENE.rotate(number), "JPEG") if number % 5 else drawn.huge(12_000)
            return await album.keep(session, pictures, data)

    made = await asyncio.gather(*map(one, range(20)), return_exceptions=True)
    assert most == images.AT_ONCE
    assert len({key for key in made if isinstance(key, str)}) == 16
    assert len([one for one in made if isinstance(one, images.BadPicture)]) == 4
    assert len(list((tmp_path / FOLDER).iterdir())) == 32


async def test_a_picture_that_came_with_an_earlier_form_must_be_there_still(
    client: httpx.AsyncClient, pictures: Storage
) -> None:
    kept = (await send(client, JPEG)).select_one("input[name=kept_picture]")["value"]

    async def again(value: str) -> BeautifulSoup:
        given = {"image_alt": "A full room", "kept_picture": value}
        answer = await client.post(urls.submit(), data=given, headers=OURS)
        return BeautifulSoup(answer.text, "html.parser")

    key, _, signature = kept.removeprefix(picture_field.SIGNED).partition(".")
    assert key_of(await again(kept)) == key
    assert key_of(await again(f"{picture_field.SIGNED}{'b' * 32}.{signature}")) == "", "not what we signed"
    async with db.transaction() as session:
        assert await album.remove(session, pictures, key)
    page = await again(kept)
    assert key_of(page) == ""
    assert picture_field.GONE in page.get_text()
