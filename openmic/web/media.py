"""`/media/<key>-<size>.webp`: pictures, wherever they are kept. One address, one content, for ever."""

import re

from starlette.requests import Request
from starlette.responses import Response

from openmic import errors
from openmic.adapters import storage
from openmic.web.answer import known_to

NAME = re.compile(r"[a-z0-9]{32}-(?:large|small)\.webp")
HEADERS = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-disposition": "inline",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
}


async def show(request: Request) -> Response:
    """One size of a picture."""
    name = request.path_params["file"]
    if not NAME.fullmatch(name):
        raise errors.NotFound
    etag = f'"{name.removesuffix(".webp")}"'  # the name says all: a new picture has a new one
    headers = HEADERS | {"etag": etag}
    if known_to(request.scope) & {etag, "*"}:
        return Response(status_code=304, headers=headers)
    return Response(await storage.current().read(name), media_type="image/webp", headers=headers)
