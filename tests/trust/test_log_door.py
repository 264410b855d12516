"""What a visitor sends costs at most one short line in the log, whatever it is (TRUST T1, T32)."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.running import ROOT, RunningSite
from tests.trust.visitor import FINDER, STATE, Visitor, visiting

PLACE = {"pathname": "/", "asPath": "/"}
FORGED = "canary@example.org\n2026-01-01 [info] forged line" + "x" * 60_000


def call(**changed: object) -> dict[str, object]:
    """A message as a page of ours sends it, but for what is changed."""
    return {"name": f"{FINDER}.look", "payload": {}, "router_data": PLACE} | changed


@asynccontextmanager
async def overheard(
    site: RunningSite, **headers: str
) -> AsyncIterator[tuple[Visitor, Callable[[], list[dict]]]]:
    """An open websocket, and the records above information written since it was opened."""

    def records() -> list[dict]:
        lines = site.log.read_text()[before:].splitlines()
        assert all(len(line) <= 4000 for line in lines)
        return [record for record in map(json.loads, lines) if record["level"] != "info"]

    before = len(site.log.read_text())
    async with visiting(site, **headers) as visitor:
        yield visitor, records


MALFORMED = [
    call(name=".nope"), call(name=".set_page"), call(name=f"{FINDER}.set_page"), call(name="x" * 50_000),
    call(name=FORGED), call(name=5), call(name=None), call(name=[]), call(name={"canary@example.org": 1}),
    call(name=f"{STATE}.hydrate", payload={"nope": 1}), call(payload={"self": 1}), call(payload=5),
    call(name=f"{STATE}.hydrate_and_load", payload={"vars": 5}), call(payload=[]), call(payload=None),
    call(name=f"{STATE}.hydrate_and_load", payload={"vars": {f"{FINDER}.page": "canary"}}),
    call(name=f"{STATE}.hydrate_and_load", payload={"hashes": 5}),
    call(name=f"{STATE}.hydrate_and_load", payload={"hashes": [5]}),
    call(name=f"{STATE}.set_is_hydrated", payload={}), call(name=f"{STATE}.set_is_hydrated", payload={"value": 5}),
    call(router_data="canary"), call(router_data=None), call(router_data={**PLACE, "asPath": 5}),
    call(router_data={**PLACE, "asPath": "[canary"}), call(router_data={**PLACE, "query": 5}),
    call(router_data={**PLACE, "query": {"a": ["b"]}}), call(router_data={**PLACE, "asPath": "/\ud800"}),
    FORGED, json.dumps(call()), [], 5,
]  # fmt: skip


async def test_a_malformed_call_is_one_short_line(running_site: RunningSite) -> None:
    async with overheard(running_site, Cookie="openmic_session=canary") as (visitor, records):
        for message in MALFORMED:
            await visitor.socket.eio.send("2/_event," + json.dumps(["event", message]))
        await visitor.socket.emit("event", call(payload={"form": b"canary"}), namespace="/_event")
        await visitor.until_quiet()
        assert [record["event"] for record in records()] == ["handler refused"] * (len(MALFORMED) + 1)
        assert max(len(str(record)) for record in records()) < 400
        assert visitor.heard == []
        assert await visitor.hydrate(), "the connection goes on"
    said = running_site.log.read_text()
    assert "canary" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        ("ping", None),
        ("ping", "x"),
        ("nope", call()),
        ("x" * 50_000, None),
        ("set_page", call()),
        ("client_error", "x"),
        ("client_error", None),
        ("event", (call(), call())),
        ("event", ()),
        ("connect", {"QUERY_STRING": "token=another", "asgi.scope": {"headers": []}}),
        ("connect", None),
        ("disconnect", "client disconnect"),
        ("disconnect", None),
    ],
)
async def test_a_message_of_another_kind_is_one_short_line(
    running_site: RunningSite, kind: str, sent: object
) -> None:
    async with overheard(running_site) as (visitor, records):
        # python-socketio does not send the two names it keeps for itself: so by hand
        await visitor.socket.eio.send(
            "2/_event," + json.dumps([kind, *(sent if isinstance(sent, tuple) else [sent])])
        )
        await visitor.until_quiet()
        assert [record["event"] for record in records()] == ["message refused"]
        assert len(str(records()[0])) < 400
        assert await visitor.hydrate(), "the connection goes on"


@pytest.mark.parametrize(
    "packet",
    [
        '2/_event,{"a":1}',
        "2/_event,[]",
        "2/_event",
        "2/_event,[[]]",
        "2/_event,x" * 5000,
        "9",
        "4/_event,",
        "x",
    ],
)
async def test_what_is_no_message_is_one_short_line(running_site: RunningSite, packet: str) -> None:
    async with overheard(running_site) as (visitor, records):
        await visitor.socket.eio.send(packet)
        await visitor.until_quiet()
        assert [record["event"] for record in records()] == ["message refused"]
        assert await visitor.hydrate(), "the connection goes on"


@pytest.mark.parametrize("packet", ["x", "", "bx"])
async def test_what_is_no_packet_ends_the_connection_with_one_line(
    running_site: RunningSite, packet: str
) -> None:
    async with overheard(running_site) as (visitor, records):
        await visitor.socket.eio.ws.send_str(packet)
        await visitor.until_quiet()
        assert [record["event"] for record in records()] == ["websocket broke off"]
    async with visiting(running_site) as another:
        assert await another.hydrate()


@pytest.mark.parametrize("first", [FORGED, 5, call(name=".nope"), call(router_data="x")])
async def test_a_first_message_that_is_malformed_is_refused_too(
    running_site: RunningSite, first: object
) -> None:
    async with overheard(running_site) as (visitor, records):
        await visitor.socket.eio.send("1/_event,")
        await visitor.socket.eio.send("0/_event," + json.dumps({"event": first}))
        await visitor.until_quiet()
        assert [record["event"] for record in records()] == ["handler refused"]


async def test_a_fault_a_page_reports_is_a_short_warning(running_site: RunningSite) -> None:
    async with overheard(running_site) as (visitor, records):
        await visitor.socket.emit("client_error", {"message": FORGED}, namespace="/_event")
        report = f"{STATE}.reflex___state____frontend_event_exception_state.handle_frontend_exception"
        await visitor.call(report, {"info": FORGED[:20_000], "component_stack": FORGED[:20_000]})
        assert {(record["event"], record["level"]) for record in records()} == {("page failed", "warning")}
        assert len(records()) == 2
    assert "canary" not in running_site.log.read_text()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
NAMES = [f"{FINDER}.look", f"{FINDER}.more", f"{STATE}.hydrate", f"{STATE}.hydrate_and_load"]
CALLS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES) | ANYTHING,
        "payload": st.fixed_dictionaries(
            {}, optional={"form": ANYTHING, "hashes": ANYTHING, "vars": ANYTHING}
        ),
        "router_data": st.fixed_dictionaries(
            {},
            optional={
                name: st.text(max_size=20).map("/".__add__) | ANYTHING for name in PLACE | {"query": 1}
            },
        ),
    }
)


@given(messages=st.lists(CALLS | ANYTHING, min_size=4, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_a_client_can_say_makes_an_error(running_site: RunningSite, messages: list) -> None:
    async def send() -> None:
        async with overheard(running_site) as (visitor, records):
            for message in messages:
                await visitor.socket.emit("event", message, namespace="/_event")
            await visitor.until_quiet()
            assert {record["level"] for record in records()} <= {"warning"}
            assert all("exception" not in record for record in records())

    asyncio.run(send())


def test_no_library_has_a_way_past_the_door() -> None:
    code = """
import logging
from openmic import log
log.configure(level="debug", style="json")
import openmic.app, openmic.serving
named = [logging.getLogger(name) for name in logging.root.manager.loggerDict]
silent = (logging.NullHandler,)
past = [one.name for one in named if not one.propagate or [h for h in one.handlers if not isinstance(h, silent)]]
assert past == [], past
assert [type(handler) for handler in logging.root.handlers] == [log.Door]
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
