"""One night's handler, called as Reflex calls it: among the states of one visitor."""

from typing import Any

import pytest
import reflex as rx

from openmic import clock, db, settings
from openmic.state.detail import DetailState
from openmic.state.finder import FinderState
from tests.builders import in_town, night


class Visitor:
    """One visitor's states, and the address they are at."""

    def __init__(self) -> None:
        self.root = rx.State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]

    async def look(self, kind: Any, path: str) -> Any:
        """Opens an address; returns the state that answers it."""
        state = await self.root.get_state(kind)
        object.__setattr__(self.root, "router_data", {})
        self.root._update_router_vars(
            {"pathname": path.partition("?")[0], "asPath": path, "headers": {"origin": "http://x"}}, {}
        )
        await state.look()
        return state


@pytest.fixture
async def address(database: db.Database) -> str:
    """Where one night in Witney is."""
    async with db.transaction() as session:
        kept = night(title="Jam at eight", **await in_town(session, "witney"))
        session.add(kept)
    return f"/e/{kept.id}/"


async def test_one_night_is_shown(address: str) -> None:
    state = await Visitor().look(DetailState, address)
    assert (state.night.heading, state.night.is_missing) == ("Jam at eight", False)
    assert (state.night.crumb_words, state.night.crumb_href) == ("Witney", "/towns/witney/")
    assert state.night.link == settings.current().origin + address


@pytest.mark.parametrize("path", ["/e/nonsense/", "/e/0198c0de-0000-7000-8000-000000000000/"])
async def test_a_night_that_is_not_there_is_said_to_be_missing(database: db.Database, path: str) -> None:
    state = await Visitor().look(DetailState, path)
    assert state.night.is_missing
    assert state.night.path == path


@pytest.mark.parametrize(
    ("came_from", "words"),
    [
        ("/?town=oxford&category=comedy", "Comedy open mics in Oxford"),
        ("/towns/oxford/?q=jazz+night", "Open mics in Oxford: jazz night"),
        (f"/?q=%3Cb%3E&on={clock.today()}", "<b>"),
    ],
)
async def test_the_breadcrumbs_lead_back_to_the_list_one_comes_from(
    address: str, came_from: str, words: str
) -> None:
    visitor = Visitor()
    await visitor.look(FinderState, came_from)
    state = await visitor.look(DetailState, address)
    assert state.night.crumb_href == came_from
    assert words in state.night.crumb_words


async def test_from_home_the_breadcrumbs_name_the_town(address: str) -> None:
    visitor = Visitor()
    await visitor.look(FinderState, "/")
    assert (await visitor.look(DetailState, address)).night.crumb_href == "/towns/witney/"
