"""Signing in and out in a real browser, with scripts and without, by keyboard, and what a link does by itself."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import Engine, create_engine, text

from tests.browser.conftest import Console, Open
from tests.browser.test_accessibility import violations
from tests.browser.test_markup import complaints
from tests.conftest import clone
from tests.running import RunningSite, running

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
MAILS = text("SELECT text FROM outbox WHERE recipient = :to ORDER BY created_at DESC LIMIT 1")


@pytest.fixture(scope="module")
def address(server: str, template: str) -> Iterator[str]:
    """A database that these tests may change."""
    with clone(server, template, f"{template}_signing_in") as url:
        yield url


@pytest.fixture(scope="module")
def rows(address: str) -> Iterator[Engine]:
    """That database, to look into."""
    engine = create_engine(address)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def site(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """A site with its sample nights."""
    with running(tmp_path_factory.mktemp("signing-in"), DATABASE_URL=address) as site:
        yield site


@pytest.fixture(autouse=True)
def unlimited(site: RunningSite, rows: Engine) -> None:
    """All of these tests come from one visitor's address."""
    with rows.begin() as connection:
        connection.execute(text("DELETE FROM allowance"))


def fingerprint(rows: Engine) -> str:
    """The same as long as nothing has changed. A mail may be delivered meanwhile, but none may come or go."""
    with rows.connect() as connection:
        names = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        )
        said = []
        for (name,) in names:
            columns = "id::text" if name == "outbox" else "t::text"
            said.append(
                (name, connection.execute(text(f'SELECT {columns} FROM "{name}" t ORDER BY 1')).all())
            )
    return sha256(repr(said).encode()).hexdigest()


def link_to(rows: Engine, mailbox: str) -> str:
    """The link in the last mail to somebody."""
    with rows.connect() as connection:
        said = connection.execute(MAILS, {"to": mailbox}).scalar_one()
    return re.findall(r"http\S+/sign-in/confirm/\S+", said)[0]


def ask(page: Page, mailbox: str) -> None:
    """Fills in the form and sends it."""
    page.get_by_label("Email address").fill(mailbox)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")


def signed_in(open_page: Open, site: RunningSite, rows: Engine, mailbox: str, **how: object) -> Page:
    """A page at /my/ of somebody who has just signed in."""
    page = open_page(f"{site.url}/sign-in/", wait=False, **how)
    ask(page, mailbox)
    page.goto(link_to(rows, mailbox))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My nights")
    return page


@SCRIPTS
def test_one_signs_in_by_a_link_and_out_again(
    open_page: Open, site: RunningSite, rows: Engine, scripts: bool
) -> None:
    page = open_page(f"{site.url}/", scripts=scripts)
    page.get_by_role("link", name="My nights").click()
    expect(page).to_have_url(f"{site.url}/sign-in/?then=%2Fmy%2F")
    ask(page, "robin@example.org")
    page.goto(link_to(rows, "robin@example.org"))
    expect(page.locator("main")).to_contain_text("robin@example.org")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site.url}/my/")
    if scripts:
        assert page.evaluate("document.cookie") == ""
    (cookie,) = page.context.cookies()
    assert cookie.items() >= {"name": "openmic_session", "httpOnly": True, "sameSite": "Lax"}.items()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page).to_have_url(f"{site.url}/")
    assert page.context.cookies() == []
    page.goto(f"{site.url}/my/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_all_of_it_can_be_done_by_keyboard(
    open_page: Open, site: RunningSite, rows: Engine, console: Console
) -> None:
    console.forgive("status of 422")
    page = open_page(f"{site.url}/sign-in/", wait=False)

    def go_to(name: str) -> None:
        for _ in range(25):
            page.keyboard.press("Tab")
            here = page.locator(":focus")
            if name in (here.get_attribute("name"), here.inner_text()):
                return
        raise AssertionError(f"{name} cannot be reached")

    go_to("address")
    page.keyboard.type("keys@example")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Email address")).to_be_focused()
    expect(page.get_by_label("Email address")).to_have_value("keys@example")
    page.keyboard.press("End")
    page.keyboard.type(".org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")
    page.goto(link_to(rows, "keys@example.org"))
    go_to("Sign in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("My nights")
    go_to("Sign out everywhere")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}/")


def test_a_link_that_is_only_opened_does_nothing_by_itself(
    open_page: Open, site: RunningSite, rows: Engine
) -> None:
    page = open_page(f"{site.url}/sign-in/", wait=False)
    ask(page, "scanned@example.org")
    link = link_to(rows, "scanned@example.org")
    before = fingerprint(rows)
    scanner = open_page(link, wait=False)
    scanner.wait_for_timeout(5000)  # as long as those programs look that run a page's scripts
    assert scanner.context.cookies() == []
    assert fingerprint(rows) == before
    page.goto(link)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{site.url}/my/")
    assert fingerprint(rows) != before


