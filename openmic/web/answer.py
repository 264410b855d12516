"""A whole answer, ready to be sent again: with an entity tag, or a 304 to who has it already (RFC 9110)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.types import Message, Scope, Send

TOLD_AGAIN = {b"cache-control", b"content-location", b"expires", b"etag", b"vary", b"content-security-policy"}
# who may read it: said again too, or a program elsewhere could not see that it is the same
TOLD_AGAIN |= {
    b"access-control-allow-origin",
    b"access-control-expose-headers",
    b"cross-origin-resource-policy",
}
CODINGS = ("zstd", "br", "gzip")
ETAG = re.compile(r'"[^"]*"|\*')


@dataclass(frozen=True)
class Answer:
    """A whole answer. `etag` is empty when it is not a page but a refusal or a redirect."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    etag: str = ""
    fault: Exception | None = None

    async def send(self, scope: Scope, send: Send) -> None:
        """Answers a request with it, or with a 304 when the visitor has it already."""
        if self.etag and known_to(scope) & {self.etag, "*"}:
            # all that is said again replaces what the browser keeps: so the policy must be the page's own
            headers = [pair for pair in self.headers if pair[0] in TOLD_AGAIN]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": body})
        if self.fault:
            raise self.fault


def known_to(scope: Scope) -> set[str]:
    """The entity tags of what a visitor has, without their W/, or `*` (RFC 9110 13.1.2)."""
    return set(ETAG.findall(Headers(scope=scope).get("if-none-match", "")))


def finished(start: Message, body: bytes, fault: Exception | None) -> Answer:
    """An answer as it will be sent: with an entity tag, the hash of its very bytes, if it is a page."""
    headers = list(start["headers"])
    status = start["status"]
    if status != 200:
        return Answer(status, headers, body, fault=fault)
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    named = {name for name, _ in headers}
    headers.append((b"etag", etag.encode()))
    if b"vary" not in named:
        headers.append((b"vary", b"accept-encoding"))
    if b"cache-control" not in named:
        headers.append((b"cache-control", b"no-cache"))
    return Answer(status, headers, body, etag, fault)


@lru_cache(maxsize=256)
def coding(accepted: str) -> str:
    """The content coding a visitor likes best of ours; empty for none. Of several, ours comes first that packs best."""
    given = dict(_liking(part) for part in accepted.replace(" ", "").lower().split(","))
    others = given.get("*", 0.0)
    best = max(CODINGS, key=lambda one: given.get(one, others))
    return best if given.get(best, others) > 0 and given.get(best, others) >= given.get("identity", 0) else ""


def _liking(part: str) -> tuple[str, float]:
    """A coding and how much it is liked, from 0 for never to 1 (RFC 9110 12.4.2)."""
    name, _, quality = part.partition(";q=")
    try:
        return name, float(quality or 1)
    except ValueError:
        return name, 0


def in_one_coding(scope: Scope, chosen: str) -> Scope:
    """A request that accepts this coding and no other."""
    headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
    return {**scope, "headers": [*headers, (b"accept-encoding", chosen.encode())]}
