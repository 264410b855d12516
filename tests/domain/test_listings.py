"""What a visitor may find and read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from structlog.testing import capture_logs
from time_machine import travel

from openmic import errors
from openmic.db import Session
from openmic.domain import lexicon, listings
from openmic.models import Event, Status, Venue
from openmic.queries import towns
from openmic.views import tally
from openmic.views.criteria import at
from openmic.views.finder import PER_PAGE
from tests.builders import ORGANISER_EMAIL, in_town, keep, night

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
HOUR = timedelta(hours=1)
BEFORE = NOW - timedelta(days=9)


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with travel(NOW, tick=False):
        yield


async def shown(session: Session, address: str) -> list[str]:
    page = await listings.search(session, at(address))
    return [card.title for day in page.days for card in day.cards]


@pytest.mark.parametrize(
    ("status", "published_at", "refusal"),
    [
        (Status.PENDING, None, errors.NotFound),
        (Status.REJECTED, None, errors.NotFound),
        (Status.ARCHIVED, None, errors.NotFound),
        (Status.PENDING, BEFORE, errors.Gone),
        (Status.REJECTED, BEFORE, errors.Gone),
        (Status.ARCHIVED, BEFORE, listings.Over),
    ],
)
@pytest.mark.parametrize("read", [listings.find, listings.calendar_entry])
async def test_what_was_never_public_is_not_found_and_what_was_is_gone(
    session: Session, status: Status, published_at: datetime | None, refusal: type[errors.Refusal], read
):
    unlisted = night(status=status, published_at=published_at)
    await keep(session, unlisted)
    with pytest.raises(refusal) as refused:
        await read(session, unlisted.id)
    assert type(refused.value) is refusal
    assert unlisted.title not in str(refused.value)


@pytest.mark.parametrize("read", [listings.find, listings.calendar_entry])
async def test_an_event_that_is_not_there_is_not_found(session: Session, read):
    with pytest.raises(errors.NotFound):
        await read(session, uuid4())


async def test_a_published_night_can_be_read_also_when_it_is_over(session: Session):
    for start_at in (NOW + HOUR, NOW - timedelta(days=400)):
        kept = night(start_at=start_at)
        await keep(session, kept)
        found = await listings.find(session, kept.id)
        assert (found.heading, found.path) == (kept.title, f"/e/{kept.id}/")
        assert ORGANISER_EMAIL not in repr(found)


async def test_a_night_can_be_put_into_a_calendar(session: Session):
    kept = night(start_at=NOW + HOUR, sequence=3, cancelled_at=NOW)
    await keep(session, kept)
    entry = await listings.calendar_entry(session, kept.id)
    assert (entry.id, entry.title, entry.sequence) == (kept.id, f"Cancelled: {kept.title}", 3)
    assert (entry.start_at, entry.end_at, entry.is_cancelled) == (kept.start_at, kept.end_at, True)
    assert ORGANISER_EMAIL not in repr(entry)


async def test_a_search_shows_what_is_not_over_in_order(session: Session):
    await keep(
        session,
        night(title="later", start_at=NOW + 2 * HOUR),
        night(title="over", start_at=NOW - 4 * HOUR),
        night(title="running", start_at=NOW - HOUR),
        night(title="waiting", start_at=NOW + HOUR, status=Status.PENDING),
    )
    assert await shown(session, "/") == ["running", "later"]


async def test_a_search_is_narrowed_by_its_address(session: Session):
    jam, poems = {"category": "jam"}, {"category": "spoken"}
    await keep(
        session,
        night(title="jam here", start_at=NOW, **jam, **await in_town(session, "witney")),
        night(title="poems here", start_at=NOW + HOUR, **poems, **await in_town(session, "witney")),
        night(title="jam there", start_at=NOW + timedelta(days=1), **jam),
    )
    assert await shown(session, "/?category=jam") == ["jam here", "jam there"]
    assert await shown(session, "/towns/witney/") == ["jam here", "poems here"]
    assert await shown(session, "/?town=witney&q=jam") == ["jam here"]
    assert await shown(session, "/?when=tonight&category=jam") == ["jam here"]
    assert await shown(session, "/?on=2026-11-25") == ["jam there"]
    assert await shown(session, "/?q=kazoo") == []


async def test_the_time_of_a_search_is_londons_now(session: Session):
    await keep(session, night(title="tuesday's", start_at=NOW + 7 * HOUR))
    assert await shown(session, "/?when=tonight") == ["tuesday's"]
    with travel(NOW + timedelta(days=1), tick=False):
        assert await shown(session, "/") == []


async def test_pages_follow_each_other_until_every_night_was_shown(session: Session):
    many = PER_PAGE * 2 + 1
    await keep(session, *(night(title=str(n), start_at=NOW + HOUR * (n // 5)) for n in range(many)))
    address, seen = "/?category=music", []
    while address:
        page = await listings.search(session, at(address))
        assert page.total == f"{many} nights"
        seen += [card.href for day in page.days for card in day.cards]
        assert len(seen) <= many, "a night was shown twice"
        address = page.next_address
    assert len(seen) == len(set(seen)) == many


async def test_a_page_that_shows_everything_counts_what_it_shows(session: Session):
    await keep(session, night(start_at=NOW))
    page = await listings.search(session, at("/"))
    assert (page.count, page.next_address) == ("1 night", "")


@pytest.mark.parametrize(("address", "most"), [("/", "COUNTED_AT_MOST"), ("/?q=night", "FOUND_AT_MOST")])
async def test_very_many_nights_are_not_counted_to_the_end(
    session: Session, monkeypatch: pytest.MonkeyPatch, address: str, most: str
):
    monkeypatch.setattr(tally, most, 4)
    session.add_all(night(title="A night", start_at=NOW) for _ in range(PER_PAGE + 1))
    await session.flush()
    page = await listings.search(session, at(address))
    assert page.count == "4+ nights"
    assert {kind.count for kind in page.form.kinds} == {""}


async def test_few_nights_among_very_many_are_counted(session: Session, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tally, "FOUND_AT_MOST", 4)
    jam = {"category": "jam", "title": "A night", "start_at": NOW}
    session.add_all(
        [night(title="A night", start_at=NOW) for _ in range(5)] + [night(**jam) for _ in range(2)]
    )
    await session.flush()
    assert (await listings.search(session, at("/?q=night&category=jam"))).count == "2 nights"
    assert (await listings.search(session, at("/?q=night&category=music"))).count == "5 nights"
    session.add_all(night(**jam) for _ in range(PER_PAGE))
    await session.flush()
    assert (await listings.search(session, at("/?q=night&category=jam"))).count == f"{PER_PAGE}+ nights"


async def test_each_filter_counts_what_the_others_leave(session: Session):
    jam, poems = {"category": "jam"}, {"category": "spoken"}
    here = await in_town(session, "witney")
    await keep(
        session,
        night(start_at=NOW, **jam, **here),
        night(start_at=NOW, **poems, **here),
        night(start_at=NOW, **jam),
        night(start_at=NOW + timedelta(days=20), **jam, **here),
    )
    page = await listings.search(session, at("/?town=witney&when=week&category=jam"))
    assert page.count == "1 night"
    assert {kind.value: kind.count for kind in page.form.kinds if kind.count != "0"} == {
        "jam": "1", "spoken": "1",
    }  # fmt: skip
    towns = {option.value: option.label for option in page.form.towns}
    assert (towns[""], towns["witney"], towns["oxford"]) == ("All towns (2)", "Witney (1)", "Oxford (0)")


async def test_a_venue_has_a_list_of_its_own(session: Session):
    town = await in_town(session, "witney")
    lantern = Venue(name="The Lantern", slug="the-lantern", address="1 High St", town_id=town["town_id"])
    session.add(lantern)
    await session.flush()
    await keep(session, night(title="here", start_at=NOW, venue_id=lantern.id, **town), night(start_at=NOW))
    page = await listings.search(session, at("/venues/the-lantern/"))
    assert (page.heading, page.venue.address) == ("Open mics at The Lantern", "1 High St, Witney")
    assert page.count == "1 night"
    assert await shown(session, "/venues/the-lantern/?category=comedy") == []
    with pytest.raises(errors.NotFound):
        await listings.search(session, at("/venues/nowhere/"))


async def test_an_empty_list_leads_to_wider_ones_that_are_not_empty(session: Session):
    await keep(session, night(title="Fiddle tunes", start_at=NOW, **await in_town(session, "witney")))
    page = await listings.search(session, at("/?q=fiddle&town=oxford&category=music"))
    assert [(wider.label, wider.count) for wider in page.wider] == [("All over Oxfordshire", "1 night")]
    assert await shown(session, page.wider[0].href) == ["Fiddle tunes"]


async def test_a_mistyped_word_is_also_looked_for_in_wider_lists(session: Session):
    await keep(session, night(title="Fiddle tunes", start_at=NOW, **await in_town(session, "witney")))
    await lexicon.refresh(session)
    page = await listings.search(session, at("/?q=fidle&town=oxford"))
    assert [(wider.label, wider.href) for wider in page.wider] == [("All over Oxfordshire", "/?q=fiddle")]


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("kazoo", "kazoo"),
        ("kazoo robin@example.org", "kazoo"),
        ("07700 900123", None),
        ("OX28 6HD", "OX28 6HD"),
        ("robin@example.org", None),
    ],
)
async def test_what_nobody_could_find_is_written_down_without_a_person(
    session: Session, words: str, noted: str | None
):
    with capture_logs() as lines:
        await listings.search(session, at(f"/?{urlencode({'q': words, 'town': 'witney'})}"))
    said = [line for line in lines if line["event"] == "search found nothing"]
    assert [line["words"] for line in said] == ([noted] if noted else [])
    assert all(set(line) == {"event", "log_level", "words", "town", "kinds"} for line in said)


async def test_what_was_found_is_not_written_down(session: Session):
    await keep(session, night(title="Fiddle tunes", start_at=NOW))
    with capture_logs() as lines:
        await listings.search(session, at("/?q=fiddle"))
    assert lines == []


async def test_a_renamed_town_is_found_by_its_new_name(session: Session):
    kept: Event = night(start_at=NOW, **await in_town(session, "witney"))
    await keep(session, kept)
    assert await shown(session, "/?q=witney") == [kept.title]
    await towns.upsert(session, [{"slug": "witney", "name": "Newburgh"}])
    assert await shown(session, "/?q=newburgh") == [kept.title]
    assert await shown(session, "/?q=witney") == []
    assert (await listings.find(session, kept.id)).where == "The Paper Lantern, Newburgh"
    assert await shown(session, "/towns/witney/") == [kept.title]


async def test_a_night_in_no_town_of_ours_is_listed_and_found(session: Session):
    await keep(session, night(start_at=NOW, title="far away"))
    assert await shown(session, "/?q=far") == ["far away"]
