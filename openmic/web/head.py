"""What stands in a page's head: title, description, canonical address, icon, stylesheet."""

from dataclasses import dataclass

from openmic.adapters.html import PLAIN, render

h = PLAIN


@dataclass(frozen=True)
class Head:
    """A page's head. `canonical` is the whole address that search engines should keep; empty for none."""

    title: str
    description: str = ""
    canonical: str = ""
    is_indexed: bool = True


def tags(head: Head, stylesheet: str) -> str:
    """The head's elements except the title, as HTML."""
    return render(
        [
            h.when(head.description, h.meta(name="description", content=head.description)),
            h.when(head.canonical, h.link(rel="canonical", href=head.canonical)),
            h.when(not head.is_indexed, h.meta(name="robots", content="noindex")),
            h.meta(property="og:title", content=head.title),
            h.when(head.description, h.meta(property="og:description", content=head.description)),
            h.meta(name="color-scheme", content="light dark"),
            h.link(rel="icon", href="/assets/favicon.svg", type="image/svg+xml"),
            h.link(rel="stylesheet", href=stylesheet),
        ]
    )
