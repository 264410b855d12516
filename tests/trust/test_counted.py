"""Counting on a running site: nobody's address stays anywhere, and who says no on the live line is not counted."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.adapters.test_robots import PEOPLE, ROBOTS
from tests.conftest import clone
from tests.running import RunningSite, running
from tests.trust.test_forgotten import EVERY_TABLE
from tests.trust.visitor import STATE, visiting

ADDRESS, HOME, BROWSER = "198.51.100.77", "2001:db8:cafe:77", "canary9d2e"
PAGES = "SELECT coalesce(sum(pages), 0)::int FROM visitor"
VISITORS = "SELECT count(*)::int FROM visitor"
STEP = f"{STATE}.reflex___state____on_load_internal_state.on_load_internal"
PATIENCE = 15  # seconds: what is counted is written every five


@pytest.fixture(scope="module")
def counting_site(
    server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    """A site behind a proxy."""
    folder = tmp_path_factory.mktemp("counting")
    with (
        clone(server, template, f"{template}_counting") as url,
        running(folder, DATABASE_URL=url, DATA_DIR=str(folder), TRUSTED_PROXY_HOPS="1") as site,
    ):
        yield site


def told(site: RunningSite, question: str) -> list[tuple]:
    with psycopg.connect(site.database_url.replace("+psycopg", "")) as connection:
        return connection.execute(question.encode()).fetchall()


def everything(site: RunningSite) -> str:
    """Every byte of every table."""
    names = [name for (name,) in told(site, str(EVERY_TABLE))]
    return "".join(repr(told(site, f'SELECT t::text FROM "{name}" t')) for name in names)


async def until(site: RunningSite, question: str, answer: int) -> int:
    for _ in range(PATIENCE * 5):
        if (found := told(site, question)[0][0]) >= answer:
            return found
        await asyncio.sleep(0.2)
    return told(site, question)[0][0]


async def test_nothing_of_an_address_or_a_browser_stays_anywhere(counting_site: RunningSite) -> None:
    pages, visitors = (told(counting_site, question)[0][0] for question in (PAGES, VISITORS))
    night = told(counting_site, "SELECT id::text FROM event WHERE status = 'published' LIMIT 1")[0][0]
    async with httpx.AsyncClient(base_url=counting_site.url, trust_env=False) as client:
        for address in (ADDRESS, f"{HOME}::1"):
            sent = {"x-forwarded-for": address, "user-agent": f"{PEOPLE[0]} {BROWSER}"}
            for path in ("/", f"/e/{night}/", f"/e/{night}/event.ics"):
                assert (await client.get(path, headers=sent)).status_code == 200
            async with visiting(
                counting_site, **{"X-Forwarded-For": address, "User-Agent": sent["user-agent"]}
            ) as tab:
                await tab.hydrate()
                await tab.call(STEP, path=f"/e/{night}/")
    assert await until(counting_site, PAGES, pages + 6) == pages + 6
    assert told(counting_site, "SELECT kind, times::int FROM night_count ORDER BY kind") == [
        ("calendar", 2),
        ("view", 4),
    ]
    assert told(counting_site, VISITORS) == [(visitors + 2,)]
    for place in (everything(counting_site), counting_site.log.read_text()):
        for canary in (ADDRESS, HOME, BROWSER):
            assert canary not in place


@pytest.mark.parametrize(
    "sent", [{"DNT": "1"}, {"Sec-GPC": "1"}, {"User-Agent": ROBOTS[0]}, {"User-Agent": ""}]
)
async def test_a_step_of_somebody_who_says_no_is_not_counted(
    counting_site: RunningSite, sent: dict[str, str]
) -> None:
    before = told(counting_site, PAGES)[0][0]
    usual = {"User-Agent": PEOPLE[0], "X-Forwarded-For": "203.0.113.9"}
    for headers in (usual | sent, usual):
        async with visiting(counting_site, **headers) as tab:
            await tab.hydrate()
            for path in ("/towns/witney/", "/towns/witney/?q=x", "/moderation/", "/submit/", "/../", "/e/x"):
                await tab.call(STEP, path=path)
    # the second of them is counted, once for the one public page, and had the first been, so would it be by now
    assert await until(counting_site, PAGES, before + 1) == before + 1


def test_what_was_counted_is_written_when_the_site_stops(server: str, template: str, tmp_path: Path) -> None:
    with clone(server, template, f"{template}_stopping") as url:
        with running(tmp_path, DATABASE_URL=url, DATA_DIR=str(tmp_path)) as site:
            for _ in range(40):
                httpx.get(site.url, headers={"user-agent": PEOPLE[0]}, trust_env=False)
        assert told(site, "SELECT sum(pages)::int FROM visitor") == [(40,)]
