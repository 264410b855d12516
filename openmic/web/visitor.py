"""Whose request it is, as far as an address can tell: never on the word of the visitor (TRUST T26). But who says that
they are a robot, or would not be counted, is believed.
"""

from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

from openmic.adapters.robots import is_robot

ONE_HOME = 64  # bits of an IPv6 address that a provider gives to one customer


def address_of(scope: Scope, *, hops: int) -> str:
    """The visitor's IP address; empty when there is none (a Unix socket).

    `hops` is how many proxies of our own stand in front. Each adds the address it was asked from to the right
    end of X-Forwarded-For, so exactly the `hops`-th from the right is theirs; all before it anybody may have
    written. Where that one is missing or is no plain address, it is whoever is connected to us.
    """
    peer = (scope.get("client") or ("",))[0]
    if hops:
        said = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
        if len(said) >= hops and "%" not in said[-hops] and (address := _plain(said[-hops])):
            return address
    return _plain(peer.partition("%")[0])


def group(address: str) -> str:
    """What is counted as one visitor: an IPv4 address, or an IPv6 network of 64 bits, of which one home has all."""
    if ":" not in address:
        return address
    return str(ip_network(f"{address}/{ONE_HOME}", strict=False))


def may_count(headers: Headers) -> bool:
    """Whether this is a person who goes there now, and minds no counting (DNT, Global Privacy Control)."""
    is_asked_ahead = "prefetch" in headers.get("sec-purpose", headers.get("purpose", ""))
    says_no = "1" in (headers.get("dnt"), headers.get("sec-gpc"))
    return not (says_no or is_asked_ahead or is_robot(headers.get("user-agent", "")))


def _plain(text: str) -> str:
    with suppress(ValueError):
        address: IPv4Address | IPv6Address = ip_address(text.strip())
        return str(getattr(address, "ipv4_mapped", None) or address)
    return ""
