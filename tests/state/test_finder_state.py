"""The finder's handlers, called as Reflex calls them."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlmodel import col, update

from openmic import clock, db
from openmic.models import Event
from openmic.state.finder import FinderState
from openmic.views import finder
from tests.builders import night


def at(kind: type, path: str) -> Any:
    """A state as it is for a visitor at an address."""
    state = kind(_reflex_internal_init=True)
    object.__setattr__(state, "router_data", {})
    go(state, path)
    return state


def go(state: Any, path: str) -> None:
    """The visitor goes to another address."""
    state._update_router_vars(
        {"pathname": path.partition("?")[0], "asPath": path, "headers": {"origin": "http://x"}}, {}
    )


@pytest.fixture
async def nights(database: db.Database) -> list[str]:
    """Thirty nights, one an hour from tomorrow on."""
    start = clock.now() + timedelta(days=1)
    events = [
        night(title=f"Night {number}", start_at=start + timedelta(hours=number)) for number in range(30)
    ]
    async with db.transaction() as session:
        session.add_all(events)
    return [str(one.id) for one in events]


async def test_looking_shows_what_the_address_asks_for(nights: list[str]) -> None:
    state = at(FinderState, "/?q=Night+7")
    await state.look()
    assert [card.title for day in state.page.days for card in day.cards] == ["Night 7"]
    assert state.page.address == "/?q=Night+7"
    assert state.notice == ""


async def test_looking_again_at_the_same_address_keeps_what_was_loaded(nights: list[str]) -> None:
    state = at(FinderState, "/")
    await state.look()
    await state.more()
    assert state.page.loaded == 30
    assert not state.page.can_grow
    await state.look()
    assert state.page.loaded == 30


async def test_who_loads_the_page_again_sees_what_has_changed_meanwhile(nights: list[str]) -> None:
    state = at(FinderState, "/?q=Night+7")
    await state.look()
    async with db.transaction() as session:
        await session.exec(
            update(Event).where(col(Event.title) == "Night 7").values(cancelled_at=clock.now())
        )
    await state.look()
    assert [card.is_cancelled for day in state.page.days for card in day.cards] == [True]


async def test_a_list_that_has_not_changed_is_not_sent_again(nights: list[str]) -> None:
    state = at(FinderState, "/")
    await state.look()
    state._clean()
    await state.look()
    assert "page" not in state.dirty_vars


async def test_back_from_a_filter_the_list_is_as_long_as_it_was(nights: list[str]) -> None:
    state = at(FinderState, "/")
    await state.look()
    await state.more()
    before = state.page
    go(state, "/?q=Night+7")
    await state.look()
    assert state.page.loaded == 1
    go(state, "/")
    await state.look()
    assert state.page.days == before.days
    assert (state.page.count, state.page.next_address) == (before.count, before.next_address)


async def test_a_tab_left_open_overnight_shows_the_new_day(nights: list[str]) -> None:
    state = at(FinderState, "/")
    await state.look()
    assert state.page.days[0].heading == "Tomorrow"
    with time_machine.travel(clock.now() + timedelta(days=1)):
        await state.look()
    assert state.page.days[0].heading == "Tonight"


async def test_more_than_a_visitor_may_hold_goes_on_as_a_new_page(
    nights: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder, "LOADED_AT_MOST", 24)
    state = at(FinderState, "/")
    await state.look()
    going = await state.more()
    assert "after=" in str(going.args[0][1])
    assert state.page.loaded == 24


@pytest.mark.parametrize("address", ["/", "/?q=Night+7", "/?q=%22&x=~*%20"])
async def test_an_answer_says_for_which_address_it_is(database: db.Database, address: str) -> None:
    state = at(FinderState, address)
    await state.look()
    assert state.answered == address


async def test_an_address_that_cannot_be_answered_is_answered_too(database: db.Database) -> None:
    state = at(FinderState, "/venues/nowhere/")
    await state.look()
    assert state.answered == "/venues/nowhere/"
    assert state.notice


async def test_arguments_no_page_sends_are_refused_in_words(database: db.Database) -> None:
    state = at(FinderState, "/")
    assert await state.more(other=1) is None
    assert state.notice


async def test_a_lost_database_is_said_in_words(fresh_database: str) -> None:
    opened = db.open_(fresh_database.replace("openmic_test", "openmic_gone"))
    state = at(FinderState, "/")
    await state.look()
    await opened.close()
    assert "again in a few seconds" in state.notice
