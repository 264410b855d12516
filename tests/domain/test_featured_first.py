"""Featured nights stand first; nobody is left out or shown twice, whatever happens between two pages."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from openmic.db import Session
from openmic.domain import listings
from openmic.models import Event
from openmic.queries import featured as rows
from openmic.views import finder, listing
from openmic.views.criteria import at
from openmic.views.finder import FEATURED_AT_MOST, PER_PAGE, FinderPage
from tests.builders import in_town, keep, night, row

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
HOUR = timedelta(hours=1)
UNTIL = {"featured": True, "featured_until": NOW + timedelta(days=3)}


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    with travel(NOW, tick=False):
        yield


def headings(page: FinderPage) -> list[tuple[str, list[str]]]:
    return [(day.heading, [card.title for card in day.cards]) for day in page.days]


async def look(session: Session, address: str = "/", **how: int) -> FinderPage:
    return await listings.search(session, at(address), **how)


async def test_featured_nights_stand_first_and_are_marked(session: Session):
    await keep(
        session,
        night(title="tonight", start_at=NOW + HOUR),
        night(title="chosen", start_at=NOW + timedelta(days=9), **UNTIL),
        night(title="tomorrow", start_at=NOW + timedelta(days=1)),
    )
    page = await look(session)
    assert headings(page) == [("Featured", ["chosen"]), ("Tonight", ["tonight"]), ("Tomorrow", ["tomorrow"])]
    assert (page.days[0].on, page.days[0].note) == ("", listing.NOT_PAID_FOR)
    assert (page.count, page.loaded) == ("3 nights", 3)
    first, second, _ = (day.cards[0] for day in page.days)
    assert (first.is_featured, first.stands_first, first.day) == (True, True, "Thursday 3 December")
    assert (second.is_featured, second.stands_first) == (False, False)


async def test_at_most_three_stand_first_and_the_others_are_marked_where_they_are(session: Session):
    await keep(session, *(night(title=str(n), start_at=NOW + n * HOUR, **UNTIL) for n in range(5)))
    page = await look(session)
    assert headings(page) == [("Featured", ["0", "1", "2"]), ("Tonight", ["3", "4"])]
    assert all(card.is_featured for day in page.days for card in day.cards)


@pytest.mark.parametrize(
    "changes",
    [
        {"featured": True, "featured_until": NOW},
        {**UNTIL, "cancelled_at": NOW},
        {"featured": False, "featured_until": None},
    ],
    ids=["its time is over", "cancelled", "not chosen"],
)
async def test_a_night_that_is_not_featured_now_stands_in_its_place(
    session: Session, changes: dict[str, Any]
):
    await keep(
        session,
        night(title="first", start_at=NOW + HOUR),
        night(title="it", start_at=NOW + 2 * HOUR, **changes),
    )
    page = await look(session)
    assert headings(page) == [("Tonight", ["first", "it"])]
    assert not page.days[0].cards[1].is_featured


async def test_only_what_the_filters_ask_for_stands_first(session: Session):
    witney = await in_town(session, "witney")
    await keep(
        session,
        night(title="here", start_at=NOW + HOUR, **witney, **UNTIL),
        night(title="there", start_at=NOW + HOUR, **UNTIL),
        night(title="jam here", start_at=NOW + HOUR, category="jam", **witney, **UNTIL),
        night(title="over", start_at=NOW - 5 * HOUR, **witney, **UNTIL),
        night(title="unlisted", start_at=NOW + HOUR, status="pending", **witney, **UNTIL),
    )
    assert headings(await look(session, "/towns/witney/?category=music")) == [("Featured", ["here"])]
    assert headings(await look(session, "/?q=jam")) == [("Featured", ["jam here"])]
    assert (await look(session, "/?on=2026-11-30")).is_empty


async def test_a_featured_night_says_so_on_its_own_page_while_it_is(session: Session):
    kept = night(start_at=NOW + timedelta(days=5), **UNTIL)
    await keep(session, kept)
    assert (await listings.find(session, kept.id)).is_featured
    with travel(NOW + timedelta(days=3), tick=False):
        assert not (await listings.find(session, kept.id)).is_featured


async def walk(session: Session, between: Any) -> list[str]:
    """Every night shown, page after page; `between` happens after each page."""
    address, seen = "/", []
    while address:
        page = await look(session, address)
        seen += [card.title for day in page.days for card in day.cards]
        assert [day.heading for day in page.days].count("Featured") <= (address == "/")
        address = page.next_address
        await between(len(seen))
    return seen


CHOSEN = [(), (0,), (70,), (0, 23, 24), (21, 22, 23), (24, 25, 26), (30, 50, 71), (1, 24, 48, 60), range(30)]
CHANGES = {
    "nothing changes": lambda number: None,
    "all features end": lambda number: False,
    "all begin": lambda number: True,
    "they change places": lambda number: number % 2 == 0,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("chosen", CHOSEN, ids=lambda chosen: ",".join(map(str, chosen)) or "none")
async def test_every_night_is_shown_once_whatever_is_featured_meanwhile(
    session: Session, chosen: tuple[int, ...], change: str
):
    """Seventy-two nights on three pages."""
    many = 3 * PER_PAGE
    nights: list[Event] = [
        night(title=str(n), start_at=NOW + HOUR * (n // 5), **(UNTIL if n in chosen else {}))
        for n in range(many)
    ]
    await keep(session, *nights)
    order = sorted(nights, key=lambda one: (one.start_at, one.id))

    async def between(_: int) -> None:
        for number, one in enumerate(order):
            wanted = CHANGES[change](number)
            if wanted is not None:
                await rows.set_featured(session, one.id, until=UNTIL["featured_until"] if wanted else None)

    seen = await walk(session, between)
    assert sorted(seen, key=int) == [str(n) for n in range(many)]
    first = [one.title for one in order if int(one.title) in chosen][:FEATURED_AT_MOST]
    assert seen[: len(first)] == first
    assert seen[len(first) :] == [one.title for one in order if one.title not in first]


async def test_a_list_that_has_grown_is_found_again_as_it_was(session: Session):
    await keep(
        session,
        *(night(title=str(n), start_at=NOW + HOUR * n, **(UNTIL if n == 40 else {})) for n in range(60)),
    )
    page = await look(session)
    grown = finder.extended(page, await look(session, page.next_address))
    assert grown.loaded == 2 * PER_PAGE
    again = await look(session, many=grown.loaded)
    assert (again.days, again.count, again.next_address) == (grown.days, grown.count, grown.next_address)


MANY = st.integers(0, 12)


@given(live=MANY, chosen=st.sets(MANY), many=st.integers(FEATURED_AT_MOST + 1, 9))
def test_pages_put_together_are_the_whole_list_featured_first(live: int, chosen: set[int], many: int):
    """The same without a database, for every small case."""
    order = [row(id=UUID(int=n + 1), start_at=NOW + n * HOUR, title=str(n)) for n in range(live)]
    first = [one for number, one in enumerate(order) if number in chosen][:FEATURED_AT_MOST]
    criteria, seen = at("/"), []
    while True:
        from_here = [one for one in order if criteria.after == "" or _is_after(one, criteria.after)]
        besides = set(finder.cursor.besides(criteria.after)) or {one.id for one in first}
        rest = [one for one in from_here if one.id not in besides][: many + 1]
        page = finder.page(
            criteria, rest, featured=() if criteria.after else first, total=live, many=many,
            tally=finder.Tally(), today=NOW.date(),
        )  # fmt: skip
        shown = [card.title for day in page.days for card in day.cards]
        assert len(shown) <= many
        seen += shown
        if not page.next_address:
            break
        assert len(shown) == many
        criteria = at(page.next_address)
    assert seen == [one.title for one in [*first, *(one for one in order if one not in first)]]


def _is_after(one: Any, word: str) -> bool:
    position = finder.cursor.read(word)
    assert position
    return (one.start_at, one.id) > position
