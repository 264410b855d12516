"""From nothing to a running site: pages, database, towns, sample nights, server."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from uuid import UUID

import structlog
import uvicorn

from openmic import asgi, clock, db, frontend, log, migrate
from openmic.adapters import postgres, storage
from openmic.domain import delivery, directory, importing, lexicon, pictures, sample, unsent
from openmic.models import Actor
from openmic.settings import Settings
from openmic.views.import_report import ImportReport

Say = Callable[[str], None]


class PortInUse(RuntimeError):
    """Something else already listens where we should."""


def check_port(host: str, port: int) -> None:
    """Raises PortInUse, in words that say what to do, when the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise PortInUse(f"Port {port} may not be used by this user. Choose one above 1023.") from None
        except OSError:
            raise PortInUse(
                f"Port {port} is in use by another program. Stop that one, or choose another port: "
                f"make run PORT={port + 1}"
            ) from None


@contextmanager
def database(settings: Settings, say: Say) -> Iterator[str]:
    """The address of a database that answers: DATABASE_URL's, or one of our own in DATA_DIR."""
    if settings.database:
        yield settings.database
        return
    with postgres.keep_running(settings.data_dir, say=say, complain=structlog.get_logger().error) as server:
        yield server.url()


@asynccontextmanager
async def one_session(url: str, *, read_only: bool = False) -> AsyncIterator[db.Session]:
    """A command's own transaction, or look, at a database that nobody else in this process uses."""
    opened = db.Database(url, pool=1)
    try:
        async with opened.reading() if read_only else opened.transaction() as session:
            yield session
    finally:
        await opened.close()


async def fill(url: str, settings: Settings, say: Say) -> None:
    """Towns always; made-up nights when a development site has no events at all."""
    async with one_session(url) as session:
        await directory.sync_towns(session)
        if settings.debug and settings.sample_data:
            report = await sample.fill_empty_site(session)
            if report.added:
                say(f"Added {report.added} made-up nights to look at")
        await lexicon.refresh(session)


async def waiting_mails(url: str) -> list[str]:
    """A line for each mail that has not been sent, newest first."""
    async with one_session(url, read_only=True) as session:
        return await delivery.waiting(session, now=clock.now())


async def retry_mail(url: str, mail_id: UUID) -> None:
    """Puts a mail that was given up, or waits, at the head of the queue. Raises NotFound."""
    async with one_session(url) as session:
        await unsent.resend(session, mail_id, Actor.SITE)


async def drop_mail(url: str, mail_id: UUID) -> None:
    """Sends a mail that was not sent to nobody. Raises NotFound."""
    async with one_session(url) as session:
        await unsent.drop(session, mail_id, Actor.SITE)


async def pictures_astray(url: str, settings: Settings) -> pictures.Astray:
    """Pictures and files that have lost each other."""
    async with one_session(url, read_only=True) as session:
        return await pictures.astray(session, storage.chosen(settings))


async def remove_samples(url: str) -> int:
    """Takes the made-up nights out of a database; says how many there were."""
    async with one_session(url) as session:
        return await sample.remove_sample_nights(session)


async def import_into(url: str, data: bytes, *, dry_run: bool, **wanted: Any) -> ImportReport:
    """Reads a file of nights into the database; see openmic.domain.importing.import_file."""
    async with one_session(url, read_only=dry_run) as session:
        return await importing.import_file(session, data, dry_run=dry_run, **wanted)


def run(settings: Settings, say: Say) -> None:
    """Does all the set-up that is still missing, then serves until it is told to stop."""
    check_port(settings.host, settings.port)
    frontend.ensure_built(say)
    with database(settings, say) as url:
        say("Bringing the database up to date")
        migrate.upgrade(url)
        asyncio.run(fill(url, settings, say))
        serve(settings, url, say)


def serve(settings: Settings, url: str, say: Say) -> None:
    """One process, one port. Runs until SIGTERM or Ctrl-C, then finishes what it is answering."""
    log.configure(level=settings.log_level, style=settings.log_format)
    os.chdir(frontend.ROOT)  # Reflex looks for rxconfig.py here
    application = asgi.build(settings, database_url=url)
    say(f"Open {settings.origin}/  (Ctrl-C stops it)")
    uvicorn.run(
        application,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody's word on who the visitor is: TRUST T26
        ws_max_size=64 * 1024,  # bytes in one websocket message: TRUST T31
        timeout_graceful_shutdown=10,
    )
