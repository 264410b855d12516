"""A visitor writes to an organiser, by keyboard and through the real mail, with scripts and without."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from openmic import clock
from openmic.adapters import secrets
from openmic.models import Account, Role, SignIn
from tests.browser.conftest import Console, live
from tests.browser.moderating_site import keep
from tests.browser.organiser import link_in
from tests.browser.submitting_site import ask
from tests.browser.test_submitting_access import fits, looked_at
from tests.builders import night
from tests.mail_sink import Received, Sink
from tests.running import RunningSite

ORGANISER, WRITER = "organiser@example.org", "kim@example.net"
STATES = "SELECT state FROM message ORDER BY created_at"
WORDS = "Is there a piano?\n\nAnd how early should I come?"


def listed(site: RunningSite) -> str:
    """The address of a listed night."""
    event = night(title="The Lantern, unplugged")
    keep(site, event)
    return f"/e/{event.id}/"


def sign_in_as(site: RunningSite, context: BrowserContext, mailbox: str, role: Role = Role.ORGANISER) -> None:
    secret, now = secrets.new(), clock.now()
    account = Account(email=mailbox, role=role)
    keep(site, account)
    entry = SignIn(
        secret_hash=secrets.hashed(secret),
        account_id=account.id,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(hours=12),
    )
    keep(site, entry)
    context.add_cookies([{"name": "openmic_session", "value": secret, "url": site.url}])


def by_keyboard(page: Page, *, words: str = WORDS) -> None:
    """Fills in the form and sends it, without a mouse."""
    page.get_by_label("Your name").focus()
    page.keyboard.type("Kim Example")
    page.keyboard.press("Tab")
    page.keyboard.type(WRITER)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(words)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send it")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/contact/sent/**")


def to_organiser(sink: Sink, number: int = 1) -> Received:
    """That mail to the organiser, once it has come."""
    for _ in range(100):
        theirs = [one for one in list(sink.mails) if one.recipients == [ORGANISER]]
        if len(theirs) >= number:
            return theirs[number - 1]
        sink.wait_for(len(sink.mails) + 1)
    raise AssertionError(f"no mail {number} to the organiser")


def switch_in(mail: Received) -> str:
    """The link of a mail to the organiser that leads to the switch."""
    return next(word for word in mail.part("plain").split() if "/manage/messages/" in word)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_nights_page_to_the_organisers_mail_and_off_again(
    browser: Browser, site: RunningSite, sink: Sink, console: Console, scripts: bool
) -> None:
    console.forgive("status of 422")
    context = browser.new_context(base_url=site.url, java_script_enabled=scripts)
    context.set_default_timeout(15_000)
    page, address = context.new_page(), listed(site)
    console.listen(page, scripts=scripts)
    page.goto(address)
    if scripts:
        live(page)
    page.get_by_role("link", name="Message the organiser").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}contact/")
    page.get_by_role("button", name="Send it").press("Enter")
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)
    expect(page.get_by_role("alert")).to_be_focused()
    by_keyboard(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nearly there: look into your mail")
    page.goto(link_in(sink, 1, to=WRITER))
    assert [one for one in sink.mails if one.recipients == [ORGANISER]] == []
    page.get_by_role("button", name="Yes, send it").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your message is on its way")
    mail = to_organiser(sink)
    assert (mail.mail["Reply-To"], mail.sender) == (WRITER, "hello@localhost")
    assert "> Is there a piano?\n>\n> And how early should I come?" in mail.part("plain")
    assert ORGANISER not in page.content()
    sign_in_as(site, context, ORGANISER)
    page.goto(switch_in(mail))
    page.get_by_role("button", name="Switch messages off").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("can no longer write to you")
    page.get_by_role("link", name="See it as everybody does").click()
    page.wait_for_url(f"**{address}")
    expect(page.get_by_role("link", name="Message the organiser")).to_have_count(0)
    assert page.request.get(f"{address}contact/").status == 410
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_held_goes_when_a_moderator_lets_it(
    browser: Browser, site: RunningSite, sink: Sink, console: Console, scripts: bool
) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=scripts)
    context.set_default_timeout(15_000)
    page = context.new_page()
    console.listen(page, scripts=scripts)
    address = listed(site)
    for number, words in enumerate(("Hear me at songs.example", "Buy at spam.example"), 1):
        page.goto(f"{address}contact/")
        by_keyboard(page, words=words)
        page.goto(link_in(sink, number, to=WRITER))
        page.get_by_role("button", name="Yes, send it").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("A person looks at it first")
    sign_in_as(site, context, "sam@example.org", Role.MODERATOR)
    page.goto("/moderation/messages/")
    first, second = page.get_by_role("main").locator("li.card").all()
    expect(first).to_contain_text("Has a web or mail address in it")
    second.locator("summary").press("Enter")
    second.get_by_role("button", name="Yes, drop it").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Dropped")
    page.get_by_role("button", name="Release").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("on its way")
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    mail = to_organiser(sink)
    assert "> Hear me at songs. example" in mail.part("plain")
    assert sorted(ask(site, STATES)) == [("dropped",), ("sent",)]
    context.close()


def every_page(page: Page, site: RunningSite, sink: Sink) -> Iterator[str]:
    """Shows each page and state one after the other; yields its name."""
    address = listed(site)
    page.goto(f"{address}contact/")
    yield "form"
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    yield "form, wrong"
    by_keyboard(page, words=f"{WORDS}\n\nHear me at songs.example")
    yield "what happens now"
    page.goto(link_in(sink, 1, to=WRITER))
    yield "proof"
    page.get_by_role("button", name="Yes, send it").click()
    yield "held"
    sign_in_as(site, page.context, "sam@example.org", Role.MODERATOR)
    page.goto("/moderation/messages/")
    page.locator("summary", has_text="Drop").click()
    yield "messages"
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_role("status")).to_be_visible()
    yield "nothing waits"
    sign_in_as(site, page.context, ORGANISER)
    page.goto(switch_in(to_organiser(sink)))
    yield "switch"
    page.get_by_role("button", name="Switch messages off").click()
    yield "manage"
    page.set_content(to_organiser(sink).part("html"))
    yield "mail"


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 390), ("light", 320), ("dark", 1280)]
)
def test_every_page_is_for_everybody(
    browser: Browser, site: RunningSite, sink: Sink, scheme: str, width: int
) -> None:
    page = looked_at(browser, site, scheme, width)
    found = {name: fits(page, width) for name in every_page(page, site, sink)}
    assert {name: what for name, what in found.items() if what} == {}
    page.context.close()
