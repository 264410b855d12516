"""A real Chromium on a real site, which fails a test on any word in the console."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocketRoute, sync_playwright

from tests.browser.moderating_site import moderate, queue_site, queued  # noqa: F401  (fixtures for everybody)
from tests.browser.submitting_site import mail_site, organiser, sink, site  # noqa: F401  (fixtures for everybody)
from tests.running import RunningSite

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser(running_site: RunningSite) -> Iterator[Browser]:
    """One Chromium for all. The site comes first: Playwright keeps this thread's event loop to itself."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "The browser journeys need Chromium: apt-get install chromium, or set CHROMIUM to its path."
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


class Console:
    """What a page said that nobody should have to read."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.provoked: tuple[str, ...] = ()

    def forgive(self, *words: str) -> None:
        """Takes out lines that hold these words: what the browser itself says when a test provokes it."""
        self.provoked += words

    def listen(self, page: Page, *, scripts: bool) -> None:
        page.on("console", lambda message: self.lines.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.lines.append(f"error: {error}"))
        if scripts:  # with scripts off the browser itself gives up on every one of them
            page.on("requestfailed", self.failed)

    def failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page one leaves stops loading
            self.lines.append(f"failed: {request.url} {request.failure}")


@pytest.fixture
def console() -> Iterator[Console]:
    """Stays empty, or the test fails; a test that provokes the browser's own words takes them out."""
    heard = Console()
    yield heard
    assert [line for line in heard.lines if not any(words in line for words in heard.provoked)] == []


class Wire:
    """A websocket whose answers a test can hold back: what a visitor does meanwhile is what a slow line shows."""

    def __init__(self) -> None:
        self.is_held = False
        self.late: list[str | bytes] = []

    def connect(self, socket: WebSocketRoute) -> None:
        self.socket = socket
        socket.connect_to_server().on_message(self.pass_on)

    def pass_on(self, message: str | bytes) -> None:
        if self.is_held:
            self.late.append(message)
        else:
            self.socket.send(message)

    def let_go(self) -> None:
        self.is_held = False
        for message in self.late:
            self.socket.send(message)
        self.late.clear()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, console: Console, running_site: RunningSite) -> Iterator[Open]:
    """Opens an address in a browser of its own: `open_page("/", scripts=False, width=390)`."""
    contexts: list[BrowserContext] = []

    def opened(
        address: str,
        *,
        scripts: bool = True,
        width: int = 1280,
        wait: bool = True,
        wire: Wire | None = None,
        **more: object,
    ) -> Page:
        context = browser.new_context(
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
            base_url=running_site.url,
            **more,  # pyright: ignore[reportArgumentType]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        console.listen(page, scripts=scripts)
        if wire:
            page.route_web_socket("**", wire.connect)
        page.goto(address)
        if scripts and wait:
            live(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def live(page: Page) -> None:
    """Returns when the page answers by itself and waits for no other answer."""
    page.locator("#page[data-live=yes]:not(:has(main [aria-busy=true]))").wait_for()
