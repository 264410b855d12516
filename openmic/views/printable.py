"""What somebody typed, as every file format can hold it."""

import re

# RFC 5545 section 3.1 and XML 1.0 section 2.2 allow no control character in a text; half a surrogate pair and
# the two non-characters are nothing a text can hold.
NEVER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without what none can hold; any line break, Unicode's too, is one of ours."""
    return NEVER.sub("", "\n".join(text.splitlines()))
