"""The tables refuse a wrong state by themselves, whoever writes it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from openmic.db import Session
from openmic.models import Status, Town, Venue
from tests.builders import keep, night
from tests.models.forbidden import WRITES

KINDS = (CheckConstraint, UniqueConstraint, ForeignKeyConstraint, PrimaryKeyConstraint)


@pytest.fixture
async def prepared(session: Session) -> Session:
    """A made-up town, with a venue and a published night in it."""
    town = Town(name="Paper Town", slug="paper-town")
    session.add(town)
    await session.flush()
    venue = Venue(name="The Paper Lantern", slug="the-paper-lantern", town_id=town.id)
    session.add(venue)
    await session.flush()
    await keep(session, night(town_id=town.id, town_name=town.name, venue_id=venue.id))
    return session


def declared() -> Iterator[str]:
    """The name of every constraint of every table, and of the indexes that forbid something."""
    for table in SQLModel.metadata.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, KINDS) and table.name != "lexicon":
                yield str(constraint.name)
        yield from (str(index.name) for index in table.indexes if index.unique)


@pytest.mark.parametrize("name", WRITES)
async def test_a_wrong_state_is_refused_by_the_constraint_against_it(prepared: Session, name: str):
    with pytest.raises(IntegrityError) as refused:
        await (await prepared.connection()).exec_driver_sql(WRITES[name])
    assert refused.value.orig.diag.constraint_name == name.partition(" (")[0]  # pyright: ignore


def test_every_constraint_has_a_write_it_forbids():
    assert {name.partition(" (")[0] for name in WRITES} == set(declared())


async def test_the_night_that_the_forbidden_writes_change_is_allowed_itself(prepared: Session):
    await prepared.exec(
        text(
            "UPDATE event SET title = 'x', revision = 2, approved_revision = 2, ticket_url = 'https://a.example'"
        )
    )  # pyright: ignore


@pytest.mark.parametrize("status", [Status.PENDING, Status.REJECTED, Status.ARCHIVED])
async def test_an_unverified_event_may_be_anything_but_published(session: Session, status: Status):
    await keep(session, night(status=status, email_verified=False, published_at=None))


async def test_an_unverified_event_cannot_be_published(session: Session):
    waiting = night(status=Status.PENDING, email_verified=False)
    await keep(session, waiting)
    waiting.status, waiting.approved_revision = Status.PUBLISHED, waiting.revision
    with pytest.raises(IntegrityError, match="ck_event_published_is_verified"):
        await session.flush()
