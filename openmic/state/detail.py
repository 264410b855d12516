"""One night's memory: the listing a visitor is reading."""

import reflex as rx

from openmic import db, errors, urls
from openmic.domain import listings
from openmic.state.access import public
from openmic.views import detail


class DetailState(rx.State):
    """One listing, as the address names it."""

    night: detail.ListingDetail = detail.ListingDetail()
    notice: str = ""

    @rx.event
    @public
    async def look(self):
        """Shows the listing the address names, or says why there is none."""
        path = self.router.url.path
        try:
            async with db.reading() as session:
                self.night = await listings.find(session, urls.event_id(path))
        except errors.Refusal as refusal:
            self.night = detail.missing(path, refusal)
