"""What the site promises, in plain English: six pages, each a text in openmic/data/policies.

Such a text has a title (`#`), what search engines are told (`=`), a few sentences for who reads no further (`>`),
and sections (`##`) of paragraphs, points (`*`) and tables (`|`). `[words](address)` is a link. What stands in
braces is filled in: who answers for the site, and how long things are kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from openmic.views import retention

CHANGED_ON = date(2026, 11, 23)  # whoever changes the words changes this
REVIEWED_ON = date(2026, 11, 23)  # the accessibility statement: a test fails when it is a year old
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
KEPT = ("What", "How long", "Why", "Lawful basis", "Then")


@dataclass(frozen=True)
class Said:
    """Some words; with `href`, a link."""

    text: str
    href: str = ""


Words = tuple[Said, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph (`text`), points (`*`) or a table (`|`, columns first)."""

    kind: str
    lines: tuple[Words, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Section:
    """What stands under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Controller:
    """Who runs the site and answers for it. `postal` may be empty; `is_made_up` on a site to try things out."""

    name: str
    mailbox: str
    postal: str = ""
    is_made_up: bool = False


@dataclass(frozen=True)
class Policy:
    """One page."""

    name: str
    title: str
    description: str
    lead: tuple[Words, ...]
    sections: tuple[Section, ...]
    changed: str
    is_made_up: bool = False


def policy(name: str, who: Controller) -> Policy:
    """One of openmic.urls.POLICIES, for a site that somebody answers for."""
    items = list(_items(_text(name), who))
    said = {kind: lines for kind, lines in items if kind in ("#", "=")}
    lead = tuple(_words(line) for kind, lines in items if kind == ">" for line in lines)
    sections: list[Section] = []
    for kind, lines in items:
        if kind == "##":
            sections.append(Section(lines[0], ()))
        elif sections:
            last = sections[-1]
            sections[-1] = replace(last, blocks=(*last.blocks, _block(kind, lines)))
    changed = in_words(CHANGED_ON)
    return Policy(name, said["#"][0], said["="][0], lead, tuple(sections), changed, who.is_made_up)


def in_words(on: date) -> str:
    """A day with its year: "23 November 2026"."""
    return f"{on.day} {on:%B} {on.year}"


@cache
def _text(name: str) -> str:
    return files("openmic").joinpath(f"data/policies/{name}.txt").read_text(encoding="utf-8")


def _items(text: str, who: Controller) -> Iterator[tuple[str, list[str]]]:
    """What stands between two empty lines, and by which mark each of its lines begins."""
    write = f"[{who.mailbox}](mailto:{who.mailbox})"
    kept = (
        "| " + " | ".join((one.what, one.how_long, one.why, one.basis, one.then)) for one in retention.TABLE
    )
    known = {
        "{controller}": "\n\n".join(filter(None, (who.name, f"Email: {write}", who.postal))),
        "{mailbox}": write,
        "{reviewed}": in_words(REVIEWED_ON),
        "{retention}": "\n".join(("| " + " | ".join(KEPT), *kept)),
    }
    for mark, words in known.items():
        text = text.replace(mark, words)
    for part in text.split("\n\n"):
        lines = re.split(r"\n(?=[*|>#])", part.strip())
        found = re.match(r"(##|[#=>*|]) ", lines[0])
        kind = found[1] if found else ""
        yield kind, [" ".join(line[len(kind) :].split()) for line in lines]


def _block(kind: str, lines: list[str]) -> Block:
    if kind == "|":
        return Block(kind, rows=tuple(tuple(cell.strip() for cell in line.split(" | ")) for line in lines))
    return Block(kind or "text", tuple(map(_words, lines)))


def _words(text: str) -> Words:
    pieces = LINK.split(text)  # words, link, address, words, ...
    links = (Said(*pair) for pair in zip(pieces[1::3], pieces[2::3], strict=True))
    said = [Said(pieces[0])]
    for link, words in zip(links, pieces[3::3], strict=True):
        said += [link, Said(words)]
    return tuple(one for one in said if one.text)
