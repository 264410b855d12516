"""Who says that it is a robot. The only file that knows crawleruseragents."""

import re
from functools import lru_cache

from crawleruseragents import is_crawler

LONGEST = 500  # characters of what a browser calls itself
CALENDAR = re.compile(
    r"calendar|caldav|\bical\b|dataaccessd|remindd|thunderbird|evolution|outlook|microsoft office|icsx|davx|vdirsyncer"
    r"|khal",
    re.IGNORECASE,
)


def is_robot(user_agent: str) -> bool:
    """Whether a visitor calls itself a robot, or nothing at all."""
    return not user_agent.strip() or _is_crawler(user_agent[:LONGEST])


def is_calendar(user_agent: str) -> bool:
    """Whether it is a calendar that looks by itself, and no person who presses a link."""
    return CALENDAR.search(user_agent[:LONGEST]) is not None


@lru_cache(maxsize=4096)  # a third of a millisecond each, and most browsers call themselves what others do
def _is_crawler(user_agent: str) -> bool:
    return is_crawler(user_agent)
