"""Pictures at their addresses (TRUST T23, T29)."""

from io import BytesIO

import httpx
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from openmic import db, errors, urls
from openmic.adapters.storage import Storage
from openmic.domain import pictures as album
from tests.adapters.drawn import SCENE, saved
from tests.builders import night


@pytest.fixture
async def key(database: db.Database, pictures: Storage) -> str:
    async with db.transaction() as session:
        return await album.keep(session, pictures, saved(SCENE))


async def test_a_picture_is_shown_and_kept_for_ever(client: httpx.AsyncClient, key: str) -> None:
    for size in album.SIZES:
        answer = await client.get(urls.picture(key, size))
        assert answer.status_code == 200
        assert answer.content[:4] + answer.content[8:12] == b"RIFFWEBP"
        told = {name: answer.headers[name] for name in (
            "content-type", "cache-control", "content-disposition", "content-security-policy",
            "x-content-type-options", "x-frame-options", "cross-origin-resource-policy",
        )}  # fmt: skip
        assert told == {
            "content-type": "image/webp",
            "cache-control": "public, max-age=31536000, immutable",
            "content-disposition": "inline",
            "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "cross-origin-resource-policy": "same-origin",
        }
        again = await client.get(urls.picture(key, size), headers={"if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["content-security-policy"] == told["content-security-policy"]
        assert (await client.head(urls.picture(key, size))).headers["content-type"] == "image/webp"


@pytest.mark.parametrize(
    "name",
    ["{key}", "{key}-huge.webp", "{key}-large.webp/", "{key}-large.webp.bak", "{key}-large.svg", "{key}%0a-large.webp",
     f"{'b' * 32}-large.webp", "..%2f..%2f.env", "%2e%2e/x", f"{'B' * 32}-small.webp", "", "{key}-large.webp%00"],
)  # fmt: skip
async def test_nothing_else_is_there(client: httpx.AsyncClient, key: str, name: str) -> None:
    answer = await client.get(f"/media/{name.format(key=key)}")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers["cache-control"]


async def test_a_store_that_is_away_is_no_lost_picture(
    client: httpx.AsyncClient, key: str, pictures: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(name: str) -> bytes:
        raise errors.Unavailable

    monkeypatch.setattr(pictures, "read", away)
    answer = await client.get(urls.picture(key, "large"))
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    assert "immutable" not in answer.headers["cache-control"]


async def test_a_night_with_a_picture_shows_it_everywhere(client: httpx.AsyncClient, key: str) -> None:
    event = night(image_key=key, image_alt='A "full" <room>')
    async with db.transaction() as session:
        session.add(event)
    card = BeautifulSoup((await client.get("/")).text, "html.parser").select_one("article img")
    assert (card["src"], card["alt"]) == (urls.picture(key, "small"), 'A "full" <room>')
    page = BeautifulSoup((await client.get(urls.event(event.id))).text, "html.parser")
    shown = page.select_one("article img")
    assert {name: shown[name] for name in ("src", "alt", "width", "height")} == {
        "src": urls.picture(key, "large"), "alt": 'A "full" <room>', "width": "640", "height": "480",
    }  # fmt: skip
    told = {tag["property"]: tag["content"] for tag in page.select('meta[property^="og:image"]')}
    drawn = told["og:image"].removeprefix("http://localhost:8000")  # it stands on the card that others show
    assert drawn.startswith(urls.card(urls.event(event.id)))
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["og:image:alt"].endswith('A "full" <room>')
    with Image.open(BytesIO((await client.get(drawn)).content)) as card_shown:
        assert len({card_shown.convert("RGB").getpixel((x, 300)) for x in range(740, 1120, 40)}) > 5
    policy = (await client.get(urls.event(event.id))).headers["content-security-policy"]
    assert "img-src 'self'" in policy
