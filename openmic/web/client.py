"""The compiled client on disk: its documents as shells, and the names of its files."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

from openmic import urls
from openmic.web.head import Head, tags

TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
SLOT = re.compile(r"<!--slot:([a-z]+)-->.*?<!--/slot:\1-->", re.DOTALL)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
OWN_META = re.compile(r'<meta content="[^"]*" property="og:image"/>')

# Where the compiled documents are; `_` stands for a town, a venue or an event
DOCUMENTS = ("/", "/towns/_/", "/venues/_/", *(f"/{slug}/" for slug in urls.NEAR_SLUGS), "/e/_/")


def content_security_policy(scripts: str) -> str:
    """A policy that runs nothing but what `scripts` names (a CSP source list)."""
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


@dataclass(frozen=True)
class Shell:
    """A compiled document cut at the places the server fills."""

    before_head_ends: str
    before_slot: str
    after_slot: str
    policy: str

    def fill(self, head: Head, content: str, *, stylesheet: str) -> str:
        """The whole document for one address, with `content` (HTML) in its slot."""
        title = f"<title>{escape(head.title)}</title>"
        top = TITLE.sub(lambda _: title, self.before_head_ends, count=1)
        return "".join((top, tags(head, stylesheet), self.before_slot, content, self.after_slot))


@dataclass(frozen=True)
class Client:
    """A built client. `read` it once; it does not change while the server runs."""

    folder: Path
    stylesheet: str
    script: str
    shells: Mapping[str, Shell]

    @classmethod
    def read(cls, folder: Path) -> "Client":
        """Reads the build in `folder`. Raises FileNotFoundError when it is not whole."""
        stylesheet = _one(folder, "site-*.css")
        script = _one(folder, "openmic-*.js")
        shells = {
            path: cut((folder / path.strip("/") / "index.html").read_text(encoding="utf-8"), script)
            for path in DOCUMENTS
        }
        return cls(folder, stylesheet, script, shells)


def _one(folder: Path, pattern: str) -> str:
    found = sorted((folder / "assets").glob(pattern))
    if not found:
        raise FileNotFoundError(folder / "assets" / pattern)
    return f"/assets/{found[0].name}"


def cut(document: str, script: str) -> Shell:
    """A compiled document as a shell, with the site's own script added to its head."""
    document = OWN_META.sub("", document)
    head, body = document.split("</head>", 1)
    slot = SLOT.search(body)
    if slot is None:
        raise ValueError("a compiled page has no slot")
    hashes = {b64encode(sha256(text.encode()).digest()).decode() for text in INLINE_SCRIPT.findall(document)}
    sources = " ".join(["'self'", *(f"'sha256-{value}'" for value in sorted(hashes))])
    return Shell(
        before_head_ends=head,
        before_slot=f'<script defer src="{script}"></script></head>' + body[: slot.start()],
        after_slot=body[slot.end() :],
        policy=content_security_policy(sources),
    )
