"""A site with a mail server, for journeys that change it; and the form for a night on it, live."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.conftest import clone
from tests.mail_sink import Sink, sinking
from tests.running import RunningSite, running

NIGHTS = "SELECT title, status, email_verified FROM event WHERE NOT is_sample"
PUBLISH = """UPDATE event SET status = 'published', published_at = now(), queued_at = NULL,
    approved_revision = revision WHERE NOT is_sample"""
LEAVING = "SELECT subject FROM outbox WHERE leased_until IS NOT NULL"
PATIENCE = 30  # seconds for a mail that is on its way
MINE = ("subscription", "erasure", "message", "event", "outbox", "token", "allowance", "sign_in", "account")


@pytest.fixture(scope="session")
def mail_site(
    browser: Browser, server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RunningSite, Sink]]:
    """A site that mails for real, and where the mails arrive."""
    folder = tmp_path_factory.mktemp("submitting")
    with (
        sinking() as sink,
        clone(server, template, f"{template}_submitting") as url,
        running(folder, DATABASE_URL=url, DATA_DIR=str(folder), **sink.settings) as site,
    ):
        yield site, sink


def ask(site: RunningSite, *statements: str) -> list[tuple]:
    """What the database says to the last of them."""
    with psycopg.connect(site.database_url.replace("+psycopg", "")) as connection:
        answers = [connection.execute(one.encode()) for one in statements]
        return answers[-1].fetchall() if answers[-1].description else []


@pytest.fixture
def site(mail_site: tuple[RunningSite, Sink]) -> RunningSite:
    """That site without the nights, people and mails of the tests before."""
    let_leave(mail_site[0])
    extra = {"event": " WHERE NOT is_sample"}
    ask(mail_site[0], *(f"DELETE FROM {table}{extra.get(table, '')}" for table in MINE))
    mail_site[1].mails.clear()
    return mail_site[0]


def let_leave(site: RunningSite) -> None:
    """Returns when no mail is on its way, and none will be: the next test would take it for its own."""
    until = time.monotonic() + PATIENCE
    ask(site, "DELETE FROM outbox WHERE leased_until IS NULL")
    while on_the_way := ask(site, LEAVING):
        assert time.monotonic() < until, on_the_way
        time.sleep(0.05)


@pytest.fixture
def sink(site: RunningSite, mail_site: tuple[RunningSite, Sink]) -> Sink:
    """Where its mails arrive."""
    return mail_site[1]


@pytest.fixture
def organiser(
    browser: Browser, site: RunningSite, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """Somebody's browser; a parameter says how wide it is."""
    width = getattr(request, "param", 1280)
    context = browser.new_context(viewport={"width": width, "height": 800}, base_url=site.url)
    context.set_default_timeout(15_000)
    yield context
    context.close()
