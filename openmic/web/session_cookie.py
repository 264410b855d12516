"""The one cookie there is: the secret of whoever is signed in (TRUST T8).

A page at `http://` cannot have a `Secure` cookie everywhere, nor one called `__Host-`; so on a development
site, and only there, it goes by the plain name.
"""

from starlette.requests import cookie_parser
from starlette.responses import Response

NAME = "openmic_session"


def name(origin: str) -> str:
    """What the cookie is called on a site at that origin."""
    return f"__Host-{NAME}" if _is_secure(origin) else NAME


def held(header: str, *, origin: str) -> str:
    """The secret in a Cookie header, or empty."""
    return cookie_parser(header).get(name(origin), "")


def give(response: Response, secret: str, *, seconds: int, origin: str) -> None:
    """Has the browser keep the secret, out of the reach of scripts and of other sites' forms."""
    response.set_cookie(
        name(origin),
        secret,
        max_age=seconds,
        path="/",
        secure=_is_secure(origin),
        httponly=True,
        samesite="lax",
    )


def take_back(response: Response, *, origin: str) -> None:
    """Has the browser forget it."""
    give(response, "", seconds=0, origin=origin)


def _is_secure(origin: str) -> bool:
    return origin.startswith("https://")
