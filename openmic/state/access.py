"""Who may call which handler. Every public method of a state is an endpoint for anybody: unmarked is refused."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

import structlog
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import StateUpdate
from reflex_base.registry import RegistrationContext

from openmic.errors import Refusal, Unexpected

log = structlog.get_logger()
Handler = TypeVar("Handler", bound=Callable[..., Any])

# Reflex's own, without which no page comes alive. Everything else of Reflex's is refused as well.
REFLEX_OWN = frozenset(
    {"hydrate", "hydrate_and_load", "on_load_internal", "set_is_hydrated", "handle_frontend_exception"}
)


def public(handler: Handler) -> Handler:
    """Marks a handler that anybody may call with anything. Put it below `@rx.event`.

    What goes wrong becomes the state's `notice`, in words for people: a Refusal's own, or a general one
    while the fault goes to the log.
    """

    wanted = signature(handler)

    @wraps(handler)
    async def answer(self: Any, *given: Any, **named: Any) -> Any:
        try:
            wanted.bind(self, *given, **named)
        except TypeError:
            self.notice = Refusal.advice  # nobody's page sends that
            return None
        try:
            self.notice = ""
            return await handler(self, *given, **named)
        except Refusal as refusal:
            self.notice = refusal.advice
        except Exception:
            log.exception("handler failed", handler=handler.__qualname__)
            self.notice = Unexpected.advice

    answer.access = "public"  # type: ignore[attr-defined]
    return answer  # type: ignore[return-value]


def access_to(name: str) -> str | None:
    """The access mark of a handler by its full name, or None when it has none or does not exist."""
    registered = RegistrationContext.get().event_handlers.get(name)
    if registered is None:
        return None
    fn = registered.handler.fn
    if fn.__module__.startswith("reflex"):
        return "reflex" if name.rpartition(".")[2] in REFLEX_OWN else None
    return getattr(fn, "access", None)


class Guard(Middleware):
    """Refuses, before it runs, every handler that is not marked (TRUST T1)."""

    async def preprocess(self, app: Any, state: Any, event: Event) -> StateUpdate | None:
        if access_to(event.name) is not None and isinstance(event.payload, dict):
            return None
        log.warning("handler refused", handler=event.name[:200])
        return StateUpdate(delta={}, events=[])
