"""`openmic moderator ...`, as an operator types it."""

import httpx
import pytest

from openmic import db
from tests.people import MAILBOX, PUBLIC, browser, is_signed_in, mails, press, sign_in
from tests.test_cli import openmic

SECURE = {
    "DEBUG": "true",
    "PUBLIC_URL": PUBLIC,
}


@pytest.fixture
def settings(database: db.Database, fresh_database: str) -> dict[str, str]:
    """A public site's address over the test's database."""
    return {**SECURE, "DATABASE_URL": fresh_database}


async def test_a_moderator_is_made_and_signs_in_by_the_printed_link_without_any_mail(
    settings: dict[str, str],
) -> None:
    done = openmic("moderator", "add", "Robin@Example.org", **settings)
    assert done.returncode == 0, done.stderr
    link = done.stdout.strip()
    assert link.startswith(f"{PUBLIC}/sign-in/confirm/?token=")
    visitor = browser(origin=PUBLIC)
    answer = await press(visitor, link)
    assert "Max-Age=43200" in answer.headers["set-cookie"]
    assert await is_signed_in(visitor)
    assert await mails() == []
    assert (await press(browser(origin=PUBLIC), link)).status_code == 404


async def test_everybody_is_listed_with_what_they_may_do(settings: dict[str, str]) -> None:
    openmic("moderator", "add", MAILBOX, **settings)
    openmic("moderator", "add", "kim@example.org", "--admin", **settings)
    openmic("moderator", "add", "lee@example.org", **settings)
    openmic("moderator", "disable", "lee@example.org", **settings)
    await sign_in(browser(), "organiser@example.org")
    assert openmic("moderator", "list", **settings).stdout.splitlines() == [
        "kim@example.org  admin",
        "lee@example.org  moderator  disabled",
        "robin@example.org  moderator",
    ]


async def test_who_is_disabled_is_out_at_once_and_can_be_let_in_again(settings: dict[str, str]) -> None:
    visitors = [browser(), browser()]
    for visitor in visitors:
        await sign_in(visitor)
    done = openmic("moderator", "disable", MAILBOX, **settings)
    assert "signed out of 2 browsers" in done.stderr
    assert [await is_signed_in(visitor) for visitor in visitors] == [False, False]
    assert openmic("moderator", "link", MAILBOX, **settings).returncode == 1
    again = openmic("moderator", "add", MAILBOX, **settings).stdout.strip()
    assert (await press(visitors[0], again)).status_code == 303


async def test_a_new_role_begins_with_signing_in_anew(settings: dict[str, str]) -> None:
    visitor = browser()
    await sign_in(visitor)
    openmic("moderator", "add", MAILBOX, **settings)
    assert not await is_signed_in(visitor)
    await press(visitor, openmic("moderator", "link", MAILBOX, **settings).stdout.strip())
    openmic("moderator", "add", MAILBOX, **settings)
    assert await is_signed_in(visitor)


@pytest.mark.parametrize(
    "words",
    [("add", "nobody"), ("add", "a@b.example, c@d.example"), ("link", MAILBOX), ("disable", MAILBOX)],
)
def test_what_cannot_be_is_said_in_one_line(settings: dict[str, str], words: tuple[str, ...]) -> None:
    done = openmic("moderator", *words, **settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1


async def test_an_organiser_gets_no_link_at_the_terminal(settings: dict[str, str]) -> None:
    await sign_in(browser())
    done = openmic("moderator", "link", MAILBOX, **settings)
    assert (done.returncode, done.stdout) == (1, "")


async def test_a_links_page_is_that_of_any_other(settings: dict[str, str]) -> None:
    link = openmic("moderator", "add", MAILBOX, **settings).stdout.strip()
    page = await browser(origin=PUBLIC).get(link)
    assert (page.status_code, MAILBOX in page.text) == (200, True)
    assert list(httpx.URL(link).params) == ["token"]
