"""What a mail looks like in a real browser, and the development site's mailbox around it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from openmic import db
from openmic.adapters.html import PLAIN, document
from openmic.domain import outbox
from openmic.parts.letter import letter as letter_part
from openmic.views.letter import Fact, Letter
from tests.browser.conftest import Open
from tests.browser.test_accessibility import TAGS
from tests.running import RunningSite

LETTER = Letter(
    kind="verify",
    subject="Please confirm your night",
    home="https://openmic.example",
    paragraphs=("Somebody, we hope you, sent in a night with this address.",),
    facts=(Fact("Night", "Open mic at the Lantern"), Fact("Where", "A" + "b" * 120)),
    button="Confirm my address",
    address="https://openmic.example/verify-email/?token=" + "x3Jm1vY3m2Q9" * 4,
    afterwards=("The link works for 48 hours.",),
)


@pytest.fixture
def mail(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The mail's page, as wide and as dark as asked for."""
    width, scheme = request.param
    file = tmp_path / "mail.html"
    file.write_text(document(letter_part(PLAIN, LETTER)))
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(file.as_uri())
    yield page
    page.close()


WAYS = [(width, scheme) for width in (320, 390, 800) for scheme in ("light", "dark")]


@pytest.mark.parametrize("mail", WAYS, indirect=True, ids=lambda way: f"{way[0]}-{way[1]}")
def test_a_mail_can_be_read_and_its_button_pressed_by_everybody(mail: Page) -> None:
    found = Axe().run(mail, options={"runOnly": TAGS}).response["violations"]
    assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []
    box = mail.get_by_role("link", name="Confirm my address").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert mail.evaluate("document.documentElement.scrollWidth") <= mail.viewport_size["width"]


def test_the_mailbox_shows_a_mail_as_it_looks(open_page: Open, running_site: RunningSite) -> None:
    async def post() -> None:
        opened = db.Database(running_site.database_url, pool=1)
        async with opened.transaction() as session:
            await outbox.post(session, LETTER, to="robin@example.org")
        await opened.close()

    with ThreadPoolExecutor() as elsewhere:  # Playwright keeps this thread's event loop to itself
        elsewhere.submit(asyncio.run, post()).result()
    page = open_page("/dev/mailbox/", scripts=False)
    page.get_by_role("link", name=LETTER.subject).first.click()
    assert page.get_by_role("link", name=LETTER.address).get_attribute("href") == LETTER.address
    frame = page.frame_locator("iframe")
    assert frame.get_by_role("heading").inner_text() == LETTER.subject
    assert frame.get_by_role("link", name="Confirm my address").is_visible()
