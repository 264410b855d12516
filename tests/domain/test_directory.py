"""The town table follows the list that is shipped."""

from sqlalchemy import text
from sqlmodel import col, select

from openmic.db import Session
from openmic.domain import directory
from openmic.models import Town
from openmic.views import place
from tests.builders import in_town, keep, night


async def known(session: Session) -> dict[str, str]:
    rows = await session.exec(select(col(Town.slug), col(Town.name)))
    return {slug: name for slug, name in rows}  # noqa: C416  (rows are no tuples to a type checker)


async def test_every_town_that_can_be_chosen_is_in_the_table(session: Session):
    await session.exec(text("DELETE FROM town"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    await directory.sync_towns(session)
    assert await known(session) == {town.slug: town.name for town in place.towns()}


async def test_a_second_run_changes_nothing(session: Session):
    before = await known(session)
    await directory.sync_towns(session)
    assert await known(session) == before


async def test_a_name_that_was_changed_by_hand_is_put_right(session: Session):
    await session.exec(text("UPDATE town SET name = 'Wintey' WHERE slug = 'witney'"))  # pyright: ignore[reportCallIssue, reportArgumentType]
    await directory.sync_towns(session)
    assert (await known(session))["witney"] == "Witney"


async def test_a_town_that_is_shipped_no_more_stays_with_its_nights(session: Session):
    session.add(Town(slug="paper-town", name="Paper Town"))
    await session.flush()
    kept = night(**await in_town(session, "paper-town"))
    await keep(session, kept)
    await directory.sync_towns(session)
    assert (await known(session))["paper-town"] == "Paper Town"


def test_towns_are_offered_by_name_with_an_address_each():
    names = [town.name for town in place.towns()]
    assert names == sorted(names)
    assert len(set(names)) == len(place.by_slug()) == len(place.towns())
