"""The finder's memory: the list a visitor is looking at."""

import reflex as rx

from openmic import clock, db
from openmic.domain import listings
from openmic.state.access import public
from openmic.views import criteria, finder


class FinderState(rx.State):
    """One list. The address says what is looked for; this only remembers what was found, and for which address."""

    page: finder.FinderPage = finder.FinderPage()
    answered: str = ""
    notice: str = ""

    @rx.event
    @public
    async def look(self):
        """Shows what the address asks for."""
        address = self.router.url
        self.answered = f"{address.path}?{address.query}" if address.query else address.path
        wanted = criteria.at(address)
        if not self.page.answers(wanted, clock.today()):
            async with db.reading() as session:
                self.page = await listings.search(session, wanted)

    @rx.event
    @public
    async def more(self):
        """Adds the next nights to the list; a very long one goes on as a new page."""
        if not self.page.can_grow:
            return rx.redirect(self.page.next_address or self.page.address)
        async with db.reading() as session:
            following = await listings.search(session, criteria.at(self.page.next_address))
        self.page = finder.extended(self.page, following)
