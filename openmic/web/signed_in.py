"""Who is asking, by the cookie, looked up in the database each time."""

from starlette.requests import Request

from openmic import db
from openmic.domain import sign_in
from openmic.errors import NotAllowed, NotSignedIn
from openmic.views.people import Person
from openmic.web import session_cookie, site


def secret_of(request: Request) -> str:
    """The secret in a request's cookie, or empty."""
    return session_cookie.held(request.headers.get("cookie", ""), origin=site.of(request).origin)


async def who(request: Request) -> Person | None:
    """Who is signed in in the browser that asks, if anybody."""
    return await who_holds(secret_of(request))


async def require(request: Request, *, role: str = "organiser") -> Person:
    """Who asks, if they may do what that role may. Raises NotSignedIn or NotAllowed."""
    return admit(await who(request), role=role)


async def who_holds(secret: str, *, is_here: bool = True) -> Person | None:
    """Who is signed in with that secret. With `is_here` it is they who ask: that is noted from time to time."""
    if not secret:
        return None
    async with db.reading() as session:
        person = await sign_in.who(session, secret)
    if person and person.is_due and is_here:
        async with db.transaction() as session:
            await sign_in.note_seen(session, secret)
    return person


def admit(person: Person | None, *, role: str) -> Person:
    """Somebody who may do what that role may. Raises NotSignedIn or NotAllowed."""
    if person is None:
        raise NotSignedIn
    if not person.may_act_as(role):
        raise NotAllowed("This is for the people who look after the site.")
    return person
