"""A moderator's memory: the part of the queue they look at, and nothing of it once they are signed out."""

from dataclasses import replace
from typing import Any

import reflex as rx
from reflex.event import Event
from reflex.middleware.middleware import Middleware

from openmic import db, errors, settings
from openmic.domain import queue as nights
from openmic.domain import undoing
from openmic.domain.decision import Decision
from openmic.state.access import role, visitor
from openmic.views import queue, queue_address, queue_form
from openmic.views.people import Person
from openmic.views.queue_address import QueueAddress
from openmic.views.queue_form import Asked
from openmic.views.queue_item import Tried

# The tabs that have the queue open, by Reflex's token, and which part of it each shows (state/watching.py)
WATCHING: dict[str, QueueAddress] = {}


class QueueState(rx.State):
    """One moderator's queue. Guarded handlers fill it; `shut` empties it for anybody else (TRUST T3, T7, T9)."""

    page: queue.QueuePage = queue.QueuePage()
    tried: Tried = Tried()
    answered: str = ""
    notice: str = ""

    @rx.event
    @role("moderator")
    async def look(self, *, person):
        """Shows what the address asks for, and from now on what others decide."""
        address = self.router.url
        self.answered = f"{address.path}?{address.query}" if address.query else address.path
        self.tried = Tried()
        WATCHING[self.router.session.client_token] = queue_address.read(address.query_parameters)
        await show(self, person, is_new=True)

    @rx.event
    @role("moderator")
    async def decide(self, sent: dict, *, person):
        """One decision about one night."""
        asked = queue_form.one(sent, act=str(sent.get("act", "")), item=str(sent.get("item", "")))
        await press(self, asked, person)

    @rx.event
    @role("moderator")
    async def decide_several(self, sent: dict, *, person):
        """One decision about all that are ticked."""
        await press(self, queue_form.several(sent), person)

    @rx.event
    @role("moderator")
    async def undo(self, sent: dict, *, person):
        """Takes back what one press of a button did."""
        batch = queue_form.batch(sent)
        try:
            if batch is None:
                raise undoing.TooLate
            async with db.transaction() as session:
                await undoing.undo(session, batch, person)
        except errors.Refusal as refusal:
            await show(self, person, said=refusal.advice)
        else:
            await show(self, person, said=queue_address.NEWS["undone"], is_good=True)


async def press(state: QueueState, asked: Asked, person: Person) -> None:
    """Does what one press of a button asks for, and shows what is left."""
    state.tried = asked.tried
    made = Decision(person, settings.current().origin)
    said = ""
    if not asked.picked or not asked.act:
        said = queue_address.NEWS["none"]
    elif not asked.is_wrong:
        try:
            said = await decided(asked, made)
        except errors.Refusal as refusal:
            said = refusal.advice
    await show(state, person, said=said)


async def decided(asked: Asked, made: Decision) -> str:
    """Decides, and says what there is to say about what was not. Raises what domain.moderation does about one."""
    async with db.transaction() as session:
        if not asked.is_several:
            ((event_id, seen),) = asked.picked
            await nights.decide(session, asked.act, event_id, made, seen=seen, why=asked.why)
            return ""
        outcome = await nights.decide_all(session, asked.act, dict(asked.picked), made, why=asked.why)
    return outcome.words


async def show(
    state: QueueState,
    person: Person,
    *,
    said: str = "",
    is_good: bool = False,
    is_new: bool = False,
    at: QueueAddress | None = None,
) -> None:
    """Shows the queue as it is now, `at` the page's address unless told otherwise.

    `said` is what there is to say about what was just done.
    """
    here = at or queue_address.read(state.router.url.query_parameters)
    async with db.reading() as session:
        page = await nights.look(session, here, person, tried=state.tried)
    if not is_new:
        page = replace(page, news=said, is_good_news=is_good)
    if page != state.page:
        state.page = page


def shut(state: QueueState) -> None:
    """Forgets all that was shown."""
    if state.page not in (queue.SHUT, queue.QueuePage()):
        state.page = queue.SHUT
        state.tried = Tried()


class Secrecy(Middleware):
    """Before anything is answered: what a tab was shown is gone unless a moderator's cookie comes with it.

    A tab's state outlives who was signed in, and whoever knows its token could ask for it (TRUST T9).
    """

    async def preprocess(self, app: Any, state: Any, event: Event) -> None:
        held = await state.get_state(QueueState)
        if held.page == queue.QueuePage():
            return
        try:
            person = await visitor(held)
        except errors.Refusal:
            person = None  # the database is away, and cannot say who this is
        if person is None or not person.is_moderator:
            shut(held)
