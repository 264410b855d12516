"""Moderators mend venues, and join what is listed twice: a question first, and nothing typed is lost."""

from collections.abc import Iterator

import httpx
import pytest
from sqlmodel import col

from openmic.models import Event, Town, Venue
from openmic.views import place
from tests.at_the_desk import at_the_desk
from tests.joining import every, venue
from tests.sending import soup, values, wrong

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def towns_as_shipped() -> Iterator[None]:
    yield
    place.learn({})


async def boxes(visitor: httpx.AsyncClient, slug: str) -> dict[str, str]:
    """What a browser would send."""
    answer = await visitor.get(f"/moderation/venues/{slug}/")
    assert answer.status_code == 200
    return values(soup(answer))


async def test_venues_are_found_with_those_that_may_be_the_same() -> None:
    visitor = await at_the_desk()
    await venue("white-hart-witney", name="The White Hart", nights=2)
    await venue("white-hart-inn-witney", name="White Hart Inn")
    await venue("white-hart-oxford", name="White Hart", town="oxford")
    page = soup(await visitor.get("/moderation/venues/?twice=yes"))
    assert len(page.select("main .card")) == 2
    join = "/moderation/venues/white-hart-inn-witney/merge/?into=white-hart-witney"
    assert page.find("a", href=join)
    found = soup(await visitor.get("/moderation/venues/?q=whte+hart&town=oxford"))
    assert [one.text for one in found.select("main .card p:first-child a")] == ["White Hart"]
    for hostile in ("q=%25_%5C'", "q=%00", "town=%22", "after=x|y", "after=|", "twice=2", "q=" + "x" * 5000):
        assert (await visitor.get(f"/moderation/venues/?{hostile}")).status_code == 200


async def test_an_edit_that_is_wrong_keeps_all_that_was_typed() -> None:
    visitor = await at_the_desk()
    await venue("the-fox-witney", name="The Fox")
    typed = await boxes(visitor, "the-fox-witney") | {
        "name": " ",
        "postcode": "nowhere",
        "town": "atlantis",
        "step_free_room": "maybe",
        "aliases": "x" * 200,
        "access_note": "<script>alert(1)</script>" * 40,
    }
    answer = await visitor.post("/moderation/venues/the-fox-witney/", data=typed)
    assert answer.status_code == 422
    page = soup(answer)
    assert wrong(page).keys() == {"name", "aliases", "town", "postcode", "step_free_room", "access_note"}
    assert len(page.select("[data-summary] a")) == 6
    assert "<script>alert" not in answer.text
    assert page.find(id="postcode")["value"] == "nowhere"
    assert (await every(Venue))[0].name == "The Fox"


async def test_an_edit_is_shown_at_once_and_told() -> None:
    visitor = await at_the_desk()
    await venue("the-fox-witney", name="The Fox")
    typed = await boxes(visitor, "the-fox-witney") | {"address": "1 New Road", "step_free_stage": "no"}
    answer = await visitor.post("/moderation/venues/the-fox-witney/", data=typed)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/moderation/venues/the-fox-witney/?news=edited",
    )
    assert "1 New Road" in (await visitor.get("/venues/the-fox-witney/")).text
    again = await visitor.post("/moderation/venues/the-fox-witney/", data=typed | {"address": "2 Other"})
    assert again.status_code == 409
    assert soup(again).find(id="address")["value"] == "2 Other"
    trail = soup(await visitor.get("/moderation/trail/?act=edit_venue")).main.text
    assert "The Fox" in trail
    assert "1 New Road" in trail


async def test_two_venues_become_one_after_a_question() -> None:
    visitor = await at_the_desk()
    await venue("old-witney", name="Old", nights=2)
    new = await venue("new-witney", name="New")
    search = soup(await visitor.get("/moderation/venues/old-witney/merge/?q=new"))
    asked = soup(await visitor.get(search.find("a", class_="btn-outline-primary")["href"]))
    assert "2 nights" in asked.main.text
    assert len(await every(Venue)) == 2, "a question changes nothing"
    answer = await visitor.post("/moderation/venues/old-witney/merge/", data={"into": "new-witney"})
    assert answer.headers["location"] == "/moderation/venues/new-witney/?news=joined"
    assert {one.venue_id for one in await every(Event)} == {new}
    assert (await visitor.get("/moderation/venues/old-witney/")).status_code == 404
    again = await visitor.post("/moderation/venues/old-witney/merge/", data={"into": "new-witney"})
    assert again.status_code == 404
    trail = soup(await visitor.get("/moderation/trail/")).main.text
    assert "Venues joined" in trail


@pytest.mark.parametrize("into", ["old-witney", "nowhere", "", "../../", "\x00"])
async def test_what_cannot_be_joined_is_said_in_words(into: str) -> None:
    visitor = await at_the_desk()
    await venue("old-witney", name="Old")
    answer = await visitor.post("/moderation/venues/old-witney/merge/", data={"into": into})
    assert answer.status_code == 409
    assert "Nothing was done" in answer.text
    if into:
        asked = await visitor.get("/moderation/venues/old-witney/merge/", params={"into": into})
        assert asked.status_code == 422


async def test_two_towns_become_one_after_a_question() -> None:
    visitor = await at_the_desk()
    await venue("the-fox-cowley", town="cowley", nights=1)
    asked = soup(await visitor.get("/moderation/towns/cowley/merge/?into=oxford"))
    assert "1 night and 1 venue" in asked.main.text
    answer = await visitor.post("/moderation/towns/cowley/merge/", data={"into": "oxford"})
    assert answer.headers["location"] == "/moderation/towns/?news=joined"
    assert (await every(Town, col(Town.slug) == "cowley"))[0].merged_into
    assert "joined to Oxford" in soup(await visitor.get("/moderation/towns/")).main.text
    assert (await visitor.get("/moderation/towns/cowley/merge/")).status_code == 404
    for into in ("oxford", "cowley", "atlantis", ""):
        answer = await visitor.post("/moderation/towns/oxford/merge/", data={"into": into})
        assert answer.status_code == 409
    assert (await visitor.get("/moderation/towns/atlantis/merge/")).status_code == 404
    assert "Towns joined" in soup(await visitor.get("/moderation/trail/?act=merge_towns")).main.text


async def test_no_other_site_can_press_the_buttons() -> None:
    visitor = await at_the_desk()
    await venue("old-witney")
    await venue("new-witney")
    answer = await visitor.post(
        "/moderation/venues/old-witney/merge/",
        data={"into": "new-witney"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert len(await every(Venue)) == 2
