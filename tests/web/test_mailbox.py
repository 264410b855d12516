"""A development site shows what it has written to people; a public one has no such place."""

from uuid import UUID

import httpx
import pytest

from openmic import db, frontend
from openmic.domain import outbox
from openmic.models import Mail
from openmic.queries import outbox as stored
from openmic.settings import Settings
from openmic.web import app as web
from openmic.web.client import Client
from openmic.web.protection import Protection
from openmic.web.site import Site
from tests.posting import letter, post, rows

NOBODYS = "0198c0de-0000-7000-8000-000000000000"
LINK = "https://openmic.example/verify-email/?token=secret"


async def posted() -> UUID:
    await post()
    return (await rows())[-1].id


async def test_an_empty_mailbox_says_so(client: httpx.AsyncClient) -> None:
    answer = await client.get("/dev/mailbox/")
    assert answer.status_code == 200
    assert "None so far" in answer.text


async def test_the_list_has_the_newest_first_and_an_end(client: httpx.AsyncClient) -> None:
    for n in range(60):
        async with db.transaction() as session:
            await outbox.post(session, letter(f"Mail number {n:02}"), to="robin@example.org")
    text = (await client.get("/dev/mailbox/")).text
    shown = [text.find(f"Mail number {n:02}") for n in range(60)]
    assert shown[:10] == [-1] * 10
    assert sorted(shown[10:], reverse=True) == shown[10:]
    assert "waiting" in text


async def test_a_mail_is_shown_with_its_headers_its_links_and_its_text(client: httpx.AsyncClient) -> None:
    mail = await posted()
    answer = await client.get(f"/dev/mailbox/{mail}/")
    assert f"Message-ID: &lt;{mail}@localhost&gt;" in answer.text
    assert f'href="{LINK}"' in answer.text
    assert letter().as_text.splitlines()[0] in answer.text
    assert f'src="/dev/mailbox/{mail}/html"' in answer.text
    assert "frame-src 'self'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


async def test_its_page_is_in_a_box_that_only_our_own_page_may_frame(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/dev/mailbox/{await posted()}/html")
    assert answer.headers["content-security-policy"].split("; ") == [
        "sandbox", "default-src 'none'", "style-src 'unsafe-inline'", "frame-ancestors 'self'",
    ]  # fmt: skip
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.text.startswith("<!doctype html>")


async def test_a_mail_that_cannot_be_built_is_shown_all_the_same(client: httpx.AsyncClient) -> None:
    async with db.transaction() as session:
        odd = Mail(kind="odd", recipient="Not@Normal.example", subject="Odd", text="x", html="x")
        await stored.add(session, odd)
    answer = await client.get(f"/dev/mailbox/{odd.id}/")
    assert answer.status_code == 200
    assert "not exactly one address" in answer.text


@pytest.mark.parametrize("path", ["", "{}/", "{}/html"])
async def test_nobody_keeps_it_or_finds_it(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get("/dev/mailbox/" + path.format(await posted()))
    assert answer.headers["cache-control"] == "no-store"
    if not path.endswith("html"):
        assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("path", ["nonsense/", f"{NOBODYS}/", "nonsense/html"])
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/dev/mailbox/{path}")).status_code == 404


@pytest.mark.parametrize("path", ["", "{}/", "{}/html"])
async def test_a_public_site_has_no_mailbox(database: db.Database, path: str) -> None:
    mail = await posted()
    settings = Settings(debug=False, public_url="https://openmic.example", _env_file=None)  # pyright: ignore
    site = web.build(Site(Client.read(frontend.BUILD), settings.origin), debug=settings.debug)
    transport = httpx.ASGITransport(Protection(site, site, settings), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://openmic.example") as visitor:
        answer = await visitor.get("/dev/mailbox/" + path.format(mail))
    assert answer.status_code == 404
    assert "secret" not in answer.text
