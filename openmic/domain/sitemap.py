"""Which pages search engines may find, and when what they show last changed."""

from dataclasses import dataclass
from datetime import datetime

from openmic import clock, errors, urls
from openmic.db import Session
from openmic.queries import sitemap as rows

PER_FILE = 10_000  # nights; 50,000 pages is the most that a file may have
STANDING = (
    urls.submit(),
    urls.towns(),
    urls.venues(),
    urls.keep_up(),
    *(urls.policy(name) for name in urls.POLICIES),
)


@dataclass(frozen=True)
class Entry:
    """A page's path, and when it changed if that is known."""

    path: str
    changed_at: datetime | None = None


async def files(session: Session) -> int:
    """How many files it takes: more than one has an index."""
    return max(1, -(-await rows.count(session, now=clock.now()) // PER_FILE))


async def entries(session: Session, file: int = 1) -> list[Entry]:
    """The pages of one file; lists and what always stands are in the first. Raises NotFound after the last."""
    now = clock.now()
    nights = await rows.nights(session, now=now, offset=(file - 1) * PER_FILE, limit=PER_FILE)
    found = [Entry(urls.event(one.id), one.updated_at) for one in nights]
    if file == 1:
        towns, venues = await rows.towns(session, now=now), await rows.venues(session, now=now)
        lists = [Entry(urls.town(one.slug), one.updated_at) for one in towns]
        lists += [Entry(urls.venue(one.slug), one.updated_at) for one in venues]
        standing = (urls.finder(), *(f"/{slug}/" for slug in urls.NEAR_SLUGS), *STANDING)
        return [*(Entry(path) for path in standing), *lists, *found]
    if not found:
        raise errors.NotFound
    return found
