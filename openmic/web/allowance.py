"""Spends a visitor's allowance, before anything that must not be done too often."""

from starlette.requests import Request

from openmic import db
from openmic.domain import limits
from openmic.web import site, visitor


async def spend(request: Request, act: str, *, mailbox: str = "", night: str = "") -> None:
    """Counts one use of an act of `domain.limits.LIMITS`. Raises TooMany; what was refused is counted too."""
    ip = visitor.group(visitor_of(request))
    async with db.transaction() as session:
        refusal = await limits.spend(session, act, ip=ip, mailbox=mailbox, night=night)
    if refusal:
        raise refusal


def visitor_of(request: Request) -> str:
    """The visitor's IP address (web/visitor.py)."""
    return visitor.address_of(request.scope, hops=site.of(request).hops)
