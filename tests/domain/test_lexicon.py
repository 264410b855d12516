"""A mistyped search finds what was meant, and says so."""

import asyncio
from datetime import timedelta

import pytest

from openmic import clock, db
from openmic.db import Session
from openmic.domain import lexicon, listings
from openmic.views.criteria import Criteria
from tests.builders import in_town, keep, night


@pytest.fixture
async def kept(session: Session) -> Session:
    tomorrow = clock.now() + timedelta(days=1)
    await keep(
        session,
        night(
            title="Acoustic poetry at the Jericho Tavern",
            start_at=tomorrow,
            **await in_town(session, "wheatley"),
        ),
        night(title="Ukulele jam", start_at=tomorrow, **await in_town(session, "banbury")),
        night(title="Comedy with Zoë", start_at=tomorrow, **await in_town(session, "abingdon")),
        night(title="Secret seance", status="pending", start_at=tomorrow),
    )
    await lexicon.refresh(session)
    return session


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wheately", "wheatley"),
        ("jerico", "jericho"),
        ("tavren", "tavern"),
        ("acustic", "acoustic"),
        ("poerty", "poetry"),
        ("bansbury", "banbury"),
        ("abbingdon", "abingdon"),
        ("ukelele", "ukulele"),
        ("comdy", "comedy"),
        ("acustic poerty", "acoustic poetry"),
        ("poetry jerico", "poetry jericho"),
        ("WHEATELY!", "wheatley"),
    ],
)
async def test_a_typing_mistake_is_mended(kept: Session, typed: str, meant: str):
    page = await listings.search(kept, Criteria(words=typed))
    assert page.meant == meant
    assert not page.is_empty
    assert page.form.words == typed
    assert page.address == Criteria(words=typed).address


@pytest.mark.parametrize("typed", ["poetry", "poe", "wheat", "zoë", "zoe", "ukulele jam"])
async def test_what_is_found_is_left_alone(kept: Session, typed: str):
    page = await listings.search(kept, Criteria(words=typed))
    assert (page.meant, page.is_empty) == ("", False)


@pytest.mark.parametrize(
    "typed", ["zzzznothing", "seanse", "a b c d e f g", "wheately zzzznothing", "'); DROP"]
)
async def test_what_is_like_nothing_we_list_stays_unfound(kept: Session, typed: str):
    page = await listings.search(kept, Criteria(words=typed))
    assert (page.meant, page.is_empty) == ("", True)


async def test_a_very_long_word_is_only_not_found(kept: Session):
    assert await lexicon.mend(kept, "\u0390" * 100) == ""


async def test_two_refreshes_at_once_both_succeed(database: db.Database):
    async with db.transaction() as session:
        session.add(night(title="Ukulele jam"))

    async def refresh() -> None:
        async with db.transaction() as session:
            await lexicon.refresh(session)

    await asyncio.gather(*(refresh() for _ in range(6)))
    async with db.reading() as session:
        assert await lexicon.mend(session, "ukelele") == "ukulele"


async def test_words_of_what_is_gone_are_forgotten(kept: Session):
    for one in (await listings.search(kept, Criteria(words="ukulele"))).days[0].cards:
        assert one.title == "Ukulele jam"
    assert await lexicon.mend(kept, "ukelele") == "ukulele"
    from sqlmodel import col, update

    from openmic.models import Event, Status

    await kept.exec(update(Event).where(col(Event.title) == "Ukulele jam").values(status=Status.ARCHIVED))
    await lexicon.refresh(kept)
    assert await lexicon.mend(kept, "ukelele") == ""
