"""`/terms/`, `/privacy/`, `/guidelines/`, `/accessibility/`, `/cookies/`, `/about/`: the same for everybody."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import settings, urls
from openmic.adapters.html import PLAIN
from openmic.parts.policies import policy_page
from openmic.views.policies import Controller, policy
from openmic.web import plain, site
from openmic.web.head import Head


async def show(request: Request) -> Response:
    """One of them."""
    here = site.of(request)
    page = policy(request.url.path.strip("/"), controller())
    head = Head(
        f"{page.title} · OpenMicOxfordshire",
        description=page.description,
        canonical=urls.absolute(here.origin, urls.policy(page.name)),
    )
    return plain.respond(head, policy_page(PLAIN, page), styles=here.client.styles)


def controller() -> Controller:
    """Who answers for the site, by the settings; a development site has somebody made up."""
    chosen = settings.current()
    return Controller(
        chosen.controller_name or "The Invented Open Mic Society",
        chosen.controller_email or "hello@openmic.example",
        chosen.controller_address,
        is_made_up=not (chosen.controller_name and chosen.controller_email),
    )
