"""The towns and venues that nights belong to, and how what is joined is known everywhere."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from typing import Protocol

import structlog

from openmic import db, errors
from openmic.db import Session
from openmic.models import Town
from openmic.queries import towns
from openmic.views import place

log = structlog.get_logger()


class Keeper(Protocol):
    """Somebody who keeps what was made of the towns there were."""

    def renew(self) -> None:
        """They are others now."""


async def sync_towns(session: Session) -> None:
    """Brings the town table in line with the list this release ships; never removes one, nor parts what is joined."""
    await towns.upsert(session, [asdict(town) for town in place.shipped()])


async def stored(session: Session) -> Mapping[str, Town]:
    """The towns by slug, for a night that is about to be kept. A town that was joined to another leads to that one;
    none is joined before the transaction ends.
    """
    await towns.hold(session)
    rows = await towns.list_all(session)
    by_id = {town.id: town for town in rows}
    return {town.slug: by_id[town.merged_into or town.id] for town in rows}


async def learn_towns(session: Session) -> bool:
    """Has the finder and the forms offer no town that was joined to another; says whether that is news."""
    return place.learn(await towns.joined(session))


class Towns:
    """Keeps the towns that are offered in line with the database. When they change, so does what `keepers` keep."""

    def __init__(self, *keepers: Keeper) -> None:
        self.keepers = keepers
        self.is_stale = False
        self.task: asyncio.Task[None] | None = None

    def renew(self) -> None:
        """Something changed, or may have."""
        self.is_stale = True
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self.read())

    def stop(self) -> None:
        """Changes cannot be heard for now: what was known stays, and every night that is kept is looked up anyway."""

    async def read(self) -> None:
        """Looks until nothing has changed meanwhile."""
        while self.is_stale:
            self.is_stale = False
            try:
                async with db.reading() as session:
                    is_news = await learn_towns(session)
            except errors.Unavailable:
                return  # it is asked again when changes are heard again
            if is_news:
                for keeper in self.keepers:
                    keeper.renew()
