"""A visitor who went away, or only reads, costs memory for a while and then no more."""

import asyncio
import gc
import weakref

from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex_base.config import get_config

from openmic.state.finder import FinderState
from openmic.views.finder import FinderPage

PATIENCE = 20  # seconds a busy machine may take


async def visit(manager: StateManagerMemory, name: str) -> weakref.ref[FinderState]:
    """Somebody looks at a list; what is remembered of it."""
    async with manager.modify_state(BaseStateToken(ident=name, cls=FinderState)) as root:
        state = await root.get_state(FinderState)
        state.page = FinderPage(heading="Open mics in Witney")
        return weakref.ref(state)


async def test_what_an_idle_visitor_left_is_given_back() -> None:
    manager = StateManagerMemory(token_expiration=1)
    left = [await visit(manager, f"visitor {number}") for number in range(20)]
    assert all(state() for state in left)
    assert len(manager.states) == 20
    async with asyncio.timeout(PATIENCE):
        while manager.states:  # noqa: ASYNC110  (it tells nobody)
            await asyncio.sleep(0.05)
    gc.collect()
    assert [state for state in left if state()] == []
    assert manager._states_locks == {}
    await manager.close()


async def test_who_comes_back_in_time_is_still_known() -> None:
    manager = StateManagerMemory(token_expiration=1000)
    first = await visit(manager, "visitor")
    assert (await visit(manager, "visitor"))() is first()
    await manager.close()


def test_a_visitors_memory_lasts_a_quarter_of_an_hour() -> None:
    assert get_config().redis_token_expiration == 900
    assert StateManagerMemory().token_expiration == 900
