"""The town table follows the list that a release ships."""

from sqlmodel import col, select

from openmic.db import Session
from openmic.models import Town
from openmic.queries import towns


async def test_towns_are_listed_by_name(session: Session):
    names = [town.name for town in await towns.list_all(session)]
    assert names == sorted(names)
    assert "Chipping Norton" in names


async def test_a_new_town_is_added_and_the_others_stay(session: Session):
    before = {(town.id, town.slug, town.name) for town in await towns.list_all(session)}
    await towns.upsert(session, [{"slug": "paper-town", "name": "Paper Town"}])
    after = {(town.id, town.slug, town.name) for town in await towns.list_all(session)}
    assert before < after
    assert {(slug, name) for _, slug, name in after - before} == {("paper-town", "Paper Town")}


async def test_a_known_town_keeps_its_id_and_takes_its_present_name(session: Session):
    async def read(slug: str) -> tuple[int | None, str]:
        query = select(col(Town.id), col(Town.name)).where(col(Town.slug) == slug)
        town_id, name = (await session.exec(query)).one()
        return town_id, name

    town_id, name = await read("witney")
    await towns.upsert(session, [{"slug": "witney", "name": f"New {name}"}])
    assert await read("witney") == (town_id, f"New {name}")


async def test_what_is_already_so_is_not_written_again(session: Session):
    async def versions() -> list[str]:
        rows = await (await session.connection()).exec_driver_sql("SELECT xmin::text, ctid::text FROM town")
        return sorted(map(str, rows))

    before = await versions()
    known = [{"slug": town.slug, "name": town.name} for town in await towns.list_all(session)]
    await towns.upsert(session, known)
    assert await versions() == before
