"""The switch for new nights: who is kept out loses nothing, and who was in already can go on."""

import httpx
import pytest

from openmic import db
from openmic.models import Act
from openmic.queries import audit
from openmic.views import gate
from tests.at_the_desk import at_the_desk
from tests.moderating import stored
from tests.people import browser, fingerprint, sign_in
from tests.sending import MAILBOX, events, sent, soup, typed, values

pytestmark = pytest.mark.usefixtures("database")
SWITCHES = "/moderation/switches/"


async def turn(visitor: httpx.AsyncClient, value: str) -> httpx.Response:
    return await visitor.post(SWITCHES, data={"value": value})


def chosen(answer: httpx.Response) -> str:
    """How the page says that it stands."""
    (box,) = soup(answer).select("input[name=value][checked]")
    return str(box["value"])


async def turns() -> list[tuple[str, str]]:
    async with db.reading() as session:
        lines = await audit.newest(session, act=Act.SWITCH, limit=20)
    return [(line.before["submissions"], line.after["submissions"]) for line in reversed(lines)]


async def test_it_stands_open_until_somebody_turns_it_and_says_who_did() -> None:
    visitor = await at_the_desk()
    assert chosen(await visitor.get(SWITCHES)) == gate.OPEN
    answer = await turn(visitor, gate.CLOSED)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{SWITCHES}?turned=")
    page = await visitor.get(answer.headers["location"])
    assert chosen(page) == gate.CLOSED
    assert "Done. It is in force at once." in page.text
    assert "by Sam." in soup(page).get_text()
    await turn(visitor, gate.CLOSED)
    await turn(visitor, gate.OPEN)
    assert await turns() == [("open", "closed"), ("closed", "open")]


async def test_every_moderators_page_says_that_it_is_not_open() -> None:
    visitor, event_id = await at_the_desk(), await stored()
    pages = (
        "/moderation/",
        "/moderation/events/",
        f"/moderation/events/{event_id}/",
        f"/moderation/events/{event_id}/edit/",
        "/moderation/trail/",
        "/moderation/figures/",
        SWITCHES,
    )
    for value in (gate.SIGNED_IN, gate.CLOSED, gate.OPEN):
        await turn(visitor, value)
        for address in pages:
            said = (await visitor.get(address)).text
            assert [words in said for words in gate.WARNINGS.values()] == [
                value == name for name in gate.WARNINGS
            ], address


@pytest.mark.parametrize("value", ["", "OPEN", "shut", "open\x00", "'"])
async def test_it_stands_in_no_other_way(value: str) -> None:
    visitor = await at_the_desk()
    before = await fingerprint()
    assert 400 <= (await turn(visitor, value)).status_code < 500
    assert await fingerprint() == before


@pytest.mark.parametrize("value", [gate.SIGNED_IN, gate.CLOSED])
async def test_a_guest_is_told_before_they_type_and_loses_nothing_they_typed(value: str) -> None:
    sam, guest = await at_the_desk(), browser()
    await turn(sam, value)
    assert gate.notice(value, is_signed_in=False) in soup(await guest.get("/submit/")).get_text()
    before = await fingerprint()
    data = typed(title="Kept & sound", description="Two\n\nparagraphs")
    answer = await guest.post("/submit/", data=data)
    assert answer.status_code == 403
    page = soup(answer)
    assert gate.KEPT in page.get_text()
    assert gate.notice(value, is_signed_in=False) in page.get_text()
    again = values(page)
    assert {name: again.get(name, "") for name in data} == data | {"opened": again["opened"]}
    assert await fingerprint() == before
    await turn(sam, gate.OPEN)
    assert (await guest.post("/submit/", data=again)).status_code == 303
    assert [event.title for event in await events()] == ["Kept & sound"]


async def test_who_is_signed_in_gets_in_unless_it_is_closed() -> None:
    sam, robin = await at_the_desk(), browser()
    await sign_in(robin, MAILBOX)
    await turn(sam, gate.SIGNED_IN)
    assert gate.SIGN_IN_FIRST not in soup(await robin.get("/submit/")).get_text()
    await sent(robin)
    await turn(sam, gate.CLOSED)
    assert (await robin.post("/submit/", data=typed())).status_code == 403
    assert len(await events()) == 1


@pytest.mark.parametrize("value", [gate.SIGNED_IN, gate.CLOSED])
async def test_a_form_that_has_made_its_night_can_still_correct_it(value: str) -> None:
    sam, guest = await at_the_desk(), browser()
    form = typed(title="Opne mic")
    assert (await guest.post("/submit/", data=form)).status_code == 303
    await turn(sam, value)
    answer = await guest.post("/submit/", data=form | {"title": "Open mic"})
    assert answer.status_code == 303
    assert [event.title for event in await events()] == ["Open mic"]
