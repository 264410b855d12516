"""What may come in over the websocket: anything a page of ours cannot have sent is dropped before Reflex sees it.

Reflex writes a traceback, headers and all, for a message it cannot make sense of, so anybody could fill the
log. Here such a message costs one short line. The guard in access.py stays behind it as the second door.
"""

import json
import time
from collections.abc import Callable
from inspect import signature
from typing import Any

import reflex as rx
import structlog
from reflex_base.registry import RegistrationContext
from socketio import AsyncNamespace

from openmic.state.access import access_to
from openmic.state.steps import Steps

log = structlog.get_logger()


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


# The arguments of Reflex's own handlers. Ours look at theirs themselves.
REFLEX_ARGUMENTS: dict[str, Callable[[Any], bool]] = {
    "vars": lambda value: not value,  # we keep nothing in browsers, so none has anything to give back
    "hashes": lambda value: value is None or (isinstance(value, list) and all(map(_is_text, value))),
    "value": lambda value: isinstance(value, bool),
    "info": _is_text,
    "component_stack": _is_text,
}


def is_call(message: Any) -> bool:
    """Whether this calls a handler that anybody may call, from an address, with arguments it has (TRUST T1)."""
    if not isinstance(message, dict) or not _is_plain(message):
        return False
    name, given = message.get("name"), message.get("payload", {})
    if not isinstance(name, str) or not isinstance(given, dict) or not _is_place(message.get("router_data")):
        return False
    access = access_to(name)
    return access is not None and _fits(name, given, is_ours=access != "reflex")


def _is_plain(message: dict) -> bool:
    # no bytes, no half characters, no infinite numbers: neither the database nor the way back takes them
    try:
        json.dumps(message, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _is_place(place: Any) -> bool:
    if not isinstance(place, dict):
        return False
    query = place.get("query", {})
    paths = [value for key, value in place.items() if key != "query"]
    return (
        all(isinstance(path, str) and path.startswith("/") for path in paths)
        and isinstance(query, dict)
        and all(map(_is_text, query.values()))
    )


def _fits(name: str, given: dict, *, is_ours: bool) -> bool:
    handler = RegistrationContext.get().event_handlers[name].handler.fn
    try:
        signature(handler).bind(None, **given)
    except TypeError:
        return False
    return is_ours or all(REFLEX_ARGUMENTS[key](value) for key, value in given.items())


class Patience:
    """How much each websocket may still ask: so many events at once, and so many a second after that (TRUST T31).

    A fast typist in the search, with every letter sent, comes to five a second.
    """

    AT_ONCE, A_SECOND = 60, 10

    def __init__(self) -> None:
        self.left: dict[str, tuple[float, float]] = {}

    def lasts(self, sid: str, now: float) -> bool:
        """Counts one event at a moment of the monotonic clock; says whether it is still within bounds."""
        left, before = self.left.get(sid, (self.AT_ONCE, now))
        left = min(left + (now - before) * self.A_SECOND, self.AT_ONCE) - 1
        self.left[sid] = (max(left, -1), now)
        return left >= 0

    def forget(self, sid: str) -> None:
        """For a websocket that has closed."""
        self.left.pop(sid, None)


class Doorkeeper(AsyncNamespace):
    """Stands before Reflex's own namespace and lets through what a page of ours could have sent."""

    server: Any  # python-socketio sets it as it registers this

    def __init__(self, behind: AsyncNamespace) -> None:
        super().__init__(behind.namespace)
        self.behind = behind
        self.patience = Patience()
        self.steps = Steps()

    async def trigger_event(self, *message: Any) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Hands one message on, or drops it with one line in the log. False refuses a connection."""
        if not self.expects(*message):
            return False
        try:
            return await self.behind.trigger_event(*message)
        except Exception:
            log.exception("message failed", kind=message[0])
            return False

    def expects(self, kind: Any, sid: str, *given: Any) -> bool:
        """Whether this is one of the four kinds of message there are, and well formed."""
        match kind, given:
            case "event", (message,):
                if not self.patience.lasts(sid, time.monotonic()):
                    log.warning("too many messages", kind="event")
                    return False
                if not is_call(message):
                    return _refused(message)
                self.steps.follow(sid, message, self.server.get_environ(sid, self.namespace))
                return True
            case "client_error", (dict(),):
                return True
            # these two come from the server itself; a client that sends them by name makes them up
            case "connect", (environ, *auth) if environ is self.server.get_environ(sid, self.namespace):
                first = next((each.get("event") for each in auth if isinstance(each, dict)), None)
                if first is not None and not is_call(first):
                    return _refused(first)
                self.steps.begin(sid, first)
                return True
            case "disconnect", _ if not self.server.manager.is_connected(sid, self.namespace):
                self.patience.forget(sid)
                self.steps.end(sid)
                return True
        log.warning("message refused", kind=str(kind)[:200])
        return False


def _refused(message: Any) -> bool:
    name = message.get("name") if isinstance(message, dict) else ""
    log.warning("handler refused", handler=str(name)[:200])
    return False


def keep_door(app: rx.App) -> None:
    """Puts the doorkeeper before the app's websocket, where also what is no message at all is dropped."""
    assert app.sio  # noqa: S101  (an app with states has one)
    assert app.event_namespace  # noqa: S101
    app.sio.register_namespace(Doorkeeper(app.event_namespace))
    decode = app.sio.eio.handlers["message"]

    async def heard(sid: str, data: Any) -> None:
        try:
            await decode(sid, data)
        except Exception as fault:
            log.warning("message refused", kind=type(fault).__name__)

    app.sio.eio.on("message", heard)
