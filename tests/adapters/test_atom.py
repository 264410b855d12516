"""Whatever somebody typed, an Atom feed is XML and says the same."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hypothesis import example, given
from hypothesis import strategies as st

from openmic.adapters import atom
from openmic.views import feed, selection
from openmic.views.printable import printable
from tests.builders import row

ORIGIN = "https://openmic.example"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NS = {"a": atom.NAMESPACE}


def written(text: str) -> ET.Element:
    brought = row(
        title=text,
        description=text,
        organiser_name=text,
        venue_name=text,
        published_at=NOW,
        featured_until=None,
    )
    whole = feed.feed(selection.strict([]), [brought], NOW, venue="", many=10)
    return ET.fromstring(atom.write(replace(whole, title=text), lambda path: f"{ORIGIN}{path}"))


@given(st.text())
@example("\r\n]]></content></feed>\x00\x0b\ufffe")
@example("\ud800 & <script> 🎸 \u202e")
def test_every_text_comes_out_as_it_went_in(text: str):
    root = written(text)
    (entry,) = root.findall("a:entry", NS)
    assert (root.findtext("a:title", "", NS), entry.findtext("a:title", "", NS)) == (printable(text),) * 2
    assert entry.findtext("a:author/a:name", "", NS) == printable(text)
    assert printable(text).strip() in entry.findtext("a:content", "", NS)


def test_an_empty_feed_is_as_old_as_its_day():
    whole = feed.feed(selection.strict([("town", "witney")]), [], NOW, venue="", many=10)
    root = ET.fromstring(atom.write(whole, lambda path: f"{ORIGIN}{path}"))
    assert root.findtext("a:updated", "", NS) == "2026-11-24T00:00:00Z"
    assert root.findtext("a:id", "", NS) == "tag:openmic.example,2026:/feed/upcoming.atom?town=witney"
