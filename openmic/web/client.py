"""The compiled client on disk: its documents as shells, and what every page has in its head.

What the first paint and the websocket wait for is in the document itself: on a slow line a file of its own
costs a round trip, or two. The client is one file, asked for as soon as the head is read.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

from openmic import urls
from openmic.web.head import Head, tags

TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
SLOT = re.compile(r"<!--slot:([a-z]+)-->.*?<!--/slot:\1-->", re.DOTALL)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
PRELOADS = re.compile(r'<link rel="modulepreload"[^>]*>')
START = re.compile(r'(<script type="module" async="">).*?(</script>)', re.DOTALL)
MODULE = re.compile(r'"/assets/[^"]+\.js"')
OWN_META = re.compile(r'<meta content="[^"]*" property="og:image"/>')

# Where the compiled documents are; `_` stands for a town, a venue or an event
FIRST_PAGES = ("/", "/towns/_/", "/venues/_/", *(f"/{slug}/" for slug in urls.NEAR_SLUGS), "/e/_/")
DOCUMENTS = (*FIRST_PAGES, "/submit/", urls.queue())


def source(text: str) -> str:
    """How a policy names what stands in the document itself."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def also_from(policy: str, origin: str) -> str:
    """A policy that also lets one other site's script and frame in. For a page that needs them, and no other."""
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    for name in ("script-src", "frame-src"):
        named = parts.get(name, "").replace("'none'", "")
        parts[name] = f"{named} {origin}".strip()
    return "; ".join(f"{name} {sources}" for name, sources in parts.items())


def letting_in(policy: str, widget: str) -> str:
    """A policy that also lets a widget's script in, if the page has one (an https address)."""
    return also_from(policy, "/".join(widget.split("/")[:3])) if widget else policy


@dataclass(frozen=True)
class Styles:
    """A stylesheet, small enough to stand in every document."""

    text: str

    @property
    def tag(self) -> str:
        """The element for the head."""
        return f"<style>{self.text}</style>"

    def policy(self, scripts: str = "'none'") -> str:
        """A policy that has these styles, and runs nothing but what `scripts` names (a CSP source list)."""
        return (
            f"default-src 'none'; script-src {scripts}; style-src 'self' {source(self.text)}; "
            "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )


@dataclass(frozen=True)
class Shell:
    """A compiled document cut at the places the server fills."""

    before_head_ends: str
    before_slot: str
    after_slot: str
    policy: str

    def fill(self, head: Head, content: str) -> str:
        """The whole document for one address, with `content` (HTML) in its slot."""
        title = f"<title>{escape(head.title)}</title>"
        top = TITLE.sub(lambda _: title, self.before_head_ends, count=1)
        return "".join((top, tags(head), self.before_slot, content, self.after_slot))


@dataclass(frozen=True)
class Client:
    """A built client. `read` it once; it does not change while the server runs."""

    folder: Path
    styles: Styles
    shells: Mapping[str, Shell]
    poster: Styles

    @classmethod
    def read(cls, folder: Path) -> "Client":
        """Reads the build in `folder`. Raises FileNotFoundError when it is not whole."""
        styles, first, poster = (
            Styles(_one(folder, f"{stem}-*.css").read_text(encoding="utf-8-sig"))
            for stem in ("site", "first", "poster")
        )
        early, own, waiting, draft, manifest = (
            _one(folder, f"{stem}-*.js").read_text(encoding="utf-8")
            for stem in ("early", "openmic", "waiting", "draft", "manifest")
        )
        code = f"/assets/{_one(folder, 'client-*.js').name}"
        scripts = (early, own, waiting, MODULE.sub(f'"{code}"', manifest))
        more = {urls.submit(): (draft,)}
        shells = {
            path: cut(
                _document(folder, path),
                code=code,
                scripts=(*scripts, *more.get(path, ())),
                styles=first if path in FIRST_PAGES else styles,
            )
            for path in DOCUMENTS
        }
        return cls(folder, styles, shells, poster)


def _document(folder: Path, path: str) -> str:
    return (folder / path.strip("/") / "index.html").read_text(encoding="utf-8")


def _one(folder: Path, pattern: str) -> Path:
    found = sorted((folder / "assets").glob(pattern))
    if not found:
        raise FileNotFoundError(folder / "assets" / pattern)
    return found[0]


def cut(document: str, *, code: str, scripts: Sequence[str], styles: Styles) -> Shell:
    """A compiled document as a shell: with styles and small scripts in its head, and the client from `code`."""
    document = PRELOADS.sub("", OWN_META.sub("", document))
    document = START.sub(lambda found: f'{found[1]}import "{code}";{found[2]}', document)
    head, body = document.split("</head>", 1)
    early = f'<link rel="modulepreload" href="{code}">' + "".join(
        f"<script>{text}</script>" for text in scripts
    )
    slot = SLOT.search(body)
    if slot is None:
        raise ValueError("a compiled page has no slot")
    sources = sorted({source(text) for text in INLINE_SCRIPT.findall(head + early + body)})
    return Shell(
        before_head_ends=head,
        before_slot=f"{early}{styles.tag}</head>{body[: slot.start()]}",
        after_slot=body[slot.end() :],
        policy=styles.policy(" ".join(["'self'", *sources])),
    )
