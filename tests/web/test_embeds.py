"""A list on another site: the page for its frame, the code to copy, and the list as a piece of HTML."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup
from sqlmodel import col, select

from openmic import db
from openmic.models import Venue, VenueAlias
from openmic.views.embedding import NIGHTS
from openmic.views.finder import PER_PAGE
from tests.builders import in_town, keep, next_week, night

HOUR = timedelta(hours=1)
CANARY = "canary-7f3a@example.org"


@pytest.fixture(autouse=True)
async def nights(database: db.Database) -> None:
    """Thirty in Witney, of which one at a venue of ours is featured, and one anywhere."""
    async with db.transaction() as session:
        witney = await in_town(session, "witney")
        lantern = Venue(name="Quote \" & 'Lantern", slug="lantern", town_id=witney["town_id"])
        await keep(session, lantern)
        usual: dict[str, Any] = {**witney, "organiser_email": CANARY}
        last = next_week() + 40 * HOUR
        await keep(
            session,
            *(night(title=f"Night {n}", start_at=next_week() + n * HOUR, **usual) for n in range(29)),
            night(
                title="Chosen",
                start_at=last,
                venue_id=lantern.id,
                featured=True,
                featured_until=last,
                **usual,
            ),
            night(title="<b>Elsewhere</b>", category="jam", organiser_email=CANARY),
        )


def soup(answer: httpx.Response) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [str(link.get_text()) for link in page.select("article h3 a")]


async def test_the_embedded_list_is_a_short_page_that_leads_out(client: httpx.AsyncClient) -> None:
    answer = await client.get("/embed/?town=witney")
    page = soup(answer)
    assert answer.status_code == 200
    assert len(titles(page)) == NIGHTS
    assert [one.get_text() for one in page.select("h1, h2")][:2] == ["Open mics in Witney", "Featured"]
    assert titles(page)[0] == "Chosen"
    assert page.base
    assert page.base.attrs == {"target": "_blank"}
    assert [link["href"] for link in page.select("a.btn, footer a")] == ["/?town=witney", "/?town=witney"]
    assert page.select_one("a.btn").get_text() == "See all 30 nights"  # pyright: ignore
    assert page.select("script, form, header, nav, link[rel=canonical], [target]:not(base)") == []
    assert "noindex" in answer.text
    assert "set-cookie" not in answer.headers


async def test_a_short_list_needs_no_see_all(client: httpx.AsyncClient) -> None:
    page = soup(await client.get("/embed/?venue=lantern"))
    assert titles(page) == ["Chosen"]
    assert page.h1
    assert page.h1.get_text() == "Open mics at Quote \" & 'Lantern"
    assert [link["href"] for link in page.select("a.btn, footer a")] == ["/venues/lantern/"] * 2
    empty = soup(await client.get("/embed/?category=comedy"))
    assert titles(empty) == []
    assert "Nothing just now" in empty.get_text()


async def test_a_page_in_a_frame_begins_at_the_beginning(client: httpx.AsyncClient) -> None:
    after = str(soup(await client.get("/?town=witney")).select_one("a[rel=next]")["href"]).partition(
        "after="
    )[2]  # pyright: ignore
    assert after
    usual = await client.get("/embed/?town=witney")
    assert (await client.get(f"/embed/?town=witney&after={after}")).text == usual.text
    assert (await client.get("/embed/?town=witney&evil=1")).text == usual.text


@pytest.mark.parametrize(
    "query", ["town=atlantis", "venue=nowhere", "venue=%3Cscript%3E", "venue=" + "x" * 500]
)
@pytest.mark.parametrize("path", ["/embed/", "/events/partial-list/"])
async def test_a_list_we_do_not_have_is_said_kindly(client: httpx.AsyncClient, path: str, query: str) -> None:
    answer = await client.get(f"{path}?{query}")
    assert answer.status_code == 404
    assert "We can’t find that list" in answer.text
    assert "<script" not in answer.text
    if path == "/embed/":
        page = soup(answer)
        assert page.base
        assert [link["href"] for link in page.select("a")] == ["/"]


async def test_a_lost_database_is_said_in_the_frame_too(
    client: httpx.AsyncClient, fresh_database: str
) -> None:
    opened = db.open_(fresh_database.replace("openmic_test", "openmic_gone"))
    answer = await client.get("/embed/")
    await opened.close()
    assert answer.status_code == 503
    assert "We’ll be back" in answer.text
    assert answer.headers["retry-after"]
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


async def test_the_code_is_what_a_browser_reads_back(client: httpx.AsyncClient) -> None:
    answer = await client.get(
        "/embed/code/?venue=lantern&category=jam&category=music&on=2026-11-30&q=a%26b%22"
    )
    page = soup(answer)
    code = BeautifulSoup(page.select_one("#code").get_text(), "html.parser")  # pyright: ignore
    (frame,) = code.find_all()
    assert frame.name == "iframe"
    assert frame["src"] == "http://localhost:8000/embed/?q=a%26b%22&category=music&category=jam&venue=lantern"
    assert frame["title"] == "Music open mics and jam sessions at Quote \" & 'Lantern"
    assert (frame["loading"], frame["width"]) == ("lazy", "100%")
    shown = page.select_one("main iframe")
    assert shown
    assert f"http://localhost:8000{shown['src']}" == frame["src"]
    link = BeautifulSoup(page.select_one("#link").get_text(), "html.parser").a  # pyright: ignore
    assert link
    assert link["href"] == "http://localhost:8000/venues/lantern/?q=a%26b%22&category=music&category=jam"
    assert {box["name"]: box["value"] for box in page.select("input[type=hidden]")} == {
        "q": 'a&b"',
        "venue": "lantern",
    }
    for box in page.select("textarea"):
        assert box.has_attr("readonly")
        assert page.select(f"label[for={box['id']}]")
    assert "frame-src 'self'" in answer.headers["content-security-policy"]
    assert "frame-src" not in (await client.get("/embed/")).headers["content-security-policy"]
    assert (await client.get(str(shown["src"]))).status_code == 200


async def test_a_venues_other_name_is_as_good_and_the_code_has_its_own(client: httpx.AsyncClient) -> None:
    async with db.transaction() as session:
        lantern = (await session.exec(select(Venue).where(col(Venue.slug) == "lantern"))).one()
        await keep(session, VenueAlias(name="Old Lantern", slug="old-lantern", venue_id=lantern.id))
    page = soup(await client.get("/embed/?venue=old-lantern"))
    assert titles(page) == ["Chosen"]
    assert [link["href"] for link in page.select("footer a")] == ["/venues/lantern/"]
    code = soup(await client.get("/embed/code/?venue=old-lantern")).select_one("#code")
    assert code
    assert "/embed/?venue=lantern" in code.get_text()


async def test_the_form_keeps_what_was_chosen(client: httpx.AsyncClient) -> None:
    page = soup(await client.get("/embed/code/?town=witney&category=jam&when=week"))
    form = page.select_one("main form")
    assert form
    assert form["action"] == "/embed/code/"
    assert [one["value"] for one in form.select("option[selected]")] == ["witney", "week"]
    assert [one["value"] for one in form.select("input[checked]")] == ["jam"]
    assert (await client.get("/embed/code/?venue=nowhere")).status_code == 404
    assert (await client.get("/embed/code/?town=atlantis")).status_code == 200


async def test_a_piece_is_the_cards_and_no_document(client: httpx.AsyncClient) -> None:
    answer = await client.get("/events/partial-list/?town=witney")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<html" not in answer.text
    assert "<head" not in answer.text
    page = soup(answer)
    whole = soup(await client.get("/?town=witney"))
    assert [str(one) for one in page.select("section")] == [str(one) for one in whole.select("main section")]
    more = page.select_one("a[rel=next]")
    assert more
    assert more["href"] == whole.select_one("a[rel=next]")["href"]
    assert str(more["data-more"]).startswith("/events/partial-list/?town=witney&after=")
    following = soup(await client.get(str(more["data-more"])))
    assert len(titles(page)) == PER_PAGE
    assert len(set(titles(page)) | set(titles(following))) == len(titles(page)) + len(titles(following)) == 30
    assert following.select("a[rel=next]") == []
    assert "Featured" not in [one.get_text() for one in following.select("h2")]


async def test_a_venues_piece_goes_on_at_the_venue(client: httpx.AsyncClient) -> None:
    page = soup(await client.get("/events/partial-list/?venue=lantern"))
    assert titles(page) == ["Chosen"]


async def test_lists_lead_to_their_own_feeds_and_code(client: httpx.AsyncClient) -> None:
    for address, query in {
        "/": "",
        "/towns/witney/?category=jam": "?town=witney&category=jam",
        "/venues/lantern/": "?venue=lantern",
        "/tonight/": "?when=tonight",
    }.items():
        links = {str(link["href"]) for link in soup(await client.get(address)).select("main a")}
        assert {f"/feeds/{query}", f"/embed/code/{query}"} <= links, address


async def test_words_are_escaped_and_the_organisers_address_is_in_no_byte(client: httpx.AsyncClient) -> None:
    for path in ("/embed/", "/embed/code/", "/events/partial-list/"):
        for query in ("", "?town=witney", "?category=jam", "?q=%3Cscript%3Ealert(1)%3C/script%3E"):
            answer = await client.get(path + query)
            assert "canary" not in answer.text
            assert "<b>" not in answer.text
            assert "<script" not in answer.text