def test_a_form_on_another_site_does_nothing(
    open_page: Open, site: RunningSite, rows: Engine, console: Console
) -> None:
    console.forgive("status of 403")
    page = signed_in(open_page, site, rows, "target@example.org")
    before = fingerprint(rows)
    button = '<button name="everywhere" value="yes">Win</button>'
    form = f'<form method="post" action="{site.url}/sign-out/">{button}</form>'
    page.route("http://evil.example/", lambda route: route.fulfill(body=form, content_type="text/html"))
    page.goto("http://evil.example/")
    with page.expect_response("**/sign-out/") as answered:
        page.get_by_role("button", name="Win").click()
    assert answered.value.status == 403
    assert "openmic_session" not in answered.value.request.all_headers().get("cookie", "")
    assert fingerprint(rows) == before


def test_a_form_of_ours_says_where_it_comes_from(open_page: Open, site: RunningSite, rows: Engine) -> None:
    page = signed_in(open_page, site, rows, "told@example.org")
    with page.expect_request("**/sign-out/") as asked:
        page.get_by_role("button", name="Sign out", exact=True).click()
    sent = asked.value.all_headers()
    assert (sent["origin"], sent["sec-fetch-site"]) == (site.url, "same-origin")


def unsent(route: Route) -> None:
    """Lets a browser with its own rules for forms send what it would stop."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text().replace('type="email"', 'type="text"'))


def states(
    open_page: Open, site: RunningSite, rows: Engine, mailbox: str, **how: object
) -> Iterator[tuple[str, Page]]:
    """Each page there is, one after the other."""
    page = open_page(f"{site.url}/sign-in/?then=/my/", wait=False, **how)
    yield "the form", page
    page.route("**/sign-in/", unsent)
    page.goto(f"{site.url}/sign-in/")
    page.unroute("**/sign-in/")
    page.get_by_label("Email address").fill("nobody")
    page.get_by_role("button", name="Send me a link").click()
    page.get_by_role("alert").wait_for()
    yield "the form with a problem", page
    ask(page, mailbox)
    yield "sent", page
    link = link_to(rows, mailbox)
    page.goto(link)
    yield "the link", page
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Nothing here yet").wait_for()
    yield "no nights", page
    with rows.begin() as connection:
        connection.execute(
            text(
                "UPDATE event SET organiser_email = :mailbox, title = repeat('Long', 30)"
                " WHERE id IN (SELECT id FROM event ORDER BY id LIMIT 3)"
            ),
            {"mailbox": mailbox},
        )
    page.reload()
    expect(page.get_by_role("link", name="Copy to a new date")).to_have_count(3)
    yield "nights", page
    page.goto(f"{site.url}/sign-out/")
    yield "the way out", page
    page.goto(link)
    page.get_by_role("link", name="Get a new link").wait_for()
    yield "a used link", page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    open_page: Open, site: RunningSite, rows: Engine, console: Console, scheme: str
) -> None:
    console.forgive("status of 404", "status of 422")
    for name, page in states(
        open_page, site, rows, f"{scheme}@example.org", color_scheme=scheme, bypass_csp=True
    ):
        assert violations(page) == [], name


@SCRIPTS
def test_nothing_is_cut_off_at_320_pixels(
    open_page: Open, site: RunningSite, rows: Engine, console: Console, scripts: bool
) -> None:
    console.forgive("status of 404", "status of 422")
    mailbox = f"narrow-{'with' if scripts else 'without'}@example.org"
    for name, page in states(open_page, site, rows, mailbox, width=320, scripts=scripts):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


@pytest.mark.java
def test_every_page_is_valid(
    open_page: Open, site: RunningSite, rows: Engine, console: Console, tmp_path: Path
) -> None:
    console.forgive("status of 404", "status of 422")
    seen: dict[str, str] = {}
    for name, page in states(open_page, site, rows, "valid@example.org", scripts=False):
        is_answer = name == "the form with a problem"  # to a POST: it cannot be asked for again
        seen[name] = page.content() if is_answer else page.request.get(page.url).text()
    assert complaints(seen, tmp_path) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_way_in_stands_in_the_header_and_footer(open_page: Open, site: RunningSite, width: int) -> None:
    page = open_page(f"{site.url}/", width=width)
    ways = [("contentinfo", "Add it", "/submit/"), ("contentinfo", "My nights", "/my/")]
    if width > 390:  # on a phone it would take a second line of the header
        ways.append(("banner", "Add your night", "/submit/"))
    for place, name, href in ways:
        link = page.get_by_role(place).get_by_role("link", name=name)
        expect(link).to_have_attribute("href", href)
        assert link.bounding_box()["height"] >= 24
