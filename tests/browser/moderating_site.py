"""A site with nights that wait, and moderators' browsers on it."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlmodel import SQLModel

from openmic import clock, db
from openmic.adapters import secrets
from openmic.models import Account, Event, Role, SignIn, Status
from tests.browser import conftest
from tests.browser.submitting_site import ask
from tests.builders import night
from tests.conftest import clone
from tests.running import RunningSite, running

EMPTIED = ("complaint", "report", "revision", "event", "outbox", "token", "sign_in", "account")
TITLES = "SELECT title FROM event WHERE queued_at IS NOT NULL AND held_at IS NULL ORDER BY queued_at DESC"


@pytest.fixture(scope="session")
def queue_site(
    browser: Browser, server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    """A site without sample nights."""
    folder = tmp_path_factory.mktemp("moderating")
    with (
        clone(server, template, f"{template}_moderating") as url,
        running(folder, DATABASE_URL=url, DATA_DIR=str(folder), SAMPLE_DATA="false") as site,
    ):
        yield site


@pytest.fixture
def queued(queue_site: RunningSite) -> RunningSite:
    """That site without the nights and people of the tests before; its audit trail is only ever added to."""
    ask(queue_site, *(f"DELETE FROM {table}" for table in EMPTIED))
    return queue_site


def keep(site: RunningSite, *rows: SQLModel) -> None:
    """Puts rows into the site's database; Playwright has this thread's event loop, hence another thread's."""

    async def add() -> None:
        database = db.Database(site.database_url, pool=1)
        async with database.transaction() as session:
            session.add_all(rows)
        await database.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, add()).result()


def waiting(title: str = "Open mic at the Lantern", *, minutes: int = 5, **more: Any) -> Event:
    """A proved night that has waited for some minutes."""
    usual = {"status": Status.PENDING, "queued_at": clock.now() - timedelta(minutes=minutes)}
    return night(title=title, **usual | more)


Moderate = Callable[..., Page]


@pytest.fixture
def moderate(browser: Browser, queued: RunningSite, console: "conftest.Console") -> Iterator[Moderate]:
    """Opens the queue in the browser of another moderator each time: `moderate(scripts=False, width=390)`."""
    contexts: list[BrowserContext] = []

    def opened(
        address: str = "/moderation/",
        *,
        scripts: bool = True,
        width: int = 1280,
        wait: bool = True,
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            base_url=queued.url,
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        secret = secrets.new()
        account = Account(email=f"{secrets.key()[:12].lower()}@example.org", name="Sam", role=Role.MODERATOR)
        entry = SignIn(
            secret_hash=secrets.hashed(secret),
            account_id=account.id,
            created_at=clock.now(),
            seen_at=clock.now(),
            expires_at=clock.now() + timedelta(hours=12),
        )
        keep(queued, account)
        keep(queued, entry)
        context.add_cookies([{"name": "openmic_session", "value": secret, "url": queued.url}])
        page = context.new_page()
        console.listen(page, scripts=scripts)
        page.goto(address)
        if scripts and wait:
            conftest.live(page)
        return page

    yield opened
    for context in contexts:
        context.close()
