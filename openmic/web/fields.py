"""What a form has sent, and what a link carries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from starlette.requests import Request

from openmic.web import uploads


async def read(request: Request) -> dict[str, str]:
    """The form's text fields; a character no text can have becomes a space.

    What was sent twice counts as not sent: no form of ours does that.
    """
    return _single((await uploads.form(request)).pairs)


async def read_ticked(request: Request, name: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The same, and every value of the boxes of one name, of which any number may be ticked."""
    sent = await uploads.form(request)
    return _single(sent.pairs), tuple(map(_text, sent.all(name)))


def token(request: Request) -> str:
    """The token in an address; empty unless there is exactly one."""
    given = request.query_params.getlist("token")
    return _text(given[0]) if len(given) == 1 else ""


def key(given: Mapping[str, str]) -> UUID:
    """The form's own key, the same however often it is sent; a new one where there is none."""
    try:
        return UUID(given.get("key", ""))
    except ValueError:
        return uuid4()


def _single(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    times = Counter(name for name, _ in pairs)
    return {name: _text(value) for name, value in pairs if times[name] == 1}


def _text(value: str) -> str:
    return value.replace("\0", " ").encode("utf-8", "replace").decode()
