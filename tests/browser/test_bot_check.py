"""The form on a site that asks visitors whether they are robots: it helps a moderator, and stops nobody."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from openmic.domain.suspicion import UNCHECKED
from tests.browser.conftest import Console, live
from tests.browser.organiser import MAILBOX, all_at_once, through
from tests.browser.submitting_site import ask
from tests.conftest import clone
from tests.running import RunningSite, running

FLAGS = "SELECT flags FROM event WHERE NOT is_sample ORDER BY created_at DESC LIMIT 1"
# What Cloudflare's own script does for us: a hidden field with a token, in the place that asks for it
WIDGET = """
window.turnstile = { render(place) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "cf-turnstile-response", value: "token for " + place.dataset.action });
  place.replaceChildren(field);
} };
document.querySelectorAll(".cf-turnstile").forEach(turnstile.render);
"""


class Siteverify(BaseHTTPRequestHandler):
    """Says of the token that the widget makes that it is good, as Cloudflare does."""

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["content-length"])).decode()
        said = {
            "success": "token+for+submit" in asked,
            "hostname": "localhost",
            "action": "submit",
            "challenge_ts": datetime.now(UTC).isoformat(),
        }
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing to the terminal."""


@pytest.fixture(scope="module")
def asking_site(
    browser: Browser, server: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningSite]:
    """A site with Turnstile, whose other side is on this machine."""
    folder = tmp_path_factory.mktemp("asking")
    other = ThreadingHTTPServer(("127.0.0.1", 0), Siteverify)
    Thread(target=other.serve_forever, daemon=True).start()
    settings = {
        "TURNSTILE_SITE_KEY": "our-site",
        "TURNSTILE_SECRET_KEY": "our-secret",
        "TURNSTILE_VERIFY_URL": f"http://127.0.0.1:{other.server_port}/",
    }
    with (
        clone(server, template, f"{template}_asking") as url,
        running(folder, DATABASE_URL=url, DATA_DIR=str(folder), **settings) as site,
    ):
        yield site
    other.shutdown()
    other.server_close()


def visit(browser: Browser, site: RunningSite, console: Console, *, scripts: bool, works: bool) -> Page:
    """The form; Cloudflare's script comes from this test, or not at all."""
    page = browser.new_context(base_url=site.url, java_script_enabled=scripts).new_page()
    page.set_default_timeout(15_000)

    def widget(route: Route) -> None:
        route.fulfill(body=WIDGET, content_type="text/javascript") if works else route.abort()

    page.route("https://challenges.cloudflare.com/**", widget)
    console.listen(page, scripts=scripts)
    if not works:
        console.forgive("ERR_FAILED")
    page.goto("/submit/")
    if scripts:
        live(page)
    return page


def test_who_passes_is_not_marked(browser: Browser, asking_site: RunningSite, console: Console) -> None:
    page = visit(browser, asking_site, console, scripts=True, works=True)
    expect(page.locator("[name=cf-turnstile-response]")).to_have_count(1)
    through(page)
    ((flags,),) = ask(asking_site, FLAGS)
    assert [flag for flag in flags if flag.startswith(UNCHECKED)] == []
    assert "by machine" not in page.locator("main").inner_text()
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_where_it_cannot_be_asked_a_night_is_held_for_a_person_who_is_told(
    browser: Browser, asking_site: RunningSite, console: Console, scripts: bool
) -> None:
    page = visit(browser, asking_site, console, scripts=scripts, works=False)
    through(page) if scripts else all_at_once(page, mailbox=MAILBOX)
    page.wait_for_url("**/submit/sent/**")
    ((flags,),) = ask(asking_site, FLAGS)
    assert f"{UNCHECKED}: no scripts, or it did not load" in flags
    expect(page.get_by_text("We couldn’t check by machine that you are a person")).to_be_visible()
    page.context.close()


def test_only_the_form_lets_cloudflare_in(browser: Browser, asking_site: RunningSite) -> None:
    page = browser.new_context(base_url=asking_site.url, java_script_enabled=False).new_page()
    for path, is_let_in in (("/submit/", True), ("/", False), ("/sign-in/", False)):
        answer = page.request.get(path)
        assert ("challenges.cloudflare.com" in answer.headers["content-security-policy"]) is is_let_in
    page.context.close()
