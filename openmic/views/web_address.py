"""Links to other sites, such as where tickets are sold."""

import re
from urllib.parse import urlsplit

# RFC 3986 section 2 allows none of these; browsers read a backslash as a slash, and so would leave the host.
NEVER = re.compile(r"[\s<>\"\\^`{|}\x00-\x20\x7f]")


def normalise(text: str) -> str | None:
    """An https address with a host and without name or password in it, or None if it is not one."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:  # a bad port, or brackets that hold no IPv6 address
        return None
    if parts.scheme != "https" or "." not in host.strip(".") or "@" in parts.netloc or NEVER.search(address):
        return None
    return "https" + address[5:]
