"""One night's memory: the listing a visitor is reading."""

import reflex as rx

from openmic import db, errors, settings, urls
from openmic.domain import listings
from openmic.state.access import public
from openmic.state.finder import FinderState
from openmic.views import detail


class DetailState(rx.State):
    """One listing, as the address names it."""

    night: detail.ListingDetail = detail.ListingDetail()
    notice: str = ""

    @rx.event
    @public
    async def look(self):
        """Shows the listing the address names, or says why there is none; with the way back to the list."""
        path = self.router.url.path
        try:
            async with db.reading() as session:
                night = await listings.find(session, urls.event_id(path), origin=settings.current().origin)
        except errors.Refusal as refusal:
            night = detail.missing(path, refusal)
        self.night = detail.coming_from(night, (await self.get_state(FinderState)).page)
