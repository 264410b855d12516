"""Visits to the site by a Chromium with a slow processor on a slow line, each with nothing in its cache."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WATCH = (Path(__file__).parent / "watch.js").read_text()
UNDISTURBED = 3500  # milliseconds
PHONE = {"viewport": {"width": 412, "height": 915}, "device_scale_factor": 2, "is_mobile": True}


@contextmanager
def chromium(proxy: str) -> Iterator[Browser]:
    """A browser on that line."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=list(FLAGS), proxy={"server": proxy, "bypass": "<-loopback>"}
        )
        yield browser
        browser.close()


@dataclass
class Wire:
    """What went over the line during a visit, as the browser counts it."""

    began: float = 0.0
    bytes: int = 0
    lines: list[tuple[float, str]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def listen(self, page: Page) -> Any:
        """Begins to listen. Returns the line to the browser's own tools."""
        tools = page.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.on("Network.requestWillBeSent", self.asked)
        tools.on("Network.loadingFinished", self.loaded)
        tools.on("Network.webSocketCreated", lambda event: self.names.update({event["requestId"]: "socket"}))
        for name in ("HandshakeResponseReceived", "FrameSent", "FrameReceived"):
            tools.on(f"Network.webSocket{name}", lambda event, name=name: self.spoke(name, event))
        return tools

    def asked(self, event: dict) -> None:
        if event["request"]["url"].startswith("data:"):
            return
        self.began = self.began or event["timestamp"]
        self.names[event["requestId"]] = event["request"]["url"].split("/", 3)[-1] or "/"
        self.note(event, f"asked   {self.names[event['requestId']]}")

    def loaded(self, event: dict) -> None:
        if event["requestId"] not in self.names:
            return
        self.bytes += event["encodedDataLength"]
        self.note(event, f"loaded  {self.names[event['requestId']]} {event['encodedDataLength']:.0f} bytes")

    def spoke(self, name: str, event: dict) -> None:
        text = event.get("response", {}).get("payloadData", "")
        self.note(event, f"socket  {name} {len(text)} {text[:60]}")

    def note(self, event: dict, words: str) -> None:
        self.lines.append(((event["timestamp"] - self.began) * 1000, words))

    def moment_of(self, words: str) -> float:
        """When, in milliseconds, something with these words in it happened first."""
        return next((at for at, line in self.lines if words in line), float("nan"))

    @property
    def requests(self) -> int:
        return sum(line.startswith("asked") for _, line in self.lines)


@contextmanager
def visitor(browser: Browser, *, slower: float, **more: Any) -> Iterator[tuple[Page, Wire]]:
    """A visitor who has never been here, on a phone so many times slower than this machine."""
    context = browser.new_context(**{**PHONE, **more})
    if more.get("java_script_enabled", True):
        context.add_init_script(WATCH)
    page, wire = context.new_page(), Wire()
    wire.listen(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page, wire
    context.close()


def visit(browser: Browser, url: str, *, slower: float) -> tuple[dict[str, float], Wire]:
    """One cold load until the page is live, then one change of a filter. Marks are milliseconds."""
    with visitor(browser, slower=slower) as (page, wire):
        page.goto(url, wait_until="commit")
        # nobody asks the page anything meanwhile: Playwright's own script costs a slow processor 0.2 s
        page.wait_for_timeout(UNDISTURBED)
        page.locator("#page[data-live=yes]").wait_for(state="attached")
        marks = page.evaluate(
            "({...marks, first: performance.getEntriesByType('navigation')[0].responseStart})"
        )
        marks |= {"kB": wire.bytes / 1000, "requests": wire.requests}
        marks["loaded"] = wire.moment_of("loaded  assets/client")
        marks["socket"] = wire.moment_of("HandshakeResponse")
        page.select_option("#town", "witney")
        expect(page.locator("h1")).to_have_text("Open mics in Witney")
        page.wait_for_function("() => marks.answered")
        marks["filter"] = page.evaluate("marks.answered - marks.chosen")
        return marks, wire


def visit_without_socket(browser: Browser, url: str, *, slower: float) -> dict[str, float]:
    """A change of a filter on a page whose websocket never opens: the browser sends the form."""
    with visitor(browser, slower=slower) as (page, _):
        page.route_web_socket("**", lambda socket: socket.close(code=1011))
        page.goto(url)
        page.select_option("#town", "witney")
        page.wait_for_url("**town=witney")
        expect(page.locator("h1")).to_have_text("Open mics in Witney")
        page.wait_for_function("() => marks.card")
        took = page.evaluate("performance.timeOrigin + marks.card - Number(sessionStorage.getItem('chosen'))")
        return {"plain filter": took}


def impatient(browser: Browser, url: str, *, slower: float, after: float) -> bool:
    """A visitor who chooses a town so many milliseconds after the first card. Whether it is honoured."""
    with visitor(browser, slower=slower) as (page, _):
        page.goto(url, wait_until="commit")
        page.locator("article").first.wait_for()
        page.wait_for_timeout(after)
        page.select_option("#town", "witney")
        with suppress(AssertionError):
            expect(page.locator("h1")).to_have_text("Open mics in Witney", timeout=15_000)
        page.locator("#page[data-live=yes]:not(:has(main [aria-busy=true]))").wait_for(state="attached")
        places = page.locator("article").all_inner_texts()
        return (
            page.url.endswith("/?town=witney")
            and page.locator("h1").inner_text() == "Open mics in Witney"
            and page.locator("#town").input_value() == "witney"
            and bool(places)
            and all("Witney" in place for place in places)
        )


def first_night(browser: Browser, url: str) -> str:
    """The address of the first night on the list."""
    with visitor(browser, slower=1, java_script_enabled=False) as (page, _):
        page.goto(url)
        return page.locator("article a").first.evaluate("link => link.href")
