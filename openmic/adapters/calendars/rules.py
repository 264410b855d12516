"""Which rules for repeating are followed: what people's calendars write, and nothing that never ends."""

import re

from openmic.adapters.calendars.night import Unreadable

ALWAYS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
BY_DATE = ALWAYS | {"BYMONTH", "BYMONTHDAY", "BYSETPOS"}
# Days are not filtered by date: a rule such as "daily, on 30 February" would be tried until the year 9999.
ALLOWED = {
    "DAILY": ALWAYS,
    "WEEKLY": ALWAYS,
    "MONTHLY": BY_DATE,
    "YEARLY": BY_DATE | {"BYYEARDAY", "BYWEEKNO"},
}
DAY_ONLY = re.compile(r"\d{8}")


def checked(rule: str) -> str:
    """An RRULE's value (RFC 5545 section 3.3.10) as it can safely be followed; raises Unreadable.

    An UNTIL without a time, which many programs write, means the whole of that day.
    """
    given = (part.partition("=") for part in rule.strip().upper().split(";") if part)
    parts = {name: value for name, _, value in given}
    often = parts.get("FREQ", "")
    if often in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise Unreadable("It repeats more often than once a day.")
    unknown = parts.keys() - ALLOWED.get(often, set())
    if often not in ALLOWED or unknown:
        raise Unreadable(f"We cannot follow its rule for repeating: {rule[:80]}.")
    every = parts.get("INTERVAL", "1")
    if not re.fullmatch(r"[0-9]{1,3}", every) or int(every) == 0:
        raise Unreadable(f"It repeats at an interval that makes no sense: {every[:20]}.")
    if often == "DAILY" and "BYDAY" in parts and int(every) % 7 == 0:
        raise Unreadable(f"We cannot follow its rule for repeating: {rule[:80]}.")
    if DAY_ONLY.fullmatch(parts.get("UNTIL", "")):
        parts["UNTIL"] += "T235959Z"
    return ";".join(f"{name}={value}" for name, value in parts.items())
