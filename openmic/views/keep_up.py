"""How to keep up with a search: in a calendar, in a news reader, from a program."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from openmic import urls
from openmic.views import feed, selection, subscription
from openmic.views.criteria import Criteria
from openmic.views.subscription import ChoiceForm
from openmic.views.venue import VenueFacts

GOOGLE = "https://calendar.google.com/calendar/r"
OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb"


@dataclass(frozen=True)
class Kept:
    """A field of the search that the form carries along."""

    name: str
    value: str


@dataclass(frozen=True)
class KeepUp:
    """The addresses of a search's feeds, and where they can be put in. All are whole addresses but `page`."""

    title: str
    page: str
    is_all: bool
    is_venue: bool
    problems: str
    form: ChoiceForm
    carried: tuple[Kept, ...]
    calendar: str
    webcal: str
    google: str
    outlook: str
    atom: str
    json_feed: str
    json: str
    openapi: str
    by_mail: str


def keep_up(criteria: Criteria, today: date, *, origin: str, venue: VenueFacts) -> KeepUp:
    """The page for a search. `venue` is its venue, empty for none, `origin` the site's public address."""

    def whole(path: str) -> str:
        return urls.absolute(origin, path)

    query = selection.query(criteria)
    title = feed.title(criteria, today, venue=venue.name)
    calendar = whole(urls.feed("ics", query))
    webcal = f"webcal:{calendar.partition(':')[2]}"
    carried = {"venue": criteria.venue, "q": criteria.words, "when": criteria.when, "on": criteria.on}
    return KeepUp(
        title=title,
        page=criteria.canonical,
        is_all=not query,
        is_venue=bool(venue.name),
        problems=" ".join(sentence for _, sentence in criteria.problems),
        form=subscription.choice_form(criteria.town, criteria.categories),
        carried=tuple(
            Kept(name, value) for name, value in (carried | {"until": criteria.until}).items() if value
        ),
        calendar=calendar,
        webcal=webcal,
        google=f"{GOOGLE}?{urlencode({'cid': webcal})}",
        outlook=f"{OUTLOOK}?{urlencode({'url': calendar, 'name': title})}",
        atom=whole(urls.feed("atom", query)),
        json_feed=whole(urls.json_feed(query)),
        json=whole(urls.feed("json", query)),
        openapi=whole(urls.openapi()),
        by_mail=urls.subscribe(criteria.wish(venue.town_slug).query),
    )
