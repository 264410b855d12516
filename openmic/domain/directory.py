"""The towns and venues that nights belong to."""

from dataclasses import asdict

from openmic.db import Session
from openmic.queries import towns
from openmic.views import place


async def sync_towns(session: Session) -> None:
    """Brings the town table in line with the list this release ships; never removes one."""
    await towns.upsert(session, [asdict(town) for town in place.towns()])
