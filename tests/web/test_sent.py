"""`/submit/sent/`: the mail once more, or to an address without the slip of a finger."""

import pytest

from tests.people import browser, mails
from tests.sending import MAILBOX, events, sent, soup, wrong

pytestmark = pytest.mark.usefixtures("database")


async def test_the_mail_is_sent_again_to_the_same_or_a_better_address() -> None:
    visitor = browser()
    where = await sent(visitor)
    answer = await visitor.post(where, data={"mailbox": ""})
    assert (answer.status_code, len(await mails(MAILBOX))) == (303, 2)
    assert "written to you again" in (await visitor.get(answer.headers["location"])).text
    answer = await visitor.post(where, data={"mailbox": "better@example.org"})
    assert (answer.status_code, len(await mails("better@example.org"))) == (303, 1)
    assert (await events())[0].organiser_email == "better@example.org"


@pytest.mark.parametrize(
    "typed_address", ["robin@", "a@example.org, b@example.org", "a@example.org\r\nBcc: b@c.org"]
)
async def test_a_wrong_address_is_said_beside_its_box_and_kept(typed_address: str) -> None:
    visitor = browser()
    where = await sent(visitor)
    answer = await visitor.post(where, data={"mailbox": typed_address})
    page = soup(answer)
    assert answer.status_code == 422
    assert list(wrong(page)) == ["mailbox"]
    assert page.title is not None
    assert page.title.get_text().startswith("Error: ")
    assert len(await mails()) == 1


async def test_one_address_gets_three_mails_a_day() -> None:
    visitor = browser()
    where = await sent(visitor)
    done = [(await visitor.post(where, data={"mailbox": ""})).status_code for _ in range(5)]
    assert done == [303, 303, 429, 429, 429]
    assert len(await mails()) == 3
