"""Whether what wants to change something comes from a page of our own (docs/decisions/0011)."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.types import Scope

CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})

# Where the token in the address is the whole authority, whoever sends it: mail programs leave a list with a POST
# that has no cookie, Origin or Sec-Fetch-Site (RFC 8058), web mail with one that has its own.
TOKEN_IS_ALL = frozenset({"/unsubscribe/"})


def may_act(scope: Scope, origins: Collection[str]) -> bool:
    """Whether a request changes nothing, or comes from a page at one of our origins (TRUST T13).

    Browsers say so in Sec-Fetch-Site; older ones, and all of them over plain HTTP, in Origin. No script and
    no page elsewhere can set either. Who sends neither is nobody's page.
    """
    if scope["method"] in CHANGES_NOTHING or scope["path"] in TOKEN_IS_ALL:
        return True
    headers = Headers(scope=scope)
    sites = headers.getlist("sec-fetch-site")
    return sites == ["same-origin"] if sites else headers.get("origin") in origins
