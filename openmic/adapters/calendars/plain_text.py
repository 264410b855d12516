"""Descriptions as text: web calendars put HTML into them."""

import re
from html.parser import HTMLParser

BREAKS = ("br", "p", "div", "li", "ul", "ol", "tr")
IS_HTML = re.compile(r"</?(?:br|p|div|b|i|u|a|ul|ol|li|span|strong|em|html-blob)\b[^>]*>", re.IGNORECASE)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BREAKS:
            self.words.append("\n")


def as_text(description: str) -> str:
    """The words of a description; one without tags comes back as it is."""
    if not IS_HTML.search(description):
        return description
    reader = _Words()
    reader.feed(description)
    reader.close()
    return "".join(reader.words).strip()
