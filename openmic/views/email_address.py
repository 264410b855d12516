"""One e-mail address, strictly: nothing that could become two, or a header of its own."""

import re
import unicodedata
from contextlib import suppress

# What browsers accept in <input type=email> (WHATWG HTML), less dots in wrong places (RFC 5321 section 4.1.2)
# and with a dot in the domain, since an organiser's address is never on the local network.
WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(rf"(?=.{{1,64}}@){WORD}(?:\.{WORD})*@{LABEL}(?:\.{LABEL})+")
NOT_ONE = "This is not a complete email address, such as name@example.org."
LONGEST = 254  # RFC 5321 section 4.5.3.1.3, less the angle brackets


def normalise(text: str) -> str | None:
    """The address trimmed and in lower case, or None if it is not exactly one address.

    Phones like to begin with a capital; no mail provider tells addresses apart by it.
    """
    address = text.strip().lower()
    return address if len(address) <= LONGEST and ADDRESS.fullmatch(address) else None


def fold(address: str) -> str:
    """The same for addresses that most likely lead to one mailbox: for counting, never for sending.

    Letters that only look different, capitals, dots and `+anything` in the name make no difference, and a
    domain is the same in its own letters and in ASCII.
    """
    name, _, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    with suppress(UnicodeError):  # no domain at all; it is counted as it came
        domain = domain.rstrip(".").encode("idna").decode()
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"
