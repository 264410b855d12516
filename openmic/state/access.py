"""Who may call which handler. Every public method of a state is an endpoint for anybody: unmarked is refused."""

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

import structlog
from reflex.event import Event
from reflex.middleware.middleware import Middleware
from reflex.state import StateUpdate
from reflex_base.registry import RegistrationContext

from openmic import settings
from openmic.errors import NotSignedIn, Refusal, Unexpected
from openmic.views.people import Person
from openmic.web import session_cookie
from openmic.web import signed_in as who

log = structlog.get_logger()
Handler = TypeVar("Handler", bound=Callable[..., Any])
Admission = Callable[[Any], Awaitable[dict[str, Any]]]

# Reflex's own, without which no page comes alive. Everything else of Reflex's is refused as well.
REFLEX_OWN = frozenset(
    {"hydrate", "hydrate_and_load", "on_load_internal", "set_is_hydrated", "handle_frontend_exception"}
)


def public(handler: Handler) -> Handler:
    """Marks a handler that anybody may call with anything. Put it below `@rx.event`.

    What goes wrong becomes the state's `notice`, in words for people: a Refusal's own, or a general one
    while the fault goes to the log.
    """
    return _marked(handler, "public", _nobody)


def signed_in(handler: Handler) -> Handler:
    """Marks a handler that only somebody who is signed in may call, whatever their role. Else as `public`.

    It is given the Person as `person`, looked up in the database on each call (TRUST T7).
    """
    return _marked(handler, "signed_in", _somebody("organiser"))


def role(wanted: str) -> Callable[[Callable[..., Any]], Any]:
    """Marks a handler that only who may do what that role may can call. Else as `signed_in`."""
    return lambda handler: _marked(handler, wanted, _somebody(wanted))


async def visitor(state: Any) -> Person | None:
    """Who is signed in in the browser behind a state, if anybody: looked up anew each time."""
    return await who.who_holds(
        session_cookie.held(state.router.headers.cookie, origin=settings.current().origin)
    )


async def _nobody(state: Any) -> dict[str, Any]:
    return {}


def _somebody(wanted: str) -> Admission:
    async def admit(state: Any) -> dict[str, Any]:
        try:
            return {"person": who.admit(await visitor(state), role=wanted)}
        except NotSignedIn:
            raise NotSignedIn("Please sign in again.") from None

    return admit


def _marked(handler: Handler, access: str, admission: Admission) -> Handler:
    whole = signature(handler)
    # what a browser may send: who they are is never among it
    sent = whole.replace(parameters=[one for name, one in whole.parameters.items() if name != "person"])

    @wraps(handler)
    async def answer(self: Any, *given: Any, **named: Any) -> Any:
        try:
            sent.bind(self, *given, **named)
        except TypeError:
            self.notice = Refusal.advice  # nobody's page sends that
            return None
        try:
            self.notice = ""
            return await handler(self, *given, **named, **await admission(self))
        except Refusal as refusal:
            self.notice = refusal.advice
        except Exception:
            log.exception("handler failed", handler=handler.__qualname__)
            self.notice = Unexpected.advice

    answer.access = access  # type: ignore[attr-defined]
    answer.__signature__ = sent  # type: ignore[attr-defined]
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
