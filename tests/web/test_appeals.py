"""`POST /manage/appeal/`: an organiser says that a decision was wrong."""

import httpx
import pytest

from openmic import clock
from openmic.models import Status
from tests import moderating
from tests.moderating import look, stored
from tests.people import browser, fingerprint, sign_in
from tests.reporting import report
from tests.sending import MAILBOX, soup, wrong

pytestmark = pytest.mark.usefixtures("database")
WORDS = "Anybody can sign up.\r\nLook again, please."


async def at_home(mailbox: str = MAILBOX) -> httpx.AsyncClient:
    visitor = browser()
    await sign_in(visitor, mailbox)
    return visitor


async def rejected() -> str:
    night = await stored(status=Status.PENDING, queued_at=clock.now())
    await moderating.reject(night, await moderating.moderator())
    return str(night)


async def hidden() -> str:
    night = await stored()
    await report(night)
    return str(night)


@pytest.mark.parametrize("decided", [rejected, hidden])
async def test_an_appeal_is_offered_kept_and_then_offered_no_more(decided) -> None:
    night, me = await decided(), await at_home()
    page = soup(await me.get(f"/manage/?night={night}"))
    form = page.main.form  # pyright: ignore[reportOptionalMemberAccess]
    assert form is not None
    answer = await me.post(str(form["action"]), data={"appeal": WORDS})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/manage/?night={night}&news=appealed")
    after = await me.get(answer.headers["location"])
    assert "We have your words" in after.text
    assert "Do you think we are wrong?" not in after.text
    assert (await look(night)).appeal == "Anybody can sign up.\nLook again, please."  # pyright: ignore
    again = await me.post(f"/manage/appeal/?night={night}", data={"appeal": "Again"})
    assert again.status_code == 410


@pytest.mark.parametrize("words", ["", " \n", "x" * 1001])
async def test_what_is_wrong_stands_beside_the_box_and_is_kept(words: str) -> None:
    night, me = await rejected(), await at_home()
    before = await fingerprint()
    answer = await me.post(f"/manage/appeal/?night={night}", data={"appeal": words})
    page = soup(answer)
    assert (answer.status_code, list(wrong(page))) == (422, ["appeal"])
    assert page.select_one("#appeal").get_text().removeprefix("\n") == words  # pyright: ignore
    assert [link["href"] for link in page.select("[data-summary] a")] == ["#appeal"]
    assert await fingerprint() == before


async def test_too_many_appeals_are_refused_and_kept() -> None:
    night, me = await rejected(), await at_home()
    listed = await stored()
    for _ in range(10):
        assert (await me.post(f"/manage/appeal/?night={listed}", data={"appeal": "x"})).status_code == 410
    answer = await me.post(f"/manage/appeal/?night={night}", data={"appeal": "as typed"})
    assert answer.status_code == 429
    assert soup(answer).select_one("#appeal").get_text().removeprefix("\n") == "as typed"  # pyright: ignore


async def test_nobody_else_appeals_and_nothing_of_the_night_is_told() -> None:
    night, other = await rejected(), await at_home("other@example.org")
    before = await fingerprint()
    for visitor, status in ((other, 404), (browser(), 401)):
        for data in ({"appeal": "x"}, {"appeal": ""}):
            answer = await visitor.post(f"/manage/appeal/?night={night}", data=data)
            assert answer.status_code == status
            assert "Lantern" not in answer.text
        assert (await visitor.get(f"/manage/appeal/?night={night}")).status_code == 405
    assert await fingerprint() == before
