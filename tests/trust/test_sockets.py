"""The websocket as an attacker uses it (TRUST T1, T3 to T6, T9, T31, T33)."""

import asyncio
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from openmic.state.messages import Patience
from tests.running import RunningSite
from tests.trust.visitor import DETAIL, FINDER, STATE, visiting


async def handshake(
    site: RunningSite, path: str = "/_event/?EIO=4&transport=websocket", **headers: str | None
) -> int:
    """The HTTP status a websocket handshake gets; 101 when it is let in."""
    port = site.url.rpartition(":")[2]
    reader, writer = await asyncio.open_connection("localhost", int(port))
    lines = {
        "Host": f"localhost:{port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        **headers,
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    writer.write(f"GET {path} HTTP/1.1\r\n{text}\r\n".encode())
    status = (await reader.readline()).split()[1]
    writer.close()
    return int(status)


async def test_a_page_of_ours_may_open_the_websocket(running_site: RunningSite) -> None:
    assert await handshake(running_site, Origin=running_site.url) == 101
    assert await handshake(running_site, Origin=running_site.url.replace("localhost", "127.0.0.1")) == 101


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "{}.evil.example",
        "https://localhost",
        "http://localhost",
        "HTTP://LOCALHOST",
    ],
)
async def test_a_page_of_anybody_else_may_not(running_site: RunningSite, origin: str | None) -> None:
    assert await handshake(running_site, Origin=origin and origin.format(running_site.url)) == 403


async def test_a_foreign_host_may_not(running_site: RunningSite) -> None:
    assert await handshake(running_site, Origin=running_site.url, Host="evil.example") == 403


@pytest.mark.parametrize("path", ["/", "/_upload", "/ping", "/_event/../x", "/e/x/"])
async def test_there_is_no_other_websocket(running_site: RunningSite, path: str) -> None:
    assert await handshake(running_site, path, Origin=running_site.url) == 403


async def test_a_message_that_is_too_large_ends_the_connection(running_site: RunningSite) -> None:
    async with visiting(running_site) as visitor:
        closed = asyncio.Event()
        visitor.socket.on("disconnect", lambda *_: closed.set(), namespace="/_event")
        await visitor.socket.emit("event", {"name": "x", "payload": {"x": "y" * 70_000}}, namespace="/_event")
        await asyncio.wait_for(closed.wait(), 10)
    async with visiting(running_site) as another:
        assert await another.hydrate()


async def test_a_handler_that_is_not_marked_changes_and_says_nothing(running_site: RunningSite) -> None:
    async with visiting(running_site) as visitor:
        await visitor.hydrate()
        for state, name in ((FINDER, "page"), (DETAIL, "night"), (STATE, "is_hydrated")):
            assert await visitor.call(f"{state}.setvar", {"var_name": name, "value": "CANARY"}) == []
        storage = f"{STATE}.reflex___state____update_vars_internal_state.update_vars_internal"
        assert await visitor.call(storage, {"vars": {f"{FINDER}.page": "CANARY"}}) == []
        assert await visitor.call(f"{FINDER}._get_state_from_cache", {}) == []
        assert "CANARY" not in "".join(await visitor.hydrate())


async def test_the_visitors_cookie_never_comes_back(running_site: RunningSite) -> None:
    async with visiting(running_site, Cookie="openmic_session=CANARY-COOKIE") as visitor:
        await visitor.hydrate()
        await visitor.call(f"{FINDER}.nonsense")
    assert "CANARY-COOKIE" not in "".join(visitor.heard)
    assert "CANARY-COOKIE" not in running_site.log.read_text()


async def test_no_organisers_address_is_in_any_frame_or_log_line(running_site: RunningSite) -> None:
    async with visiting(running_site) as visitor:
        frames = "".join(await visitor.hydrate("/"))
        paths = {part.split('"')[0] for part in frames.split('"href": "')[1:]}
        for path in [path for path in paths if path.startswith("/e/")][:5]:
            await visitor.call(f"{DETAIL}.look", path=path)
        for _ in range(3):
            await visitor.call(f"{FINDER}.more", path="/")
    heard = "".join(visitor.heard)
    assert "is_missing" in heard
    assert "@example.org" not in heard
    assert "organiser_email" not in heard
    assert "@example.org" not in running_site.log.read_text()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=200),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=8,
)


@given(payloads=st.lists(ANYTHING | st.fixed_dictionaries({"form": ANYTHING}), min_size=4, max_size=8))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_argument_makes_a_handler_fail(running_site: RunningSite, payloads: list) -> None:
    before = running_site.log.read_text()

    async def send() -> None:
        async with visiting(running_site) as visitor:
            for number, payload in enumerate(payloads):
                handler = (f"{FINDER}.more", f"{FINDER}.look", f"{DETAIL}.look")[number % 3]
                event = {"name": handler, "payload": payload, "router_data": {"pathname": "/", "asPath": "/"}}
                await visitor.socket.emit("event", event, namespace="/_event")
            await visitor.until_quiet()
            assert visitor.socket.connected

    asyncio.run(send())
    new = running_site.log.read_text()[len(before) :]
    assert "Traceback" not in new


@pytest.mark.parametrize(
    "path", ["/e/\0/", "//", "/e/%ff/", "/towns/\u202e/", "/?after=" + "x" * 9000, "/?on=9999-12-31"]
)
async def test_no_address_makes_a_handler_fail(running_site: RunningSite, path: str) -> None:
    before = len(running_site.log.read_text())
    async with visiting(running_site) as visitor:
        await visitor.call(f"{FINDER}.look", path=path)
        await visitor.call(f"{DETAIL}.look", path=path)
        assert visitor.socket.connected
    assert "Traceback" not in running_site.log.read_text()[before:]


async def test_two_visitors_do_not_see_each_others_lists(running_site: RunningSite) -> None:
    async with visiting(running_site) as one, visiting(running_site) as other:
        await one.hydrate("/?q=zzzz")
        heard = "".join(await other.hydrate("/"))
    assert "zzzz" not in heard


def test_the_log_is_one_json_record_a_line(running_site: RunningSite) -> None:
    lines = [line for line in running_site.log.read_text().splitlines() if line.startswith("{")]
    assert lines
    assert all("event" in json.loads(line) for line in lines)


def test_no_state_was_written_to_disk() -> None:
    from tests.running import ROOT

    assert not list(ROOT.glob(".states/*"))


def test_a_look_cannot_write(fresh_database: str) -> None:
    from openmic import db

    engine = create_engine(fresh_database, connect_args={"options": db.READING})
    with engine.connect() as connection, pytest.raises(Exception, match="read-only transaction"):
        connection.execute(text("DELETE FROM town"))
    engine.dispose()


async def test_who_asks_too_much_over_a_websocket_is_not_heard_and_nobody_else_is_held_up(
    running_site: RunningSite,
) -> None:
    async with visiting(running_site) as greedy, visiting(running_site) as other:
        await greedy.hydrate()
        event = {
            "name": f"{FINDER}.look",
            "payload": {},
            "router_data": {"pathname": "/", "query": {}, "asPath": "/"},
        }
        for _ in range(Patience.AT_ONCE * 3):
            await greedy.socket.emit("event", event, namespace="/_event")
        await greedy.until_quiet()
        assert "too many messages" in running_site.log.read_text()
        assert any("page" in said for said in await other.hydrate())
        await asyncio.sleep(1)
        assert await greedy.call(f"{FINDER}.look", path="/?when=tonight"), "after a rest it is heard again"
