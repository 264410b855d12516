"""Who says that it is a robot. The only file that knows crawleruseragents."""

from crawleruseragents import is_crawler

LONGEST = 500  # characters of what a browser calls itself


def is_robot(user_agent: str) -> bool:
    """Whether a visitor calls itself a robot, or nothing at all."""
    return not user_agent.strip() or is_crawler(user_agent[:LONGEST])
