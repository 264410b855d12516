"""What people look at is counted as it goes by: who is, who is not, and nothing of who they were."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest

from openmic import db
from openmic.domain.audience import AUDIENCE
from openmic.listening import listening
from openmic.models import Event, Status
from tests.adapters.test_robots import PEOPLE, ROBOTS
from tests.builders import keep, next_week, night
from tests.counted import PERSON, CountingSite, nobody_counted, visitors, written

PATIENCE = 10  # seconds a busy machine may take
pytestmark = pytest.mark.usefixtures("database")
CALENDARS = [
    "iOS/17.1 (21B74) dataaccessd/1.0",
    "macOS/14.1 (23B74) CalendarAgent/1072",
    "Google-Calendar-Importer",
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0",
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)",
    "vdirsyncer/0.19",
    "ICSx5/2.2",
]


@pytest.fixture(autouse=True)
def counted_from_nothing() -> Iterator[None]:
    nobody_counted()
    yield
    nobody_counted()


class Renewed:
    """Hears of changes, and counts them."""

    times = 0

    def renew(self) -> None:
        self.times += 1

    def stop(self) -> None:
        pass


@pytest.fixture
async def event() -> Event:
    async with db.transaction() as session:
        kept = night()
        await keep(session, kept)
        return kept


async def views(event: Event) -> int:
    return (await written()).get((str(event.id), "view"), 0)


async def test_each_look_is_a_view_also_at_a_page_that_is_kept(event: Event) -> None:
    site = CountingSite()
    for n in (1, 2, 3):
        answer = await site.visitor().get(f"/e/{event.id}/")
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        assert await views(event) == n
    assert site.cache.era
    assert len(site.cache.era.pages) == 1


async def test_who_comes_back_with_the_page_in_their_browser_looks_again(event: Event) -> None:
    visitor = CountingSite().visitor()
    first = await visitor.get(f"/e/{event.id}/")
    again = await visitor.get(f"/e/{event.id}/", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert await views(event) == 2
    assert [row.pages for row in await visitors()] == [2]


@pytest.mark.parametrize(
    "sent",
    [
        {"dnt": "1"},
        {"sec-gpc": "1"},
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"sec-fetch-dest": "empty"},
        {"sec-fetch-dest": "iframe"},
        *({"user_agent": name} for name in ROBOTS),
    ],
)
async def test_who_would_not_be_counted_is_not(event: Event, sent: dict[str, str]) -> None:
    visitor = CountingSite().visitor(**sent)
    for path in (f"/e/{event.id}/", f"/e/{event.id}/event.ics", "/", "/privacy/"):
        assert (await visitor.get(path)).status_code == 200
    assert await written() == {}
    assert await visitors() == []


@pytest.mark.parametrize("sent", [{"dnt": "0"}, {"sec-gpc": "0"}, {"sec-fetch-dest": "document"}])
async def test_who_does_not_mind_is_counted(event: Event, sent: dict[str, str]) -> None:
    await CountingSite().visitor(**sent).get(f"/e/{event.id}/")
    assert await views(event) == 1


async def test_head_and_what_is_no_page_count_nothing(event: Event) -> None:
    visitor = CountingSite().visitor()
    await visitor.head(f"/e/{event.id}/")
    for path in (
        f"/e/{event.id}",
        f"/e/{uuid4()}/",
        "/e/nonsense/",
        f"/e/{event.id}/contact/",
        "/sign-in/",
        "/healthz",
        "/nowhere/",
    ):
        await visitor.get(path)
    await visitor.post(f"/e/{event.id}/")
    assert await written() == {}
    assert await visitors() == []


async def test_a_night_that_was_taken_off_counts_nothing() -> None:
    async with db.transaction() as session:
        gone = night(status=Status.REJECTED, published_at=next_week() - timedelta(days=20))
        await keep(session, gone)
    assert (await CountingSite().visitor().get(f"/e/{gone.id}/")).status_code in (404, 410)
    assert await written() == {}


async def test_a_calendar_file_is_counted_when_a_person_takes_it(event: Event) -> None:
    visitor = CountingSite().visitor()
    first = await visitor.get(f"/e/{event.id}/event.ics")
    assert first.status_code == 200
    again = await visitor.get(f"/e/{event.id}/event.ics", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert await written() == {(str(event.id), "calendar"): 1}
    assert await visitors() == []  # a file is no page


@pytest.mark.parametrize("name", CALENDARS)
async def test_a_calendar_that_fetches_by_itself_takes_none(event: Event, name: str) -> None:
    answer = await CountingSite().visitor(user_agent=name).get(f"/e/{event.id}/event.ics")
    assert answer.status_code == 200
    assert await written() == {}


async def test_visitors_are_told_apart_by_address_and_browser_and_pages_are_added_up(event: Event) -> None:
    site = CountingSite()
    for path in ("/", f"/e/{event.id}/", "/privacy/", "/?town=witney"):
        assert (await site.visitor().get(path)).status_code == 200
    await site.visitor(user_agent=PEOPLE[1]).get("/")
    await site.visitor(ip="203.0.113.9").get("/")
    for ip in ("2001:db8:1:2::1", "2001:db8:1:2::ffff"):  # one home
        await site.visitor(ip=ip).get("/")
    assert sorted(row.pages for row in await visitors()) == [1, 1, 2, 4]


@pytest.mark.parametrize(("hops", "people"), [(0, 1), (1, 2)])
async def test_behind_a_proxy_the_visitor_is_who_the_proxy_says(hops: int, people: int) -> None:
    site = CountingSite(hops=hops)
    for said in ("6.6.6.6, 198.51.100.1", "7.7.7.7, 198.51.100.1", "6.6.6.6, 198.51.100.2"):
        await site.visitor(ip="127.0.0.1", **{"x-forwarded-for": said}).get("/")
    assert len(await visitors()) == people


async def test_nothing_that_waits_or_is_written_says_who_it_was(event: Event) -> None:
    canary = "203.0.113.77"
    await CountingSite().visitor(ip=canary, user_agent=f"{PERSON} canary9d2e").get(f"/e/{event.id}/")
    waiting = repr((AUDIENCE.nights, AUDIENCE.visits))
    rows = repr([await visitors(), await written()])
    for text in (waiting, rows):
        assert canary not in text
        assert "canary9d2e" not in text


async def test_counting_drops_no_page_that_is_kept(event: Event, fresh_database: str) -> None:
    renewed = Renewed()
    async with listening(fresh_database, renewed):
        async with asyncio.timeout(PATIENCE):
            while not renewed.times:  # noqa: ASYNC110  (it tells nobody)
                await asyncio.sleep(0.01)
        before = renewed.times
        await CountingSite().visitor().get(f"/e/{event.id}/")
        assert await views(event) == 1
        async with db.transaction() as session:
            await keep(session, night())
        async with asyncio.timeout(PATIENCE):
            while renewed.times == before:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    assert renewed.times == before + 1  # the night that came, and nothing else


async def test_a_fault_of_the_page_counts_nothing(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = CountingSite().visitor()
    monkeypatch.setattr(db, "_opened", [])
    assert (await visitor.get(f"/e/{event.id}/")).status_code == 503
    assert not AUDIENCE.nights
    assert not AUDIENCE.visits
