"""What stands in a page's head."""

import httpx
import pytest
from bs4 import BeautifulSoup

from openmic import db, looks
from openmic.web.head import Head, tags
from tests.builders import night


def said(html: str) -> dict[str, str]:
    """The Open Graph words and their like."""
    found = BeautifulSoup(html, "html.parser").select("meta[property], meta[name]")
    return {str(one.get("property") or one.get("name")): str(one["content"]) for one in found}


def test_a_link_to_a_page_is_shown_with_its_title_and_our_picture() -> None:
    words = said(tags(Head("Jam · Site", "A <jam>", "https://openmic.example/e/1/")))
    assert words["og:title"] == "Jam · Site"
    assert words["og:description"] == "A <jam>"
    assert words["og:url"] == "https://openmic.example/e/1/"
    assert words["og:image"] == f"https://openmic.example{looks.address('share.png')}"
    assert words["twitter:card"] == "summary_large_image"


def test_a_page_that_is_not_there_is_not_shared() -> None:
    words = said(tags(Head("Not found", is_indexed=False)))
    assert words["robots"] == "noindex"
    assert not [name for name in words if name.startswith(("og:", "twitter:"))]


@pytest.mark.parametrize("path", ["/", "/nowhere/"])
async def test_the_address_of_the_picture_comes_from_the_settings_never_from_the_request(
    database: db.Database, client: httpx.AsyncClient, path: str
) -> None:
    async with db.transaction() as session:
        session.add(night())
    page = (await client.get(path, headers={"x-forwarded-host": "evil.example"})).text
    assert "evil.example" not in page
    assert page.count('<meta property="og:image" ') == (1 if path == "/" else 0)
    assert '<link rel="icon" href="/assets/favicon-' in page
