"""What the server runs: the built client, the plain world and the live world behind one door. Needs no Node."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from servestatic import ServeStaticASGI
from starlette.types import ASGIApp

from openmic import db, frontend
from openmic.adapters import bot_check, storage
from openmic.domain.counting import COUNTS
from openmic.domain.directory import Towns
from openmic.jobs import runner
from openmic.jobs.timetable import jobs, pumps
from openmic.jobs.write_counts import write_the_rest
from openmic.listening import listening
from openmic.settings import Settings
from openmic.web import app as web
from openmic.web.cache import PageCache
from openmic.web.client import Client
from openmic.web.counting import Counting
from openmic.web.protection import Protection
from openmic.web.site import Site


def build(settings: Settings, *, database_url: str) -> ASGIApp:
    """The whole site as one ASGI application. The client must have been built."""
    client = Client.read(frontend.BUILD)
    storage.open_(settings)
    site_ = Site(client, settings.origin, settings.trusted_proxy_hops, plans=jobs(settings))
    pages = web.kept(web.build(site_, debug=settings.debug), size=settings.page_cache_mb * 1_000_000)
    site: Any = Counting(pages, hops=settings.trusted_proxy_hops)
    files: Any = ServeStaticASGI(
        site,
        root=client.folder / "assets",
        prefix="assets/",
        allow_all_origins=False,
        immutable_file_test=r"^.*[-.][A-Za-z0-9_-]{8,}\.(js|css|svg|png|woff2)$",
    )
    return Protection(files, live_world(settings, database_url, pages), settings)


def live_world(settings: Settings, database_url: str, pages: PageCache) -> ASGIApp:
    """Reflex's application, without its own pages; it opens the database and its ears, and sets the jobs going."""
    frontend.prepare_environment()
    from reflex_base.environment import environment

    environment.REFLEX_SKIP_COMPILE.set(True)
    from openmic.app import app
    from openmic.state.watching import QueueWatch

    @asynccontextmanager
    async def with_database() -> AsyncIterator[None]:
        opened = db.open_(database_url)
        async with (
            listening(database_url, Towns(COUNTS, pages), COUNTS, pages, QueueWatch(app)),
            runner.working((*pumps(settings), *runner.ticking(jobs(settings)))),
        ):
            yield
        await write_the_rest()
        await bot_check.close()
        await opened.close()

    app.register_lifespan_task(with_database)
    return app()
