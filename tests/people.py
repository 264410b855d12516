"""Somebody at a browser of their own, and the mails they get."""

import hashlib
import re
from functools import cache
from typing import Any

import httpx
from sqlalchemy import text
from sqlmodel import col, select
from starlette.applications import Starlette

from openmic import db, frontend
from openmic.jobs.timetable import jobs
from openmic.models import Mail, Purpose
from openmic.settings import Settings
from openmic.web import app as web
from openmic.web.client import Client
from openmic.web.protection import Protection
from openmic.web.site import Site

LOCAL = "http://localhost:8000"
PUBLIC = "https://openmic.example"
MAILBOX = "robin@example.org"
ABOUT_NO_NIGHT = (Purpose.SIGN_IN, Purpose.SUBSCRIBE, Purpose.SUBSCRIPTIONS, Purpose.PRIVACY)
LINK = re.compile(r"https?://\S+/sign-in/confirm/\S+")


@cache
def plain_world(origin: str, hops: int) -> Starlette:
    """A site's pages, put together once."""
    plans = jobs(Settings(_env_file=None))  # pyright: ignore[reportCallIssue]
    return web.build(Site(Client.read(frontend.BUILD), origin, hops, plans=plans))


def browser(
    *, origin: str = LOCAL, ip: str = "198.51.100.7", hops: int = 0, **sent: str
) -> httpx.AsyncClient:
    """A browser at `ip`, on a page of a site that answers at `origin` over the test's database."""
    settings = Settings(
        debug=origin == LOCAL,
        public_url=origin,
        allowed_hosts=origin.partition("://")[2],
        trusted_proxy_hops=hops,
        _env_file=None,  # pyright: ignore[reportCallIssue]
    )
    site = plain_world(settings.origin, hops)
    transport = httpx.ASGITransport(
        Protection(site, site, settings), raise_app_exceptions=False, client=(ip, 5000)
    )
    return httpx.AsyncClient(
        transport=transport, base_url=origin, headers={"sec-fetch-site": "same-origin", **sent}
    )


async def mails(to: str | None = None) -> list[Mail]:
    """The mails written so far, to somebody or to all."""
    wanted = [] if to is None else [col(Mail.recipient) == to]
    async with db.reading() as session:
        return list((await session.exec(select(Mail).where(*wanted).order_by(col(Mail.created_at)))).all())


def link_in(mail: Mail) -> str:
    """The link to sign in with, as it stands in a mail's text."""
    return LINK.findall(mail.text)[0]


async def ask(visitor: httpx.AsyncClient, mailbox: str = MAILBOX, **more: str) -> str:
    """Asks for a link; returns it from the mail."""
    answer = await visitor.post("/sign-in/", data={"address": mailbox, **more})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/sent/")
    return link_in((await mails(mailbox))[-1])


async def press(visitor: httpx.AsyncClient, link: str) -> httpx.Response:
    """Presses the button of a link's page."""
    return await visitor.post("/sign-in/confirm/", data=dict(httpx.URL(link).params))


async def sign_in(visitor: httpx.AsyncClient, mailbox: str = MAILBOX, **more: str) -> httpx.Response:
    """Goes all the way."""
    answer = await press(visitor, await ask(visitor, mailbox, **more))
    assert answer.status_code == 303, answer.text
    return answer


async def is_signed_in(visitor: httpx.AsyncClient) -> bool:
    """Whether the site knows who this is: then it has no use for the form."""
    return (await visitor.get("/sign-in/")).status_code == 303


async def fingerprint() -> str:
    """The same as long as nothing in the database has changed."""
    async with db.reading() as session:
        names: Any = await session.exec(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")  # pyright: ignore
        )
        said = []
        for (name,) in names.all():
            rows: Any = await session.exec(text(f'SELECT t::text FROM "{name}" t ORDER BY 1'))  # pyright: ignore
            said.append((name, rows.all()))
    return hashlib.sha256(repr(said).encode()).hexdigest()
