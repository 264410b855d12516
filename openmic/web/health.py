"""Whether the process lives, and whether it can do its work."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from openmic import db, errors
from openmic.domain import health


async def alive(request: Request) -> Response:
    """This process answers. Asks nothing of anybody else."""
    return PlainTextResponse("ok", headers={"cache-control": "no-store"})


async def ready(request: Request) -> Response:
    """200 when the database answers and has this release's schema, else 503 with what is wrong."""
    try:
        async with db.reading() as session:
            problems = await health.problems(session)
    except errors.Unavailable:
        problems = ["the database does not answer"]
    text = "\n".join(problems) or "ok"
    return PlainTextResponse(text, 503 if problems else 200, headers={"cache-control": "no-store"})
