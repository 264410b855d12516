"""An entry of a calendar as a submission's fields: calendars leave much to be worked out."""

import re

from openmic.adapters.calendars.night import CalendarNight
from openmic.domain.import_rows import Defaults, ImportRow, Trouble, import_key
from openmic.views import category_words, email_address, location, web_address

# Addresses that calendars put in and nobody reads.
NOBODY = re.compile(
    r"(?:no-?reply|do-?not-?reply|unknownorganizer)@.*|.*@(?:\w+\.)*calendar\.google\.com", re.IGNORECASE
)
PRIVATE = "This entry is marked private."
UNSAID = "The calendar does not say who runs it; {advice}."


def row(night: CalendarNight, defaults: Defaults) -> ImportRow:
    """The entry as fields; the category comes from its categories or title, the place from its location.

    What its owner marked private is nobody else's business: such an entry gives no fields at all.
    """
    if night.private:
        return ImportRow(night.line, {}, troubles=(("", PRIVATE),))
    found = location.split(night.location)
    email = email_address.normalise(night.organiser_email)
    if not email or NOBODY.fullmatch(email):
        email = defaults.organiser_email
    name = night.organiser_name or defaults.organiser_name
    fields: dict[str, object] = {
        "title": night.summary,
        "description": night.description,
        "category": category_words.guess([*night.categories, night.summary]),
        "venue_name": found.venue_name,
        "address": found.address,
        "town": found.town,
        "postcode": found.postcode,
        "start_at": night.start_at,
        "end_at": night.end_at,
        "ticket_url": web_address.normalise(night.url) or "",
    }
    troubles: tuple[Trouble, ...] = (("organiser_name", UNSAID.format(advice=defaults.advice)),)
    if name and email:
        fields |= {"organiser_name": name, "organiser_email": email}
        troubles = ()
    recurs_at = night.recurs_at.isoformat() if night.recurs_at else ""
    return ImportRow(night.line, fields, import_key("ical", night.uid, recurs_at), night.cancelled, troubles)
