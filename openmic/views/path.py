"""Where to go afterwards, when an address or a form says it: only ever to a page of our own (TRUST T18)."""

import re
from urllib.parse import unquote

LONGEST = 500
# A slash, then printable ASCII without spaces and backslashes, which browsers take for slashes.
PATH = re.compile(r"/(?!/)[!-\[\]-~]*")


def own_path(text: str) -> str:
    """The text, if it is a path of this site and can be taken for nothing else; otherwise empty."""
    path = unquote(text.partition("?")[0].partition("#")[0])
    is_plain = PATH.fullmatch(text) and PATH.fullmatch(path) and "//" not in path
    return text if is_plain and len(text) <= LONGEST else ""
