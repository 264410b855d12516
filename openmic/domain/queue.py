"""The queue as a moderator sees it, and several decisions with one press of a button."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import gate, moderation, unsent
from openmic.domain.decision import UNDO_FOR, Decision
from openmic.queries import queue as rows
from openmic.views import queue
from openmic.views.people import Person
from openmic.views.queue_address import HELD, OLDEST, QueueAddress
from openmic.views.queue_item import Beside, Tried
from openmic.views.reasons import Why

NOT_TRIED = Tried()


async def look(
    session: Session, at: QueueAddress, by: Person, *, tried: Tried = NOT_TRIED
) -> queue.QueuePage:
    """One page of the queue, with what `by` can still take back. `tried` is a reason that could not be taken."""
    now = clock.now()
    found = await rows.page(
        session,
        is_held=at.show == HELD,
        newest_first=at.order != OLDEST,
        after=at.place,
        limit=queue.PER_PAGE + 1,
    )
    lately = queue.lately(await rows.lately(session, by.id, since=now - UNDO_FOR))
    counted = await rows.count(session)
    beside = await _beside(session, found[: queue.PER_PAGE])
    page = queue.page(at, found, counted, beside, lately, now=now, tried=tried)
    return replace(page, gate=(await gate.look(session)).warning, unsent=await unsent.warning(session))


async def _beside(session: Session, found: list[Any]) -> Beside:
    ids = [row.id for row in found]
    if not ids:
        return Beside({}, {}, {}, {})
    alike: dict[Any, list[Any]] = defaultdict(list)
    for row in await rows.alike(session, ids):
        alike[row.beside].append(row)
    reports: dict[Any, list[Any]] = defaultdict(list)
    for row in await rows.reports(session, ids):
        reports[row.event_id].append(row)
    return Beside(
        history={row.id: row for row in await rows.history(session, ids)},
        alike=alike,
        reports=reports,
        last_seen={row.id: row.after for row in await rows.last_seen(session, ids)},
    )


@dataclass(frozen=True)
class Outcome:
    """What became of several decisions: how many were made, and how many were not."""

    made: int = 0
    left: int = 0

    @property
    def words(self) -> str:
        """What there is to say about those that were not."""
        return queue.left_words(self.left)


Act = Callable[..., Awaitable[None]]
ACTS: Mapping[str, Act] = {
    "approve": moderation.approve,
    "reject": moderation.reject,
    "hold": moderation.hold,
    "release": moderation.release,
}


async def decide(
    session: Session, act: str, event_id: UUID, made: Decision, *, seen: int, why: Why | None = None
) -> None:
    """One decision by its name. `why` is for "reject". Raises as the functions of domain.moderation do."""
    more = {"why": why} if act == "reject" else {}
    await ACTS[act](session, event_id, made, seen=seen, **more)


async def decide_all(
    session: Session, act: str, picked: Mapping[UUID, int], made: Decision, *, why: Why | None = None
) -> Outcome:
    """The same about several nights, each with the number of the words that were seen.

    One that has changed or is decided already is left as it is, and takes none of the others with it.
    """
    done = 0
    for event_id in sorted(picked, key=str):  # one order, so that no two wait for each other
        try:
            async with session.begin_nested():
                await decide(session, act, event_id, made, seen=picked[event_id], why=why)
            done += 1
        except errors.Refusal:
            continue
    return Outcome(done, len(picked) - done)
