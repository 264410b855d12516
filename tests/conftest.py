"""What every test can ask for: a real PostgreSQL, a session that is rolled back, a site."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlmodel import col, select

from openmic import clock, db, frontend, migrate
from openmic.adapters import postgres, storage
from openmic.domain import directory, limits
from openmic.domain import pictures as album
from openmic.models import Event, Status
from openmic.settings import Settings
from openmic.web import app as web
from openmic.web.client import Client
from openmic.web.protection import Protection
from openmic.web.site import Site
from tests import running
from tests.adapters.drawn import SCENE, saved
from tests.mail_sink import smtp_sink  # noqa: F401  (a fixture for everybody)

MIGRATED = "openmic_test_template"


@pytest.fixture(autouse=True)
def windows_begin_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted by the hour or the day is not counted anew because a test runs past the full hour."""
    monkeypatch.setattr(limits, "START", clock.now())


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a PostgreSQL server's maintenance database: DATABASE_URL's, or one of our own."""
    if given := os.environ.get("DATABASE_URL"):
        yield make_url(given).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        return
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    with postgres.start(shared / "postgres", durable=False) as running:
        yield running.url("postgres")


@contextmanager
def administering(server: str) -> Iterator:
    """A connection on which databases are made and dropped."""
    engine = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection


def address(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


async def fill(url: str) -> None:
    database = db.Database(url, pool=1)
    async with database.transaction() as session:
        await directory.sync_towns(session)
    await database.close()


@pytest.fixture(scope="session")
def template(server: str) -> Iterator[str]:
    """Name of a database at the newest schema with the towns in it, to be cloned and never opened."""
    name = f"{MIGRATED}_{os.getpid()}"
    with administering(server) as admin:
        admin.execute(text(f'CREATE DATABASE "{name}"'))
        migrate.upgrade(address(server, name))
        asyncio.run(fill(address(server, name)))
        yield name
        admin.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@contextmanager
def clone(server: str, template: str, name: str) -> Iterator[str]:
    """A database of one's own, as a copy of the template; dropped afterwards."""
    with administering(server) as admin:
        admin.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy'))
        yield address(server, name)
        admin.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture(scope="session")
def worker_database(server: str, template: str) -> Iterator[str]:
    """One database for all the tests that are rolled back."""
    with clone(server, template, f"{template}_rolled_back") as url:
        yield url


@pytest.fixture
async def session(worker_database: str) -> AsyncIterator[db.Session]:
    """A session whose commits are savepoints and whose every change is undone after the test."""
    engine = create_async_engine(worker_database, poolclass=NullPool, connect_args={"options": db.COMMON})
    async with engine.connect() as connection:
        outer = await connection.begin()
        async with db.Session(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield session
        await outer.rollback()
    await engine.dispose()


@pytest.fixture
def fresh_database(server: str, template: str) -> Iterator[str]:
    """A database of this test's own, where commits are real."""
    with clone(server, template, f"{template}_{uuid4().hex[:8]}") as url:
        yield url


@pytest.fixture
async def database(fresh_database: str) -> AsyncIterator[db.Database]:
    """The process's database for this test: `db.reading()` and `db.transaction()` work on it."""
    opened = db.open_(fresh_database)
    yield opened
    await opened.close()


@pytest.fixture
def pictures(tmp_path: Path) -> storage.Storage:
    """The process's storage for this test: `storage.current()` keeps pictures in a folder of its own."""
    return storage.open_(Settings(data_dir=tmp_path, _env_file=None))  # pyright: ignore[reportCallIssue]


@pytest.fixture(scope="session")
def running_site(
    server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[running.RunningSite]:
    """A whole site with its sample nights, shared by the tests of a session: look, don't change."""
    folder = tmp_path_factory.mktemp("site")
    with (
        clone(server, template, f"{template}_site") as url,
        running.running(folder, DATABASE_URL=url, DATA_DIR=str(folder)) as site,
    ):
        asyncio.run(hang_a_picture(url, folder))
        yield site


async def hang_a_picture(url: str, folder: Path) -> None:
    """Gives the third night of the list a picture."""
    database = db.Database(url, pool=1)
    kept = storage.chosen(Settings(data_dir=folder, _env_file=None))  # pyright: ignore[reportCallIssue]
    async with database.transaction() as session:
        key = await album.keep(session, kept, saved(SCENE))
        coming = select(Event).where(col(Event.end_at) > clock.now(), col(Event.status) == Status.PUBLISHED)
        nights = await session.exec(coming.order_by(col(Event.start_at), col(Event.id)).limit(3))
        third = nights.all()[2]
        third.image_key, third.image_alt = key, "Three colours that meet in the middle"
        session.add(third)
    await database.close()


@pytest.fixture
def client(database: db.Database) -> httpx.AsyncClient:
    """Asks the plain world, headers and all, over a database of this test's own.

    It is a browser on a page of ours; `sec-fetch-site` in a request's own headers makes it another.
    """
    settings = Settings(debug=True, port=8000, _env_file=None)  # pyright: ignore[reportCallIssue]
    site = web.build(Site(Client.read(frontend.BUILD), settings.origin), debug=settings.debug)
    transport = httpx.ASGITransport(Protection(site, site, settings), raise_app_exceptions=False)
    ours = {"sec-fetch-site": "same-origin"}
    return httpx.AsyncClient(transport=transport, base_url="http://localhost:8000", headers=ours)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Moves the clock on by so much."""
    ahead, now = timedelta(), clock.now

    def move(time: timedelta) -> None:
        nonlocal ahead
        ahead += time

    def moved() -> datetime:
        return now() + ahead

    monkeypatch.setattr(clock, "now", moved)
    return move
