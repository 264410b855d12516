"""Signing in and out, and what one person alone sees."""

from urllib.parse import urlencode


def sign_in(then: str = "") -> str:
    """Where somebody asks for a link to sign in with; `then` is a path of ours to go to afterwards."""
    return f"/sign-in/?{urlencode({'then': then})}" if then else "/sign-in/"


def sign_in_sent() -> str:
    """What to do when the link has been sent."""
    return "/sign-in/sent/"


def confirm_sign_in(token: str = "", then: str = "") -> str:
    """The page of a sign-in link: one button. Without a token it is where the button leads."""
    said = {name: value for name, value in (("token", token), ("then", then)) if value}
    return f"/sign-in/confirm/?{urlencode(said)}" if said else "/sign-in/confirm/"


def sign_out() -> str:
    """Where one signs out."""
    return "/sign-out/"


def mine(page: int = 1) -> str:
    """An organiser's own nights: those to come first, a page of them at a time."""
    return f"/my/?page={page}" if page > 1 else "/my/"
