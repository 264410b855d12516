"""The finder's memory: the list a visitor is looking at."""

import reflex as rx

from openmic import db
from openmic.domain import listings
from openmic.state.access import public
from openmic.views import criteria, finder

REMEMBERED = 10  # lists that were made longer


class FinderState(rx.State):
    """One list. The address says what is looked for; this only remembers what was found, and for which address."""

    page: finder.FinderPage = finder.FinderPage()
    answered: str = ""
    notice: str = ""
    # addresses whose list was made longer, and how long: for who comes back to it
    _grown: tuple[tuple[str, int], ...] = ()

    @rx.event
    @public
    async def look(self):
        """Shows what the address asks for, as it is now: also to who comes back or loads the page again."""
        address = self.router.url
        self.answered = f"{address.path}?{address.query}" if address.query else address.path
        wanted = criteria.at(address)
        async with db.reading() as session:
            many = dict(self._grown).get(wanted.address, finder.PER_PAGE)
            found = await listings.search(session, wanted, many=many)
        if found != self.page:  # what has not changed is not sent again
            self.page = found

    @rx.event
    @public
    async def more(self):
        """Adds the next nights to the list; a very long one goes on as a new page."""
        if not self.page.can_grow:
            return rx.redirect(self.page.next_address or self.page.address)
        async with db.reading() as session:
            following = await listings.search(session, criteria.at(self.page.next_address))
        self.page = finder.extended(self.page, following)
        self._grown = (*self._grown, (self.page.address, self.page.loaded))[-REMEMBERED:]
