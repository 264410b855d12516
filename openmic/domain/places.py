"""What the public reads of towns and venues: the directory, and the facts above a place's own list."""

from collections import defaultdict

from openmic import clock, errors
from openmic.db import Session
from openmic.queries import directory
from openmic.views import directory as views
from openmic.views import place
from openmic.views.criteria import Criteria
from openmic.views.venue import TownFacts, VenueFacts, facts, town_facts

OFTEN, SHOWN = 2, 10  # a title that was on so often is a regular; so many are told


async def towns(session: Session) -> views.TownsPage:
    """Every town, those with something coming up first."""
    return views.towns(await directory.towns(session, now=clock.now()), clock.today())


async def venues(session: Session, at: views.Asked) -> views.VenuesPage:
    """The venues somebody asks for; letter by letter where there are too many to show at once."""
    written = defaultdict(set)  # letters as they stand in names, by those they are shown under
    total = 0
    for row in await directory.letters(session, town=at.town):
        written[views.letter_of(row.letter)].add(row.letter)
        total += row.venues
    if at.letter not in written or total <= views.AT_ONCE:
        at = views.Asked(at.town)
    letters: tuple[str, ...] = ()
    if total > views.AT_ONCE:
        letters = tuple(sorted(written, key=lambda one: (len(one), one)))
        at = views.Asked(at.town, at.letter or letters[0])
    rows = await directory.venues(
        session, now=clock.now(), town=at.town, letters=written[at.letter] if at.letter else ()
    )
    return views.venues(at, rows, clock.today(), total=total, letters=letters)


async def venue(session: Session, criteria: Criteria) -> VenueFacts:
    """The facts of the venue a search asks for, by its address or one it once had; on its own page all of them.

    Raises NotFound for an unknown one.
    """
    if not criteria.venue:
        return VenueFacts()
    row = await directory.venue(session, criteria.venue)
    if row is None:
        raise errors.NotFound("There is no such venue here, or not any more.")
    past = ()
    if criteria.page == "venue" and not criteria.after:
        past = await directory.regulars(session, row.id, now=clock.now(), least=OFTEN, limit=SHOWN)
    return facts(row, past, today=clock.today())


async def town(session: Session, criteria: Criteria) -> TownFacts:
    """The facts of a town, on its own page."""
    if criteria.page != "town":
        return TownFacts()
    many = await directory.count_venues(session, criteria.town)
    return town_facts(place.by_slug()[criteria.town].name, criteria.town, many)
