"""From a week's mail to a night: counted without a word of who. And the mail as moderators look at it."""

import httpx
import pytest
from bs4 import BeautifulSoup
from sqlmodel import col, select, update

from openmic import clock, db
from openmic.domain import figures
from openmic.models import Digest, DigestClick
from openmic.models.columns import uuid7
from openmic.queries.digests import open_week
from tests.adapters.test_robots import PEOPLE, ROBOTS
from tests.at_the_desk import at_the_desk
from tests.people import browser, fingerprint
from tests.weekly import at, on, subscribed, this_week, write

MONDAY = "2026-11-23 09:00"
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nine o'clock on a Monday in November."""
    at(monkeypatch, MONDAY)


@pytest.fixture
async def visitor(monday: None, monkeypatch: pytest.MonkeyPatch) -> httpx.AsyncClient:
    """A moderator, who has signed in by the database's clock."""
    monkeypatch.undo()
    signed_in = await at_the_desk()
    at(monkeypatch, MONDAY)
    return signed_in


async def told_of() -> str:
    """The way from this week's mail to a night that it tells of."""
    event = await on("2026-11-25 20:00", town="witney")
    await subscribed()
    await write()
    return f"/digest/{this_week()}/{event}/"


async def clicks() -> int:
    async with db.reading() as session:
        return sum((await session.exec(select(DigestClick.clicks))).all())


async def test_it_leads_to_the_night_counts_one_and_keeps_nothing_of_who() -> None:
    way = await told_of()
    for n in (1, 2):
        answer = await browser(**{"user-agent": PEOPLE[0]}).get(way)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/e/{way.split('/')[3]}/")
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers
        assert await clicks() == n
    async with db.reading() as session:
        columns = (await session.exec(select(DigestClick))).one().model_dump()
    assert columns.keys() == {"week", "event_id", "clicks"}


@pytest.mark.parametrize(
    "sent",
    [
        {"dnt": "1"},
        {"sec-gpc": "1"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        *({"user-agent": name} for name in ROBOTS),
    ],
)
async def test_who_would_not_be_counted_is_not_and_gets_there_all_the_same(sent: dict[str, str]) -> None:
    way = await told_of()
    answer = await browser(**{"user-agent": PEOPLE[0], **sent}).get(way)
    assert answer.status_code == 303
    assert await clicks() == 0


async def test_somebody_is_counted_at_once_while_the_mails_are_written() -> None:
    way = await told_of()
    async with db.transaction() as writing:
        await open_week(writing, this_week(), now=clock.now())
        assert (await browser(**{"user-agent": PEOPLE[0]}).get(way)).status_code == 303
        assert await clicks() == 1


async def test_head_counts_nothing() -> None:
    way = await told_of()
    answer = await browser(**{"user-agent": PEOPLE[0]}).head(way)
    assert answer.status_code == 303
    assert await clicks() == 0


async def test_a_week_without_a_mail_and_a_night_there_is_none_count_nothing() -> None:
    way = await told_of()
    before = await fingerprint()
    visitor = browser(**{"user-agent": PEOPLE[0]})
    for other in (way.replace("W48", "W47"), f"/digest/2026-W48/{uuid7()}/"):
        answer = await visitor.get(other)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/e/")
    assert await fingerprint() == before


@pytest.mark.parametrize(
    "junk",
    ["/digest/2026-W54/{}/", "/digest/W48/{}/", "/digest/2026-w48/{}/", "/digest/%2e%2e/{}/", "/digest/2026-W48/x/",
     "/digest/2026-W48/{}x/", "/digest/2026-W48%00/{}/", "/digest/" + "9" * 300 + "/{}/"],
)  # fmt: skip
async def test_junk_is_not_found(junk: str) -> None:
    before = await fingerprint()
    answer = await browser(**{"user-agent": PEOPLE[0]}).get(junk.format(uuid7()))
    assert answer.status_code == 404
    assert await fingerprint() == before


async def test_a_database_that_cannot_count_keeps_nobody_from_the_night(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    way = await told_of()
    await db._opened[0].close()
    monkeypatch.setattr(db, "_opened", [db.Database("postgresql+psycopg://127.0.0.1:1/none")])
    answer = await browser(**{"user-agent": PEOPLE[0]}).get(way)
    assert answer.status_code == 303


async def test_the_preview_shows_the_mail_in_a_box_as_text_and_for_whom_one_likes(
    visitor: httpx.AsyncClient,
) -> None:
    await on("2026-11-25 20:00", title="In Witney", town="witney")
    await on("2026-11-25 20:00", title="In Oxford", town="oxford")
    answer = await visitor.get("/moderation/digest/?town=witney")
    page = BeautifulSoup(answer.text, "html.parser")
    assert [one["value"] for one in page.select("option[selected]")] == ["witney", ""]
    assert page.h2.get_text() == "1 open mic in Witney this week"
    assert "In Witney" in page.pre.get_text()
    assert "In Oxford" not in answer.text
    assert not page.iframe["sandbox"]
    assert "frame-src 'self'" in answer.headers["content-security-policy"]
    current = [one.get_text() for one in page.select("[aria-current=page]")]
    assert current == ["Upkeep", "Weekly mail"]
    inside = await visitor.get(str(page.iframe["src"]))
    assert "sandbox" in inside.headers["content-security-policy"]
    assert inside.headers["cache-control"] == "no-store"
    assert BeautifulSoup(inside.text, "html.parser").h1.get_text() == "1 open mic in Witney this week"


@pytest.mark.parametrize("query", ["", "?town=banbury", "?town=nowhere&category=nonsense", "?category=jam"])
async def test_the_preview_says_when_there_is_nothing_to_say(visitor: httpx.AsyncClient, query: str) -> None:
    answer = await visitor.get(f"/moderation/digest/{query}")
    assert answer.status_code == 200
    assert "they would get no mail" in answer.text
    assert (await visitor.get(f"/moderation/digest/html{query}")).text == ""


async def test_looking_at_a_preview_changes_nothing(visitor: httpx.AsyncClient) -> None:
    await on("2026-11-25 20:00")
    await visitor.get("/moderation/digest/")
    before = await fingerprint()
    await visitor.get("/moderation/digest/?town=&category=music")
    assert await fingerprint() == before


async def test_the_figures_say_how_often_the_last_weeks_mails_were_followed(
    visitor: httpx.AsyncClient,
) -> None:
    event = (await told_of()).split("/")[3]
    async with db.transaction() as session:
        for week, mails, opened in [("2026-W46", 0, 0), ("2026-W47", 200, 24)]:
            session.add(Digest(week=week, mails=mails))
            await session.flush()
            if opened:
                session.add(DigestClick(week=week, event_id=event, clicks=opened))
        await session.exec(update(Digest).where(col(Digest.week) == "2026-W48").values(mails=100))
        session.add(DigestClick(week="2026-W48", event_id=event, clicks=21))
    async with db.reading() as session:
        tables = {one.heading: one.lines for one in (await figures.look(session)).tables}
    assert [(one.label, one.values) for one in tables["The weekly mail"]] == [
        ("From Monday 23 to Sunday 29 November", ("100", "21", "21 %")),
        ("From Monday 16 to Sunday 22 November", ("200", "24", "12 %")),
    ]
    (line,) = [one for one in tables["Success"] if one.label == "Clicks in the weekly digest"]
    assert line.values == ("15 %", "15 %")
    answer = await visitor.get("/moderation/figures/")
    assert "The weekly mail" in answer.text
