"""Whose request it is, whatever the request says about that (TRUST T26)."""

import pytest

from openmic.web.visitor import address_of, group

PEER = "198.51.100.7"
PROXY = "10.0.0.1"


def asked(*forwarded: str, peer: str | None = PEER) -> dict:
    """A request from `peer` with these X-Forwarded-For headers."""
    headers = [(b"x-forwarded-for", said.encode("latin-1")) for said in forwarded]
    return {"type": "http", "headers": headers, "client": (peer, 5000) if peer else None}


@pytest.mark.parametrize(
    "forwarded",
    [
        (), ("6.6.6.6",), ("6.6.6.6, 198.51.100.7",), (", ".join(["6.6.6.6"] * 50),), ("junk",), ("",), (",,,",),
        ("fe80::1%eth0",), ("6.6.6.6", "7.7.7.7"),
    ],
)  # fmt: skip
def test_without_a_proxy_of_ours_nobodys_word_is_believed(forwarded: tuple[str, ...]) -> None:
    assert address_of(asked(*forwarded), hops=0) == PEER


@pytest.mark.parametrize(
    ("forwarded", "hops", "address"),
    [
        (("203.0.113.9",), 1, "203.0.113.9"),
        (("6.6.6.6, 203.0.113.9",), 1, "203.0.113.9"),
        (("6.6.6.6", "203.0.113.9"), 1, "203.0.113.9"),  # two headers are one list
        ((f"6.6.6.6,203.0.113.9 , {PROXY}",), 2, "203.0.113.9"),
        ((", ".join(["6.6.6.6"] * 49 + ["203.0.113.9"]),), 1, "203.0.113.9"),
        (("2001:DB8:0:0::1",), 1, "2001:db8::1"),
        (("::ffff:203.0.113.9",), 1, "203.0.113.9"),
    ],
)
def test_behind_n_proxies_it_is_exactly_the_nth_from_the_right(
    forwarded: tuple[str, ...], hops: int, address: str
) -> None:
    assert address_of(asked(*forwarded, peer=PROXY), hops=hops) == address


@pytest.mark.parametrize(
    ("forwarded", "hops"),
    [
        ((), 1),
        (("203.0.113.9",), 2),
        (("",), 1),
        (("203.0.113.9,",), 1),
        (("junk",), 1),
        (("203.0.113.9:443",), 1),
        (("[2001:db8::1]:443",), 1),
        (("[2001:db8::1]",), 1),
        (("fe80::1%eth0",), 1),
        (("203.0.113.009",), 1),
        (("203.0.113",), 1),
        (("3405803785",), 1),
        (("203.0.113.9/32",), 1),
        (("unknown",), 1),
        (("203.0.113.\xb2",), 1),
        (("x" * 50_000,), 1),
        (("203.0.113.9, junk",), 1),
    ],
)
def test_what_is_no_plain_address_there_leaves_whoever_is_connected(
    forwarded: tuple[str, ...], hops: int
) -> None:
    assert address_of(asked(*forwarded, peer=PROXY), hops=hops) == PROXY


def test_an_ipv4_visitor_is_the_same_over_an_ipv6_socket() -> None:
    assert address_of(asked(peer="::ffff:198.51.100.7"), hops=0) == PEER
    assert address_of(asked(peer="fe80::1%eth0"), hops=0) == "fe80::1"


def test_over_a_unix_socket_there_is_no_address() -> None:
    assert address_of(asked(peer=None), hops=0) == ""
    assert address_of(asked("203.0.113.9", peer=None), hops=1) == "203.0.113.9"


def test_a_home_with_many_ipv6_addresses_is_one_visitor() -> None:
    assert group("2001:db8:1:2::1") == group("2001:db8:1:2:ffff::9") != group("2001:db8:1:3::1")
    assert group(PEER) == PEER
    assert group("") == ""
