"""What a first visit costs, counted and not timed: requests, bytes, and words over the websocket."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from zlib import compress

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser.conftest import Console, Open, Wire, live
from tests.running import RunningSite

PLAIN_AT_MOST = 30_000  # bytes, compressed, without pictures
LIVE_AT_MOST = 180_000


@dataclass
class Visit:
    """A first visit, with all that went over the line."""

    page: Page
    weight: int = 0
    pictures: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    sockets: list[list[str]] = field(default_factory=list)

    def listen(self) -> None:
        tools = self.page.context.new_cdp_session(self.page)
        tools.send("Network.enable")
        tools.on("Network.responseReceived", self.sort)
        tools.on("Network.loadingFinished", self.count)
        self.page.on("response", lambda response: self.asked.append(response.url))
        self.page.on("websocket", self.follow)

    def count(self, loaded: dict) -> None:
        if loaded["requestId"] not in self.pictures:
            self.weight += loaded["encodedDataLength"]

    def sort(self, answered: dict) -> None:
        # Chromium calls the page's icon "other"
        if answered["type"] in ("Image", "Other"):
            self.pictures.add(answered["requestId"])

    def follow(self, socket: WebSocket) -> None:
        said: list[str] = []
        self.sockets.append(said)
        socket.on("framesent", lambda words: said.append(str(words)))
        socket.on("framereceived", self.heard)

    def heard(self, words: str | bytes) -> None:
        self.weight += len(compress(words.encode() if isinstance(words, str) else words))  # as on the way

    def files(self) -> list[str]:
        return [url.rsplit("/", 1)[-1] for url in self.asked if url.endswith((".js", ".css"))]


@pytest.fixture(params=[True, False], ids=["live", "plain"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def visit(browser: Browser, running_site: RunningSite, console: Console, scripts: bool) -> Iterator[Visit]:
    context = browser.new_context(java_script_enabled=scripts, base_url=running_site.url)
    made = Visit(context.new_page())
    console.listen(made.page, scripts=scripts)
    made.listen()
    yield made
    context.close()


@pytest.mark.parametrize("address", ["/", "/towns/oxford/", "/e/"])
def test_a_page_is_light(visit: Visit, scripts: bool, address: str, open_page: Open) -> None:
    if address == "/e/":
        address = str(open_page("/", scripts=False).locator("article a").first.get_attribute("href"))
    visit.page.goto(address, wait_until="networkidle")
    if scripts:
        live(visit.page)
    assert 2_000 < visit.weight < (LIVE_AT_MOST if scripts else PLAIN_AT_MOST)
    # each further file would cost a round trip or two: styles and small scripts stand in the document
    assert [name.split("-")[0] for name in visit.files()] == (["client"] if scripts else [])


@pytest.mark.parametrize("address", ["/", "/?town=witney&q=open+mic", "/towns/oxford/?category=music", "/e/"])
@pytest.mark.parametrize("scripts", [True], ids=["live"], indirect=True)
def test_the_websocket_opens_once_and_early_and_says_hello_once(
    visit: Visit, address: str, open_page: Open
) -> None:
    if address == "/e/":
        address = str(open_page("/", scripts=False).locator("article a").first.get_attribute("href"))
    visit.page.goto(address)
    live(visit.page)
    (said,) = visit.sockets  # Reflex took over the one we had opened: our hello was its own, word for word
    assert [words[:9] for words in said] == ["40/_event"]
    assert visit.page.evaluate("window.early") is None


@pytest.mark.parametrize("scripts", [True], ids=["live"], indirect=True)
def test_without_the_early_websocket_reflex_opens_its_own(visit: Visit) -> None:
    visit.page.add_init_script(
        "sessionStorage.token = ''"
    )  # Reflex takes another than the one we opened with
    visit.page.goto("/")
    live(visit.page)
    assert len(visit.sockets) == 2
    visit.page.select_option("#town", "witney")
    expect(visit.page.locator("h1")).to_have_text("Open mics in Witney")


@pytest.mark.parametrize("scripts", [True], ids=["live"], indirect=True)
def test_from_page_to_page_nothing_is_loaded_but_words(visit: Visit) -> None:
    visit.page.goto("/")
    live(visit.page)
    before = len(visit.asked)
    visit.page.locator("article a").first.click()
    expect(visit.page.locator("dl").first).to_be_visible()
    visit.page.go_back()
    expect(visit.page.locator("article").first).to_be_visible()
    assert [url for url in visit.asked[before:] if "favicon" not in url] == []


GONE = """(field) => {
    field.value = "witney";
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.form.remove();
}"""
UNHEARD = """(field) => {
    document.addEventListener("change", (event) => event.stopPropagation(), true);
    field.value = "witney";
    field.dispatchEvent(new Event("change", { bubbles: true }));
}"""


@pytest.mark.parametrize("as_react", [GONE, UNHEARD], ids=["its form is gone", "React lets nothing through"])
def test_a_choice_made_just_as_react_takes_over_is_not_lost(open_page: Open, as_react: str) -> None:
    wire = Wire()
    wire.is_held = True  # the answer is still on its way
    page = open_page("/", wait=False, wire=wire)
    page.locator("#town").evaluate(as_react)
    expect(page.locator("h1")).to_have_text("Open mics in Witney")
    assert page.url.endswith("/?town=witney")
