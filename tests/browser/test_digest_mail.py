"""What the weekly mail looks like in a real browser: narrow and wide, light and dark, for everybody."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from openmic.domain import digests
from openmic.models.choices import Category
from openmic.views import digest, edition
from openmic.views.digest import Digest
from openmic.views.edition import Edition, Wish
from tests.browser.test_accessibility import TAGS
from tests.builders import row

HOME = "https://openmic.example"
EVENING = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


def letter() -> Digest:
    """Some of everything that a mail can hold, the longest words among it."""
    nights = [
        row(start_at=EVENING, title="Slow Session for Shy Fiddlers", category=Category.JAM),
        row(start_at=EVENING + timedelta(hours=3), title="ערב במה פתוחה", venue_name="בית קפה"),
        row(start_at=EVENING + timedelta(hours=3), title="Rained off", cancelled_at=EVENING),
        row(start_at=EVENING + timedelta(days=1), title="W" * 140, venue_name="M" * 140, is_sample=True),
        *(row(start_at=EVENING + timedelta(days=2, minutes=n)) for n in range(70)),
    ]
    later = [row(start_at=EVENING + timedelta(days=20 + n), title=f"Later {n}") for n in range(3)]
    told = Edition(
        first=date(2026, 11, 23),
        last=date(2026, 11, 29),
        nights=edition.nights(digest.this_week(one, week="2026-W48", home=HOME) for one in nights),
        new=edition.nights(
            digest.later(one, week="2026-W48", home=HOME, today=date(2026, 11, 23)) for one in later
        ),
        sender=digest.Sender(
            HOME, digest.who("Robin Example", "1 Invented Street, Oxford", "hello@example.org")
        ),
    )
    wishes = [Wish(), Wish(1, "Witney", "witney", Category.JAM)]
    token = "x3Jm1vY3m2Q9" * 4
    made = edition.digest(
        told,
        wishes,
        change=f"{HOME}/subscriptions/?token={token}",
        leave=f"{HOME}/unsubscribe/?token={token}",
    )
    assert made is not None
    return made


@pytest.fixture
def mail(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The mail's page, as wide and as dark as asked for; nothing may be fetched for it."""
    width, scheme = request.param
    file = tmp_path / "mail.html"
    file.write_text(digests.page(letter()))
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    yield page
    page.close()


LINES = """cell => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return words.getClientRects().length;
}"""
WAYS = [(width, scheme) for width in (320, 390, 600, 1000) for scheme in ("light", "dark")]


@pytest.mark.parametrize("mail", WAYS, indirect=True, ids=lambda way: f"{way[0]}-{way[1]}")
def test_the_weekly_mail_can_be_read_and_left_by_everybody(mail: Page) -> None:
    found = Axe().run(mail, options={"runOnly": TAGS}).response["violations"]
    assert [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]] == []
    assert mail.evaluate("document.documentElement.scrollWidth") <= mail.viewport_size["width"]
    assert [one.inner_text() for one in mail.get_by_role("heading", level=1).all()] == [
        "73 open mics this week"
    ]
    headings = [one.inner_text() for one in mail.get_by_role("heading", level=2).all()]
    assert headings == [
        "Tuesday 24 November", "Wednesday 25 November", "Thursday 26 November", "New on the site",
    ]  # fmt: skip
    cells = mail.locator("td.link").all()
    assert len(cells) > 50
    assert {cell.evaluate(LINES) for cell in cells} == {1}, "an hour or a day stands in one line"
    for name in ("And 14 more", "Change or pause this mail", "Unsubscribe"):
        box = mail.get_by_role("link", name=name).bounding_box()
        assert box is not None
        assert box["height"] >= 24


@pytest.mark.parametrize("mail", [(600, "dark")], indirect=True, ids=["dark"])
def test_in_the_dark_the_sheet_is_dark_and_its_words_are_light(mail: Page) -> None:
    def tone(selector: str, what: str) -> float:
        colour = mail.locator(selector).first.evaluate(f"node => getComputedStyle(node).{what}")
        return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))

    assert tone(".sheet", "backgroundColor") < 120
    assert tone(".paper", "backgroundColor") < 90
    for words in ("h1", "h2", "td.link", "td a", "td span", "td.faint"):
        assert tone(words, "color") > 400, words
