"""What stands in a page's head: title, description, canonical address, icons, and how a link to it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from openmic import looks
from openmic.adapters.html import PLAIN, Node, data_block, render

h = PLAIN


@dataclass(frozen=True)
class Shown:
    """A picture as others show it with a link to us."""

    path: str
    width: str
    height: str
    alt: str


OURS = Shown(
    looks.address("share.png"),
    "1200",
    "630",
    "OpenMic Oxfordshire: music, comedy, spoken word and jams near you",
)


@dataclass(frozen=True)
class Alternate:
    """The same for programs: its whole address, its media type and what it is called."""

    href: str
    kind: str
    title: str


@dataclass(frozen=True)
class Head:
    """A page's head. `canonical` is the whole address that search engines should keep; empty for none.

    `picture` is shown with a link to the page elsewhere, instead of our own. `widget` is another site's
    script that this page alone needs, and its policy then lets in. `alternates` are its feeds; `data` says in
    schema.org's words what the page is about.
    """

    title: str
    description: str = ""
    canonical: str = ""
    is_indexed: bool = True
    widget: str = ""
    picture: Shown | None = None
    alternates: tuple[Alternate, ...] = ()
    data: tuple[Mapping[str, object], ...] = ()


def tags(head: Head) -> str:
    """The head's elements except the title, as HTML."""
    return render(
        [
            h.when(head.description, h.meta(name="description", content=head.description)),
            h.when(head.canonical, h.link(rel="canonical", href=head.canonical)),
            h.when(not head.is_indexed, h.meta(name="robots", content="noindex")),
            *(
                h.link(rel="alternate", href=one.href, type=one.kind, title=one.title)
                for one in head.alternates
            ),
            h.when(head.canonical, shared(head)),
            *(data_block(one) for one in head.data),
            h.when(head.widget, h.script(src=head.widget, defer=True)),
            h.meta(name="color-scheme", content="light dark"),
            h.meta(name="theme-color", content="#20140c"),
            h.link(rel="icon", href=looks.address("favicon.svg"), type="image/svg+xml"),
            h.link(rel="apple-touch-icon", href=looks.address("touch-icon.png")),
            h.link(rel="preload", href=looks.address("caprasimo.woff2"), as_="font", crossorigin="anonymous"),
        ]
    )


def shared(head: Head) -> Node:
    """How a link to the page is shown elsewhere (Open Graph). Others want whole addresses."""
    picture = head.picture or OURS
    said = {
        "og:site_name": "OpenMicOxfordshire",
        "og:type": "website",
        "og:locale": "en_GB",
        "og:url": head.canonical,
        "og:title": head.title,
        "og:description": head.description,
        "og:image": urljoin(head.canonical, picture.path),
        "og:image:width": picture.width,
        "og:image:height": picture.height,
        "og:image:alt": picture.alt,
    }
    return [
        *(h.meta(property=name, content=text) for name, text in said.items() if text),
        h.meta(name="twitter:card", content="summary_large_image"),
    ]
