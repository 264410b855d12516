"""The weekly mail as it arrives: no broken link, nothing that runs, small enough to be shown whole (TRUST T16, T19)."""

import re
from collections.abc import Awaitable, Callable, Iterator

import pytest
from bs4 import BeautifulSoup

from openmic import clock
from openmic.models import Category
from tests.mail_sink import Received, Sink
from tests.people import browser
from tests.posting import carrier_to, deliver
from tests.trust.test_letters import PAYLOADS, harmful
from tests.weekly import HOME, READER, at, on, subscribed, write

pytestmark = pytest.mark.usefixtures("database")
MONDAY = "2026-11-23 09:00"
LINK = re.compile(r"https?://\S+")
CLIPPED = 100_000  # bytes: Gmail shows no more than 102 kB
HOSTILE = [
    "</s><script>alert(1)</script>",
    "ערב במה פתוחה בפאב",
    "W" * 140,
    "漢" * 140,
    "&" * 140,
    '" onmouseover="alert(1)',
    "Two\tcolumns =?utf-8?q?x?=",
]


def batched(words: list[str], size: int) -> Iterator[list[str]]:
    """The same words, so many at a time."""
    yield from (words[start : start + size] for start in range(0, len(words), size))


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nine o'clock on a Monday in November."""
    at(monkeypatch, MONDAY)


Receive = Callable[[], Awaitable[Received]]


@pytest.fixture
def receive(smtp_sink: Sink, monkeypatch: pytest.MonkeyPatch) -> Receive:
    """Writes this Monday's mail, and brings the one there is as it came over the wire."""

    async def received() -> Received:
        await write()
        monkeypatch.undo()  # what is due is due by the database's clock
        await deliver(carrier_to(smtp_sink))
        at(monkeypatch, MONDAY)
        (mail,) = smtp_sink.mails
        return mail

    return received


def links(page: str) -> list[str]:
    """Every link of the mail's page."""
    return [str(link["href"]) for link in BeautifulSoup(page, "html.parser").select("[href]")]


async def a_full_week() -> None:
    """Some of everything that a mail can hold."""
    for number in range(64):
        await on(f"2026-11-{24 + number // 16} {8 + number % 16:02}:00", town="witney", category=Category.JAM)
    await on("2026-11-28 20:00", cancelled_at=clock.now())
    await on("2026-12-10 20:00", town="witney", published_at=clock.now())
    await subscribed(town="witney")


async def test_every_link_leads_somewhere_and_both_parts_hold_the_same(receive: Receive) -> None:
    await a_full_week()
    mail = await receive()
    page, text = mail.part("html"), mail.part("plain")
    assert set(links(page)) == set(LINK.findall(text))
    assert len(set(links(page))) == 60 + 1 + 1 + 2 + 1  # nights, a new one, the rest, the ways out, home
    visitor = browser()
    for link in set(links(page)):
        assert link.startswith(f"{HOME}/")
        answer = await visitor.get(link)
        assert answer.status_code in (200, 303), link
        if answer.status_code == 303:
            assert (await visitor.get(answer.headers["location"])).status_code == 200, link


@pytest.mark.parametrize("words", list(batched([*HOSTILE, *PAYLOADS], 8)))
async def test_what_strangers_type_stays_words_in_both_parts(receive: Receive, words: list[str]) -> None:
    for number, word in enumerate(words):
        await on(f"2026-11-24 {number:02}:00", title=word, venue_name=word[:100])
        await on(f"2026-11-25 {number:02}:00", title=word, cancelled_at=clock.now())
        await on(f"2026-12-25 {number:02}:00", title=word, published_at=clock.now())
    await subscribed()
    mail = await receive()
    page = BeautifulSoup(mail.part("html"), "html.parser")
    assert list(harmful(mail.part("html"))) == []
    shown = [one.get_text() for one in page.select("td bdi")]
    assert [shown.count(word) for word in words] == [3] * len(words)
    assert mail.mail["Subject"] == f"{len(words)} open mics this week"
    assert mail.recipients == [READER]
    assert max(len(line) for line in mail.part("plain").splitlines() if "http" not in line) <= 72
    told = re.sub(r"\s+", "", mail.part("plain"))
    assert [word for word in words if told.count(re.sub(r"\s+", "", word)) < 3] == []
    assert all(len(line) <= 998 for line in mail.raw.split(b"\r\n"))


@pytest.mark.parametrize(
    "words", ["Open mic at the Lantern", "W" * 140, "漢" * 140, "\N{PERFORMING ARTS}" * 140, "'" * 140]
)
async def test_the_fullest_mail_is_shown_whole(receive: Receive, words: str) -> None:
    for number in range(96):
        start = f"2026-11-{24 + number // 24} {number % 24:02}:00"
        await on(start, title=words, venue_name=words, town="dorchester")
    for number in range(24):
        await on(f"2026-12-25 {number:02}:00", title=words, venue_name=words, published_at=clock.now())
    await subscribed()
    for town in ("witney", "oxford", "banbury", "abingdon"):
        for kind in Category:
            await subscribed(town=town, category=kind)
    mail = await receive()
    assert len(mail.raw) <= CLIPPED
    page = BeautifulSoup(mail.part("html"), "html.parser")
    assert len(page.select("td a bdi")) == (70 if words.startswith("Open") else len(page.select("td a bdi")))
    assert re.search(r"^And \d\d more:$", mail.part("plain"), re.MULTILINE)


async def test_it_fetches_nothing_and_says_who_sends_it(
    receive: Receive,
) -> None:
    await on("2026-11-25 20:00")
    await subscribed()
    mail = await receive()
    page = BeautifulSoup(mail.part("html"), "html.parser")
    assert page.select("img, link, script, iframe, object, video, [src], [background]") == []
    assert "url(" not in mail.part("html")
    assert "@import" not in mail.part("html")
    for part in ("html", "plain"):
        assert "Write to hello@localhost" in mail.part(part)
        assert "because you asked for" in mail.part(part)
        assert "Unsubscribe" in mail.part(part)
        assert READER not in mail.part(part)
