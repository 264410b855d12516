"""What the site promises: pages that are whole, true, dated, easy to read, and lead somewhere."""

import re
from datetime import date, timedelta

import httpx
import pytest
from bs4 import BeautifulSoup

from openmic import clock, settings, urls
from openmic.settings import Settings
from openmic.views import policies, retention
from openmic.views.policies import Controller, policy
from tests.sending import soup

OURS = Controller("The Lantern Society", "lantern@openmic.example", "1 Invented Street, Oxford")
NAMES = pytest.mark.parametrize("name", urls.POLICIES)


async def page_of(client: httpx.AsyncClient, name: str) -> BeautifulSoup:
    answer = await client.get(urls.policy(name))
    assert answer.status_code == 200
    return soup(answer)


def words_of(name: str) -> str:
    """All its running words: what is in tables is no sentence."""
    page = policy(name, OURS)
    blocks = [block for section in page.sections for block in section.blocks]
    lines = [*page.lead, *(line for block in blocks for line in block.lines)]
    return "\n".join("".join(said.text for said in line) for line in lines)


@NAMES
async def test_each_is_a_whole_page_for_everybody(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.get(urls.policy(name))
    page = soup(answer)
    assert "no-store" not in answer.headers.get("cache-control", "")
    assert page.select_one("link[rel=canonical]")["href"] == f"http://localhost:8000/{name}/"
    assert page.select_one("meta[name=robots]") is None
    assert [one.name for one in page.main.select("h1")] == ["h1"]
    assert "{" not in page.main.get_text()
    assert "](" not in page.main.get_text()
    assert "·" not in page.footer.get_text()  # it would hang at the end of a line on a phone
    assert [link["href"] for link in page.select("footer nav a")] == [
        urls.policy(one) for one in ("terms", "privacy", "guidelines", "accessibility", "about")
    ]


@NAMES
async def test_every_link_leads_to_a_page_of_ours_or_says_https(client: httpx.AsyncClient, name: str) -> None:
    later = {urls.subscribe()}  # built beside this
    for link in {str(one["href"]) for one in (await page_of(client, name)).select("main a")}:
        if link.startswith("/"):
            assert link in later or (await client.get(link)).status_code in (200, 303), link
        else:
            assert link.startswith(("https://", "mailto:")), link


@NAMES
def test_the_words_are_easy_to_read(name: str) -> None:
    """Flesch-Kincaid, roughly: what somebody of 13 reads without effort."""
    text = words_of(name)
    sentences = [one for one in re.split(r"[.!?:]\s|\n", text) if len(one.split()) > 1]
    words = re.findall(r"[A-Za-z’]+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    assert grade < 8, f"{grade:.1f}"
    assert max(len(one.split()) for one in sentences) <= 32, max(sentences, key=lambda one: len(one.split()))


def test_the_accessibility_statement_is_looked_at_each_year() -> None:
    """It is red when a year is over: go through the statement, then change REVIEWED_ON in views/policies.py."""
    assert clock.today() >= policies.REVIEWED_ON
    assert clock.today() - policies.REVIEWED_ON <= timedelta(days=366)
    text = words_of("accessibility")
    assert policies.in_words(policies.REVIEWED_ON) in text
    for needed in ("WCAG 2.2", "level AA", OURS.mailbox, "Equality Advisory"):
        assert needed in text


def test_a_day_is_written_as_people_say_it() -> None:
    assert policies.in_words(date(2026, 11, 3)) == "3 November 2026"


async def test_the_privacy_notice_shows_the_very_table_that_is_enforced(client: httpx.AsyncClient) -> None:
    page = " ".join((await page_of(client, "privacy")).main.get_text(" ").split())
    for kept in retention.TABLE:
        for words in (kept.what, kept.how_long, kept.why, kept.basis, kept.then):
            assert " ".join(words.split()) in page
    for link in ("/privacy/request/", "/complaint/", "/cookies/", "https://ico.org.uk/make-a-complaint/"):
        assert (await page_of(client, "privacy")).select(f'main a[href="{link}"]'), link


def test_who_answers_is_named_where_people_look_for_it() -> None:
    for name in ("terms", "privacy", "about"):
        text = words_of(name)
        assert OURS.name in text, name
        assert OURS.mailbox in text, name
        assert OURS.postal in text, name


async def test_a_development_site_says_that_its_keeper_is_made_up(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "who runs it is made up" in (await page_of(client, "privacy")).main.get_text()
    ours = Settings(
        controller_name=OURS.name,
        controller_email=OURS.mailbox,
        _env_file=None,  # pyright: ignore[reportCallIssue]
    )
    monkeypatch.setattr(settings, "current", lambda: ours)
    page = (await page_of(client, "privacy")).main.get_text()
    assert "made up" not in page
    assert OURS.name in page


async def test_what_must_not_be_listed_is_named(client: httpx.AsyncClient) -> None:
    page = (await page_of(client, "guidelines")).main.get_text(" ").lower()
    for needed in ("hate speech", "illegal", "scams", "explicit content", "counterfeit", "report"):
        assert needed in page
    assert "online safety act" in (await page_of(client, "terms")).main.get_text().lower()


@pytest.mark.parametrize("path", ["/submit/", "/complaint/", "/privacy/request/"])
async def test_each_form_that_asks_for_an_address_says_what_becomes_of_it(
    client: httpx.AsyncClient, path: str
) -> None:
    assert soup(await client.get(path)).select('main a[href="/privacy/"]')
