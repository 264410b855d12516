"""What the routes share: the built client and the site's public address."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse

from openmic import urls
from openmic.adapters.html import Node, render
from openmic.domain.ledger import Plan
from openmic.web.client import Client, Shell, letting_in
from openmic.web.head import Head


@dataclass(frozen=True)
class Site:
    """One running site, with `hops` proxies of its own in front; `plans` is what it does by the clock."""

    client: Client
    origin: str
    hops: int = 0
    plans: tuple[Plan, ...] = ()

    def absolute(self, path: str) -> str:
        """A path of ours as a whole address."""
        return urls.absolute(self.origin, path)

    def live(self, shell: Shell, head: Head, content: Node) -> HTMLResponse:
        """A live page's document with its content already in it."""
        text = shell.fill(head, render(content))
        policy = letting_in(shell.policy, head.widget)
        return HTMLResponse(text, headers={"content-security-policy": policy})


def of(request: Request) -> Site:
    """The site a request came to."""
    return request.app.state.site
