"""Every moderator's browser shows what any of them decides, as soon as it is committed."""

import asyncio
from typing import Any

import reflex as rx
import structlog

from openmic import errors, settings, urls
from openmic.state.queue import WATCHING, QueueState, show, shut
from openmic.views import queue
from openmic.web import session_cookie
from openmic.web import signed_in as who

log = structlog.get_logger()
REST = 0.2  # seconds between two rounds: many changes at once are one


class QueueWatch:
    """Hears of each change (openmic.listening) and shows it to whoever has the queue open."""

    def __init__(self, app: rx.App) -> None:
        self.app = app
        self.again = False
        self.round: asyncio.Task | None = None

    def renew(self) -> None:
        """Something changed: the next round begins at once, or after the one that is under way."""
        self.again = bool(WATCHING)
        if self.again and (self.round is None or self.round.done()):
            self.round = asyncio.create_task(self.tell())

    def stop(self) -> None:
        """Nothing will be heard for now; what is shown stays until it is."""
        if self.round:
            self.round.cancel()

    async def tell(self) -> None:
        """Shows everybody the queue as it is, until nothing more has changed."""
        while self.again:
            self.again = False
            for tab in tuple(WATCHING):
                try:
                    await self.tell_one(tab)
                except errors.Refusal:
                    log.info("queue not refreshed")  # the database is away: the next change tells
                except Exception:
                    log.exception("queue not refreshed")
            await asyncio.sleep(REST)

    async def tell_one(self, tab: str) -> None:
        """Shows one tab the queue, if a moderator's cookie came with the very socket that would hear of it."""
        sockets: Any = self.app.event_namespace
        sid = sockets.token_to_sid.get(tab)
        environ = sid and self.app.sio and self.app.sio.get_environ(sid, sockets.namespace)
        if not environ:
            WATCHING.pop(tab, None)  # gone; when it comes back it looks for itself
            return
        async with self.app.modify_state(rx.BaseStateToken(ident=tab, cls=QueueState)) as root:
            state: Any = await root.get_state(QueueState)
            # the state of a tab where nobody did anything for long is made anew, and knows no address
            if state.router.url.path not in (urls.queue(), "") or state.page == queue.SHUT:
                WATCHING.pop(tab, None)
                return
            cookie = session_cookie.held(environ.get("HTTP_COOKIE", ""), origin=settings.current().origin)
            person = await who.who_holds(cookie, is_here=False)  # what others do keeps nobody signed in
            if sockets.token_to_sid.get(tab) != sid:
                return  # somebody else's socket by now: nothing is sent
            if person is None or not person.is_moderator:
                shut(state)
                WATCHING.pop(tab, None)
            else:
                said, is_good = state.page.news, state.page.is_good_news
                await show(state, person, said=said, is_good=is_good, at=WATCHING[tab])
