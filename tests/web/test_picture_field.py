"""The picture of a night: kept while other things are mended, and nobody's but the sender's."""

from pathlib import Path

import httpx
import pytest

from openmic.adapters import secrets, storage
from openmic.settings import Settings, current
from tests.adapters import drawn
from tests.people import browser
from tests.sending import events, sent, soup, typed, values, wrong

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def stored(tmp_path: Path) -> None:
    storage.open_(Settings(data_dir=tmp_path, _env_file=None))  # pyright: ignore[reportCallIssue]


async def with_picture(form: dict[str, str], data: bytes | None = None) -> httpx.Response:
    file = {"picture": ("p.png", drawn.saved(drawn.SCENE) if data is None else data, "image/png")}
    return await browser().post("/submit/", data=form, files=file)


@pytest.mark.usefixtures("stored")
async def test_a_picture_is_kept_while_something_else_is_mended() -> None:
    answer = await with_picture(typed(title="", image_alt="A singer"))
    assert answer.status_code == 422
    again = values(soup(answer))
    assert again["kept_picture"]
    await sent(browser(), kept_picture=again["kept_picture"], image_alt="A singer")
    (event,) = await events()
    assert event.image_key is not None
    assert event.image_alt == "A singer"


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize("words", ["", "  ", "\u200b\u202e"])
async def test_a_picture_wants_words_and_is_kept_until_they_are_there(words: str) -> None:
    answer = await with_picture(typed(image_alt=words))
    assert (answer.status_code, list(wrong(soup(answer)))) == (422, ["image_alt"])
    assert values(soup(answer))["kept_picture"]


@pytest.mark.parametrize("data", [b"GIF89a", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n" + b"x" * 50])
async def test_what_is_no_picture_is_said_beside_its_box(data: bytes) -> None:
    answer = await with_picture(typed(image_alt="x"), data)
    assert (answer.status_code, list(wrong(soup(answer)))) == (422, ["picture"])
    assert await events() == []


def forged(kind: str) -> str:
    sign = {"no signature": lambda text: text, "flipped": lambda text: secrets.signed(text, key="other")}
    make = sign.get(kind, lambda text: secrets.signed(text, key=current().secret_key))
    return make("1764000000" if kind == "another of ours" else f"picture:{'a' * 32}")


@pytest.mark.parametrize("kind", ["no signature", "flipped", "another of ours"])
async def test_a_forged_picture_is_as_none(kind: str) -> None:
    await sent(browser(), kept_picture=forged(kind), image_alt="x")
    (event,) = await events()
    assert (event.image_key, event.image_alt) == (None, "")


async def test_a_picture_that_is_gone_meanwhile_is_asked_for_again() -> None:
    answer = await browser().post("/submit/", data=typed(kept_picture=forged("gone"), image_alt="x"))
    assert (answer.status_code, list(wrong(soup(answer)))) == (422, ["picture"])
    assert await events() == []
