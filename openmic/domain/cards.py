"""Cards, drawn once and kept: the pictures that others show with a link to us."""

import asyncio
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from openmic import errors
from openmic.adapters.images import card as drawing
from openmic.adapters.storage import Storage
from openmic.views.card import Card

KEPT = 16_000_000  # bytes, some four hundred cards

_kept: LRUCache[str, bytes] = LRUCache(KEPT, getsizeof=len)
_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = WeakKeyDictionary()


async def drawn(card: Card, storage: Storage) -> bytes:
    """A card as a PNG, drawn beside the event loop, one at a time.

    While the organiser's picture cannot be had, the drawing of its kind of night stands there, and is not kept.
    """
    async with _turns.setdefault(asyncio.get_running_loop(), asyncio.Lock()):
        if card.key in _kept:
            return _kept[card.key]
        try:
            picture = await storage.read(card.picture) if card.picture else b""
        except errors.Refusal:
            picture = b""
        data = await asyncio.to_thread(drawing.draw, card, picture)
        if picture or not card.picture:
            _kept[card.key] = data
        return data
