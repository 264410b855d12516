"""How long something waits, and what somebody sent in before, in a few words."""

from datetime import timedelta
from typing import Any


def history(found: Any) -> str:
    """What a submitter did before, in one line."""
    if found is None or not found.others:
        return "Their first night"
    which = f"Their {ordinal(found.others + 1)} night"
    if found.earlier < found.others:
        which = f"One of their {found.others + 1} nights"
    rest = [f"{found.listed} listed"] if found.listed else []
    rest += [f"{found.turned_down} turned down"] if found.turned_down else []
    return which + (f": {', '.join(rest)}" if rest else "")


def ordinal(number: int) -> str:
    """A place in a row: 1st, 2nd, 3rd, 4th, 11th."""
    special = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number % 100 in (11, 12, 13) else special.get(number % 10, 'th')}"


def duration(waited: timedelta) -> str:
    """How long something waits: under a minute, 20 min, 3 h 20 min, 2 days 4 h."""
    minutes = int(waited.total_seconds()) // 60
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} day{'s' if days > 1 else ''}" + (f" {hours} h" if hours else "")
    if hours:
        return f"{hours} h" + (f" {minutes} min" if minutes else "")
    return f"{minutes} min" if minutes else "under a minute"
