"""A feed as Atom (RFC 4287)."""

from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from openmic import urls
from openmic.views.feed import Feed, FeedNight
from openmic.views.feed_json import utc
from openmic.views.printable import printable

NAMESPACE = "http://www.w3.org/2005/Atom"
BEGAN = "2026"  # when the site had its name: RFC 4151 wants a year with it

Absolute = Callable[[str], str]


def write(feed: Feed, absolute: Absolute) -> bytes:
    """A page of nights; `absolute` makes a path of ours a whole address."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en-GB"})
    home = absolute("/")
    _say(root, "id", _tag(home, urls.feed("atom", feed.selection)))
    _say(root, "title", feed.title)
    _say(root, "subtitle", "Open mics in Oxfordshire, each checked by a person. London time.")
    _say(root, "updated", utc(feed.updated_at))
    _link(root, "self", absolute(urls.feed("atom", feed.query)), "application/atom+xml")
    _link(root, "alternate", absolute(feed.page), "text/html")
    if feed.query != feed.selection:
        _link(root, "first", absolute(urls.feed("atom", feed.selection)), "application/atom+xml")
    if feed.following:
        _link(root, "next", absolute(urls.feed("atom", feed.following)), "application/atom+xml")
    _author(root, "OpenMicOxfordshire", uri=home)
    for night in feed.nights:
        _entry(ET.SubElement(root, "entry"), night, absolute)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(entry: ET.Element, night: FeedNight, absolute: Absolute) -> None:
    _say(entry, "id", f"urn:uuid:{night.id}")
    _say(entry, "title", night.said)
    _say(entry, "published", utc(night.published_at))
    _say(entry, "updated", utc(night.updated_at))
    _link(entry, "alternate", absolute(urls.event(night.id)), "text/html")
    _link(entry, "enclosure", absolute(urls.event_calendar(night.id)), "text/calendar")
    if night.organiser:
        _author(entry, night.organiser)
    ET.SubElement(entry, "category", term=night.category, label=night.kind)
    if night.venue.town:
        ET.SubElement(entry, "category", term=night.venue.town_slug, label=printable(night.venue.town))
    _say(entry, "summary", night.when_and_where)
    _say(entry, "content", f"{night.when_and_where}\n\n{night.told}".strip())


def _say(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = printable(text)


def _link(parent: ET.Element, relation: str, href: str, kind: str) -> None:
    ET.SubElement(parent, "link", rel=relation, href=href, type=kind)


def _author(parent: ET.Element, name: str, *, uri: str = "") -> None:
    author = ET.SubElement(parent, "author")
    _say(author, "name", name)
    if uri:
        _say(author, "uri", uri)


def _tag(home: str, path: str) -> str:
    return f"tag:{urlsplit(home).hostname},{BEGAN}:{path}"
