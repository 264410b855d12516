"""How many nights each choice of the finder has."""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

from cachetools import LRUCache

from openmic import clock
from openmic.db import Session
from openmic.queries import listings
from openmic.queries.matching import matching
from openmic.views.criteria import Criteria
from openmic.views.tally import Tally, counted_at_most, tally

KEPT = 500
Window = tuple[datetime, datetime] | None


class Counts:
    """Counts nights, and keeps the counts until a change is committed or the minute turns.

    Counting reads every night that is on; a page of them only the first few. Keeps nothing until it is told,
    by `renew`, that it would hear of changes.
    """

    def __init__(self) -> None:
        self.kept: MutableMapping[Any, Tally] | None = None
        self.minute = 0

    def renew(self) -> None:
        """Forgets all counts: something changed, or may have."""
        self.kept, self.minute = LRUCache(KEPT), clock.minute()

    def stop(self) -> None:
        """Keeps nothing from now on: changes would not be heard."""
        self.kept = None

    async def tally(self, session: Session, criteria: Criteria, window: Window) -> Tally:
        """The nights of a search by town and category, whatever town and categories it asks for itself."""
        if self.kept is not None and self.minute != clock.minute():
            self.renew()
        kept = self.kept  # what is read before a change may not be kept after it
        key = (window, criteria.venue, criteria.sought)
        found = kept.get(key) if kept is not None else None
        if found is None:
            condition = matching(now=clock.now(), window=window, venue=criteria.venue, words=criteria.words)
            most = counted_at_most(criteria.sought)
            found = tally(await listings.tally(session, condition, limit=most + 1), most=most)
            if kept is not None:
                kept[key] = found
        return found


COUNTS = Counts()
