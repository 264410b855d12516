"""The whole plain site with its counting, for tests: what goes by is counted and written as while it runs."""

from collections.abc import Iterable
from typing import TypeVar

import httpx
from sqlmodel import col, select

from openmic import db, frontend
from openmic.domain.audience import AUDIENCE
from openmic.jobs.write_counts import write_counts
from openmic.models import DailyVisits, NightCount, Visitor, VisitSalt
from openmic.settings import Settings
from openmic.web import app as web
from openmic.web.cache import PageCache
from openmic.web.client import Client
from openmic.web.counting import Counting
from openmic.web.protection import Protection
from openmic.web.site import Site
from tests.adapters.test_robots import PEOPLE

LOCAL = "http://localhost:8000"
PERSON = PEOPLE[0]
Row = TypeVar("Row")


def nobody_counted() -> None:
    """Nothing waits to be written."""
    AUDIENCE.nights.clear()
    AUDIENCE.visits.clear()
    AUDIENCE.is_full = False


class CountingSite:
    """A site in this process, with its page cache."""

    def __init__(self, *, hops: int = 0) -> None:
        self.settings = Settings(debug=True, port=8000, trusted_proxy_hops=hops, _env_file=None)  # pyright: ignore[reportCallIssue]
        world = web.build(Site(Client.read(frontend.BUILD), self.settings.origin, hops))
        self.cache: PageCache = web.kept(world, size=1_000_000)
        self.cache.renew()
        self.site = Counting(self.cache, hops=hops)

    def visitor(
        self, *, ip: str = "198.51.100.7", user_agent: str = PERSON, **headers: str
    ) -> httpx.AsyncClient:
        """A browser at an address."""
        transport = httpx.ASGITransport(
            Protection(self.site, self.site, self.settings), raise_app_exceptions=False, client=(ip, 5000)
        )
        sent = {"user-agent": user_agent, "sec-fetch-site": "none", **headers}
        return httpx.AsyncClient(transport=transport, base_url=LOCAL, headers=sent)


async def written() -> dict[tuple[str, str], int]:
    """What stands in the database of each night and kind, after all has been written; each day's added up."""
    await write_counts()
    found: dict[tuple[str, str], int] = {}
    for row in await _all(NightCount):
        key = (str(row.event_id), str(row.kind))
        found[key] = found.get(key, 0) + row.times
    return found


async def visitors() -> list[Visitor]:
    """Today's marks, and those of days that are not closed, after all has been written."""
    await write_counts()
    return sorted(await _all(Visitor), key=lambda row: (row.day, row.mark))


async def salts() -> list[VisitSalt]:
    """The salts there are."""
    return list(await _all(VisitSalt))


async def closed() -> list[tuple[str, int, int]]:
    """The days that are closed: visitors and pages."""
    async with db.reading() as session:
        rows = (await session.exec(select(DailyVisits).order_by(col(DailyVisits.day)))).all()
    return [(row.day.isoformat(), row.visitors, row.pages) for row in rows]


async def _all(table: type[Row]) -> Iterable[Row]:
    async with db.reading() as session:
        return (await session.exec(select(table))).all()
