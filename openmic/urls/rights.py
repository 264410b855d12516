"""What the site promises, and what everybody may ask of it."""

from urllib.parse import urlencode

POLICIES = ("terms", "privacy", "guidelines", "accessibility", "cookies", "about")


def policy(name: str) -> str:
    """One page of POLICIES."""
    return f"/{name}/"


def privacy_request(*, is_sent: bool = False) -> str:
    """Where somebody asks what is held about their address; `is_sent` once the link is on its way."""
    return "/privacy/request/sent/" if is_sent else "/privacy/request/"


def personal_data(token: str, file: str = "") -> str:
    """What is held about one address; `file` is `data.json` or `data.html` to keep, or `erase`, which asks first."""
    return f"/privacy/data/{file + '/' * (file == 'erase')}?{urlencode({'token': token})}"


def erased() -> str:
    """What is said when somebody has been forgotten."""
    return "/privacy/erased/"


def complaint(reference: str = "") -> str:
    """Where somebody complains about how we handle personal data; with a reference, what happens next with it."""
    return f"/complaint/sent/?{urlencode({'reference': reference})}" if reference else "/complaint/"
